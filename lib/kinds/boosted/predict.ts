/**
 * Inference for one row: a lookup a table, and additions. Tables that a blob or training gave are
 * whole, so nothing is checked on the way.
 *
 * @module
 */

import { checkPackedRow } from "../../rows/bit_matrix.ts";
import { MAX_FEATURES } from "../../limits.ts";
import type { Prediction } from "../../scores/predictions.ts";
import { type BoostedTables, splitCount } from "./model.ts";
import { scoreRow } from "../../scores/scores.ts";

/** One byte for each bit of a row. */
const BITS = new Uint8Array(MAX_FEATURES);

/**
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictBoostedRow(model: BoostedTables, row: Uint8Array): Prediction {
  checkPackedRow(row, model.features);
  const classes = model.classes.length;
  const scores = new Float64Array(classes);
  const sums = sumRow(model, row);
  return { label: scoreRow(scores, 0, sums, 0, classes, model.scale), scores: [...scores] };
}

/** For each class the sum of the entries that a row reaches. */
export function sumRow(model: BoostedTables, row: Uint8Array): Int32Array {
  const { features, arity, width, wires, entries, splits } = model;
  for (let bit = 0; bit < features; bit++) BITS[bit] = (row[bit >>> 3]! >>> (bit & 7)) & 1;
  const ofSplit = new Int32Array(splitCount(model));
  for (let table = 0, split = 0, wire = 0; table < width; table++) {
    let address = 0;
    for (let bit = 0; bit < arity; bit++) address |= BITS[wires[wire++]!]! << bit;
    ofSplit[split]! += entries[(table << arity) + address]!;
    if (++split === ofSplit.length) split = 0;
  }
  const classes = model.classes.length;
  const sums = new Int32Array(classes);
  for (let at = 0; at < splits.length; at++) {
    if (splits[at] === 1) sums[at % classes]! += ofSplit[Math.floor(at / classes)]!;
  }
  return sums;
}
