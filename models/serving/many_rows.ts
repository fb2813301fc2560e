/**
 * Predicting with whatever a blob may hold, a slice of the rows at a time: other requests get their
 * turn in between, whatever the model is and however many rows there are.
 *
 * @module
 */

import {
  type BitMatrix,
  bitModelOf,
  isEncoded,
  labelModel,
  MAX_ENCODED_BYTES,
  type Model,
  type Predictions,
  predictModel,
  rowBytes,
} from "../../lib/mod.ts";
import { predictionTime, VECTOR_ROWS } from "./prediction_work.ts";
import { takeBreak } from "../turns.ts";

/** Nanoseconds of one slice. */
const SLICE = 10_000_000;
/** Classes for which the service answers as many rows as it takes; more classes, fewer rows. */
const FEW_CLASSES = 20;

/** Predicts the classes of many rows. */
export async function predictMany(model: Model, rows: BitMatrix): Promise<Predictions> {
  const network = bitModelOf(model);
  const classes = network.classes.length;
  if (rows.rows <= mostSliceRows(network)) return predictModel(network, rows);
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * classes);
  for await (const { first, slice } of slicesOf(network, rows)) {
    const predicted = predictModel(network, slice);
    labels.set(predicted.labels, first);
    scores.set(predicted.scores, first * classes);
  }
  return { labels, scores };
}

/** Predicts the classes of many rows without scores. */
export async function labelMany(model: Model, rows: BitMatrix): Promise<Uint8Array> {
  const network = bitModelOf(model);
  if (rows.rows <= mostSliceRows(network)) return labelModel(network, rows);
  const labels = new Uint8Array(rows.rows);
  for await (const { first, slice } of slicesOf(network, rows)) {
    labels.set(labelModel(network, slice), first);
  }
  return labels;
}

/**
 * The rows that one request may have. An answer has a score for each row and class, and takes no more
 * room for many classes than for {@linkcode FEW_CLASSES}.
 *
 * @param limit rows where there are few classes
 */
export function mostRows(model: Model, limit: number): number {
  const few = Math.floor(limit * FEW_CLASSES / model.classes.length);
  return Math.max(1, Math.min(limit, few, mostEncoded(model)));
}

/** The rows that an encoder may make bits of at once. */
export function mostEncoded(model: Model): number {
  return isEncoded(model) ? Math.floor(MAX_ENCODED_BYTES / rowBytes(model.features)) : Infinity;
}

/** Rows that one slice may have: whole vectors, and at least one. */
export function mostSliceRows(model: Model): number {
  const vector = predictionTime(bitModelOf(model), VECTOR_ROWS);
  return VECTOR_ROWS * Math.max(1, Math.floor(SLICE / vector));
}

/** Rows by slices, with a pause before each but the first. */
async function* slicesOf(
  model: Model,
  rows: BitMatrix,
): AsyncGenerator<{ first: number; slice: BitMatrix }> {
  const most = mostSliceRows(model);
  const { stride, bytes } = rows;
  for (let first = 0; first < rows.rows; first += most) {
    if (first > 0) await takeBreak();
    const count = Math.min(most, rows.rows - first);
    const slice = bytes.subarray(first * stride, (first + count) * stride);
    yield { first, slice: { ...rows, rows: count, bytes: slice } };
  }
}
