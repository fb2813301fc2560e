/**
 * Inference with boosted tables: what the tables say to up to 2048 rows, added up per class.
 *
 * @module
 */

import { HIGH, LOW } from "../scratch.ts";
import { findBits } from "./transpose.ts";
import type { LayerView, Views } from "./views.ts";

/** Rows of a word of a column. */
const WORD_ROWS = 32;

/** See `Kernels.sumEntries`. */
export function sumEntries(
  views: Views,
  record: LayerView,
  width: number,
  splits: number,
  splitCount: number,
  classes: number,
  out: number,
  scratch: number,
): void {
  const { bytes, i8, i32 } = views;
  const { arity, tables } = record;
  const words = record.columnBytes >>> 2;
  const rows = words * WORD_ROWS;
  const sums = new Int32Array(rows);
  const low = scratch + LOW;
  const high = scratch + HIGH;
  i32.fill(0, out >>> 2, (out >>> 2) + rows * classes);
  for (let split = 0; split < splitCount; split++) {
    sums.fill(0);
    for (let table = split; table < width; table += splitCount) {
      const entries = tables + (table << arity);
      findBits(views, record, table, 0, 0, words, low >>> 2);
      if (arity > 8) {
        findBits(views, record, table, 8, 0, words, high >>> 2);
        for (let at = 0; at < rows; at++) {
          sums[at]! += i8[entries + (bytes[low + at]! | (bytes[high + at]! << 8))]!;
        }
      } else {
        for (let at = 0; at < rows; at++) sums[at]! += i8[entries + bytes[low + at]!]!;
      }
    }
    const half = splits + split * classes;
    for (let row = 0; row < rows; row++) {
      // The order in which `findBits` leaves the rows of a word.
      const sum = sums[(row & ~31) | ((row & 7) << 2) | ((row >>> 3) & 3)]!;
      const to = (out >>> 2) + row * classes;
      for (let index = 0; index < classes; index++) i32[to + index]! += bytes[half + index]! * sum;
    }
  }
}
