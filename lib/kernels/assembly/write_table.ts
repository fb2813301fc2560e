// From counters to a truth table: the majority at each address, a random bit for a tie.

import { arityOf, lutsOf, surplusesOf, tableBytesOf, tablesOf } from "./layer";
import { drawTies } from "./philox";
import { COUNTERS, PLACES } from "./scratch";

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
    const first = signs(counters + (at << 2));
    const second = signs(counters + (at << 2) + 64);
    const positive = (first & 0xffff) | (second << 16);
    const zero = (first >> 16) | (second & 0xffff0000);
    let bits = positive;
    if (zero) {
      if (drawn != at >> 7) {
        drawn = at >> 7;
        drawTies(ties, layer, number, drawn);
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

/** For 16 counters a bit each: in the low half whether it is positive, in the high one if zero. */
function signs(counters: usize): u32 {
  const a = i16x8.narrow_i32x4_s(v128.load(counters), v128.load(counters, 16));
  const b = i16x8.narrow_i32x4_s(v128.load(counters, 32), v128.load(counters, 48));
  const narrowed = i8x16.narrow_i16x8_s(a, b);
  const none = i32x4.splat(0);
  return i8x16.bitmask(i8x16.gt_s(narrowed, none)) | (i8x16.bitmask(i8x16.eq(narrowed, none)) << 16);
}
