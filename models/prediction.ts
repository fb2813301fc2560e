/**
 * Predicting with whatever a blob may hold: a network or boosted tables. Many rows through many tables
 * take a while, so they are taken a slice at a time, and other requests get their turn in between.
 *
 * @module
 */

import { setImmediate } from "node:timers/promises";
import {
  type BitMatrix,
  bitModelOf,
  type BoostedTables,
  type EncodedModel,
  isBoosted,
  labelModel,
  type Model,
  type Predictions,
  predictModel,
  rowBytes,
} from "../lib/mod.ts";

/** Lookups, and scores that count as a few of them, of one slice: about 20 ms. */
const SLICE_LOOKUPS = 33_554_432;
/** What the score of a class takes, in lookups. */
const SCORE_LOOKUPS = 8;
/** A slice is a multiple of so many rows, a vector of the kernels. */
const VECTOR_ROWS = 128;
/** Classes for which the service answers as many rows as it takes; more classes, fewer rows. */
const FEW_CLASSES = 20;

/** Predicts the classes of many rows. */
export async function predictMany(model: Model, rows: BitMatrix): Promise<Predictions> {
  const network = bitModelOf(model);
  if (!isBoosted(network)) return predictModel(network, rows);
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
  if (!isBoosted(network)) return labelModel(network, rows);
  const labels = new Uint8Array(rows.rows);
  for await (const { first, slice } of slicesOf(network, rows)) {
    labels.set(labelModel(network, slice), first);
  }
  return labels;
}

/** Bytes of bits that an encoder may make of one request (64 MiB): a value is short, its bits may be many. */
const MAX_ENCODED_BYTES = 67_108_864;

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

/** Rows by slices, with a pause before each but the first. */
async function* slicesOf(
  { width, classes }: BoostedTables,
  rows: BitMatrix,
): AsyncGenerator<{ first: number; slice: BitMatrix }> {
  const perRow = width + SCORE_LOOKUPS * classes.length;
  const vectors = Math.max(1, Math.floor(SLICE_LOOKUPS / perRow / VECTOR_ROWS));
  const { stride, bytes } = rows;
  for (let first = 0; first < rows.rows; first += vectors * VECTOR_ROWS) {
    if (first > 0) await setImmediate();
    const count = Math.min(vectors * VECTOR_ROWS, rows.rows - first);
    const slice = bytes.subarray(first * stride, (first + count) * stride);
    yield { first, slice: { ...rows, rows: count, bytes: slice } };
  }
}
