/**
 * Predicting with whatever a blob may hold. Many rows through many tables, or through networks for
 * many pairs of classes, take a while, so they are taken a slice at a time, and other requests get their turn in between.
 *
 * @module
 */

import { setImmediate } from "node:timers/promises";
import {
  type BitMatrix,
  type BitModel,
  bitModelOf,
  type EncodedModel,
  isBoosted,
  isPairwise,
  labelModel,
  layersOf,
  MAX_ENCODED_BYTES,
  type Model,
  type Predictions,
  predictModel,
  rowBytes,
} from "../lib/mod.ts";

/** Lookups, and scores that count as a few of them, of one slice: about 20 ms. */
const SLICE_LOOKUPS = 33_554_432;
/** What the score of a class takes, in lookups. */
const SCORE_LOOKUPS = 8;
/** LUTs that are looked up in the time of one boosted table. */
const LUTS_PER_LOOKUP = 8;
/** A slice is a multiple of so many rows, a vector of the kernels. */
const VECTOR_ROWS = 128;
/** Classes for which the service answers as many rows as it takes; more classes, fewer rows. */
const FEW_CLASSES = 20;

/** Predicts the classes of many rows. */
export async function predictMany(model: Model, rows: BitMatrix): Promise<Predictions> {
  const network = bitModelOf(model);
  if (isQuick(network)) return predictModel(network, rows);
  const classes = network.classes.length;
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
  if (isQuick(network)) return labelModel(network, rows);
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
export function mostRows(model: Pick<Model, "classes"> | Model, limit: number): number {
  const few = Math.floor(limit * FEW_CLASSES / model.classes.length);
  return Math.max(1, Math.min(limit, few, mostEncoded(model)));
}

/** The rows that an encoder may make bits of at once. */
export function mostEncoded(model: object): number {
  return "kind" in model && model.kind === "encoded"
    ? Math.floor(MAX_ENCODED_BYTES / rowBytes((model as EncodedModel).features))
    : Infinity;
}

/** True for a network of its own: even the most rows that a request may have take a moment. */
function isQuick(model: BitModel): boolean {
  return !isBoosted(model) && !isPairwise(model);
}

/** What a row takes besides its scores, in lookups at boosted tables. */
function lookupsOf(model: BitModel): number {
  if (isBoosted(model)) return model.width;
  const luts = layersOf(model).reduce((luts, { width }) => luts + width, 0);
  return Math.ceil(luts / LUTS_PER_LOOKUP);
}

/** Rows that one slice may have: whole vectors, and at least one. */
export function mostSliceRows(model: Model): number {
  const perRow = lookupsOf(bitModelOf(model)) + SCORE_LOOKUPS * model.classes.length;
  return VECTOR_ROWS * Math.max(1, Math.floor(SLICE_LOOKUPS / perRow / VECTOR_ROWS));
}

/** Rows by slices, with a pause before each but the first. */
async function* slicesOf(
  model: Model,
  rows: BitMatrix,
): AsyncGenerator<{ first: number; slice: BitMatrix }> {
  const most = mostSliceRows(model);
  const { stride, bytes } = rows;
  for (let first = 0; first < rows.rows; first += most) {
    if (first > 0) await setImmediate();
    const count = Math.min(most, rows.rows - first);
    const slice = bytes.subarray(first * stride, (first + count) * stride);
    yield { first, slice: { ...rows, rows: count, bytes: slice } };
  }
}
