/**
 * Counting: for each address of a LUT how many more rows of class 1 than of class 0 reach it.
 *
 * @module
 */

import { COUNTERS, HIGH, LOW } from "../scratch.ts";
import { findBits } from "./transpose.ts";
import { columnWord, type LayerView, type Views } from "./views.ts";

/** Words of a column that are worked on at once: what they expand to fits the scratch memory. */
const CHUNK_WORDS = 64;

/**
 * Sets the counters in the scratch memory.
 *
 * @param histograms 4 x 256 counters for LUTs of up to eight wires: one histogram for each byte of a
 *   word, so that runs of equal addresses do not wait for each other
 */
export function countRows(
  views: Views,
  record: LayerView,
  lut: number,
  histograms: number,
  scratch: number,
): void {
  const { arity, columnBytes, bytesOfOnes } = record;
  const { i32 } = views;
  const counters = (scratch + COUNTERS) >>> 2;
  const isWide = arity > 8;
  const counts = isWide ? counters : histograms >>> 2;
  i32.fill(0, counts, counts + (isWide ? 1 << arity : 1024));
  const words = columnBytes >>> 2;
  const wordsOfOnes = bytesOfOnes >>> 2;
  for (let word = 0; word < words;) {
    const isOne = word < wordsOfOnes;
    const end = Math.min(word + CHUNK_WORDS, isOne ? wordsOfOnes : words);
    const low = (scratch + LOW) >>> 2;
    const high = (scratch + HIGH) >>> 2;
    findBits(views, record, lut, 0, word, end, low);
    const step = isOne ? 1 : -1;
    if (isWide) {
      findBits(views, record, lut, 8, word, end, high);
      countWide(views, counts, low, high, (end - word) * 8, step);
    } else countNarrow(views, counts, low, (end - word) * 8, step);
    word = end;
  }
  if (!isWide) {
    for (let address = 0; address < 256; address++) {
      i32[counters + address] = i32[counts + address]! + i32[counts + 256 + address]! +
        i32[counts + 512 + address]! + i32[counts + 768 + address]!;
    }
  }
  if (record.padding !== 0) i32[counters + addressOfPadding(views, record, lut)]! -= record.padding;
}

function countNarrow(
  { u32, i32 }: Views,
  counts: number,
  from: number,
  words: number,
  step: number,
): void {
  for (let at = from; at < from + words; at++) {
    const word = u32[at]!;
    i32[counts + (word & 255)]! += step;
    i32[counts + 256 + ((word >>> 8) & 255)]! += step;
    i32[counts + 512 + ((word >>> 16) & 255)]! += step;
    i32[counts + 768 + (word >>> 24)]! += step;
  }
}

function countWide(
  { u32, i32 }: Views,
  counts: number,
  low: number,
  high: number,
  words: number,
  step: number,
): void {
  for (let at = 0; at < words; at++) {
    const l = u32[low + at]!;
    const h = u32[high + at]!;
    i32[counts + ((l & 255) | ((h & 255) << 8))]! += step;
    i32[counts + (((l >>> 8) & 255) | (h & 0xff00))]! += step;
    i32[counts + (((l >>> 16) & 255) | ((h >>> 8) & 0xff00))]! += step;
    i32[counts + ((l >>> 24) | ((h >>> 16) & 0xff00))]! += step;
  }
}

/** The address that the rows of padding reach; they are alike. */
function addressOfPadding(views: Views, record: LayerView, lut: number): number {
  const { arity, paddingRow } = record;
  let address = 0;
  for (let wire = 0; wire < arity; wire++) {
    const word = views.u32[columnWord(views, record, lut, wire) + (paddingRow >>> 5)]!;
    address |= ((word >>> (paddingRow & 31)) & 1) << wire;
  }
  return address;
}
