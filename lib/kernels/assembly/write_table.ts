// From counters to a truth table: the majority at each address, a random bit for a tie.

import { arityOf, lutsOf, surplusesOf, tableBytesOf, tablesOf } from "./layer";
import { drawBits } from "./philox";
import { COUNTERS, PLACES } from "./scratch";

/** `DRAW_TIES` of `lib/random.ts`. */
const DRAW_TIES: u32 = 1;

/**
 * Writes the truth table of a LUT from the counters in the scratch memory, and its surplus: rows
 * that the table predicts right less the others.
 */
export function writeTable(layer: usize, lut: i32, scratch: usize): void {
  const counters = scratch + COUNTERS;
  const ties = scratch + PLACES;
  const table = tablesOf(layer) + lut * tableBytesOf(layer);
  const number = load<u32>(lutsOf(layer) + (lut << 2));
  const addresses = 1 << arityOf(layer);
  let sums = i32x4.splat(0);
  for (let at = 0; at < addresses; at += 4) {
    sums = i32x4.add(sums, i32x4.abs(v128.load(counters + (at << 2))));
  }
  let drawn = -1;
  for (let at = 0; at < addresses; at += 32) {
    const first = signsAt(counters + (at << 2));
    const second = signsAt(counters + (at << 2) + 64);
    const positive = (first & 0xffff) | (second << 16);
    const zero = (first >> 16) | (second & 0xffff0000);
    let bits = positive;
    if (zero) {
      if (drawn != at >> 7) {
        drawn = at >> 7;
        drawBits(ties, layer, number, DRAW_TIES, drawn);
      }
      bits |= zero & load<u32>(ties + ((at >> 3) & 12));
    }
    if (addresses >= 32) store<u32>(table + (at >> 3), bits);
    else if (addresses == 16) store<u16>(table, <u16> bits);
    else store<u8>(table, <u8> (bits & ((1 << addresses) - 1)));
  }
  // Tables of one wire have two counters in the vector, and the others are zero.
  store<i32>(
    surplusesOf(layer) + (lut << 2),
    i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) +
      i32x4.extract_lane(sums, 3),
  );
}

/** `signs` of the 16 counters at a place. */
function signsAt(counters: usize): u32 {
  return signs(
    v128.load(counters), v128.load(counters, 16), v128.load(counters, 32), v128.load(counters, 48),
  );
}

/** For 16 counters a bit each: in the low half whether it is positive, in the high one if zero. */
// @ts-ignore: decorator
@inline
export function signs(c0: v128, c4: v128, c8: v128, c12: v128): u32 {
  const narrowed = i8x16.narrow_i16x8_s(
    i16x8.narrow_i32x4_s(c0, c4),
    i16x8.narrow_i32x4_s(c8, c12),
  );
  const none = i32x4.splat(0);
  return i8x16.bitmask(i8x16.gt_s(narrowed, none)) | (i8x16.bitmask(i8x16.eq(narrowed, none)) << 16);
}
