/**
 * Leave-one-out layers: what a LUT puts out for the rows that it was just counted at, the majority of
 * all others at the address (`lib/kinds/network/training/leave_one_out.ts`).
 *
 * @module
 */

import { DRAW_LEFT_OUT, RandomStream } from "../../random.ts";
import { COUNTERS, HIGH, LOW } from "../scratch.ts";
import { findBits } from "./transpose.ts";
import type { LayerView, Views } from "./views.ts";

/** Words of a column that are worked on at once: what they expand to fits the scratch memory. */
const CHUNK_WORDS = 64;

/** Writes the column of a LUT, zeros for rows of padding, and its surplus by these outputs. */
export function leaveOneOut(views: Views, record: LayerView, lut: number, scratch: number): void {
  const { u32, i32 } = views;
  const words = record.columnBytes >>> 2;
  const ones = record.bytesOfOnes >>> 2;
  leaveOutOfClass(views, record, lut, 0, ones, 1, scratch);
  leaveOutOfClass(views, record, lut, ones, words, -1, scratch);

  const out = (record.outputs >>> 2) + lut * words;
  let surplus = 0;
  for (let word = 0; word < words; word++) {
    const real = u32[(record.realRows >>> 2) + word]!;
    const outputs = u32[out + word]! & real;
    u32[out + word] = outputs;
    const right = word < ones ? outputs : outputs ^ real;
    surplus += 2 * countOnes(right) - countOnes(real);
  }
  i32[(record.surpluses >>> 2) + lut] = surplus;
}

/** Writes the words `from` to `to` of a column, where each row has the same vote, 1 or -1. */
function leaveOutOfClass(
  views: Views,
  record: LayerView,
  lut: number,
  from: number,
  to: number,
  vote: number,
  scratch: number,
): void {
  const { u32, i32 } = views;
  const counters = (scratch + COUNTERS) >>> 2;
  const low = (scratch + LOW) >>> 2;
  const high = (scratch + HIGH) >>> 2;
  const out = (record.outputs + lut * record.columnBytes) >>> 2;
  const purpose = vote === 1 ? DRAW_LEFT_OUT + 1 : DRAW_LEFT_OUT;
  const number = u32[(record.luts >>> 2) + lut]!;
  const random = new RandomStream(record.seed, record.number, number, purpose);
  for (let chunk = from; chunk < to; chunk += CHUNK_WORDS) {
    const end = Math.min(chunk + CHUNK_WORDS, to);
    findBits(views, record, lut, 0, chunk, end, low);
    findBits(views, record, lut, 8, chunk, end, high);
    for (let word = chunk; word < end; word++) {
      let positive = 0;
      let zero = 0;
      for (let row = 0; row < 32; row++) {
        const at = 8 * (word - chunk) + (row & 7);
        const shift = row & ~7;
        const address = ((u32[low + at]! >>> shift) & 255) |
          (((u32[high + at]! >>> shift) & 255) << 8);
        const others = i32[counters + address]! - vote;
        if (others > 0) positive |= 1 << row;
        else if (others === 0) zero |= 1 << row;
      }
      if (zero !== 0) zero &= random.block((word - from) >>> 2)[(word - from) & 3]!;
      u32[out + word] = positive | zero;
    }
  }
}

function countOnes(word: number): number {
  let ones = 0;
  for (let left = word; left !== 0; left &= left - 1) ones++;
  return ones;
}
