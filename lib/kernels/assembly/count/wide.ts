// Counting for LUTs of more than eight wires: rows of class 1 less rows of class 0 at each address.
// Two histograms take turns, so that runs of equal addresses wait less for each other.

import { arityOf, bytesOfOnesOf, columnBytesOf } from "../layer";
import { CHUNK, COUNTERS, HIGH, LOW } from "../scratch";
import { pairHigh, pairLow, transpose } from "../transpose";
import { clear } from "../vectors";

/** Sets the 2^arity counters in the scratch memory, i32; twice as many are used on the way. */
export function countWide(layer: usize, lut: i32, scratch: usize): void {
  const counters = scratch + COUNTERS;
  const bytes: usize = 4 << arityOf(layer);
  const ones = bytesOfOnesOf(layer);
  clear(counters, 2 * bytes);
  countClass(layer, lut, 0, ones, counters, scratch, 1);
  countClass(layer, lut, ones, columnBytesOf(layer), counters, scratch, -1);
  for (let at = counters; at < counters + bytes; at += 16) {
    v128.store(at, i32x4.add(v128.load(at), v128.load(at + bytes)));
  }
}

/** Adds `step` to the counters for each row in the bytes `from` to `to` of the columns. */
function countClass(
  layer: usize,
  lut: i32,
  from: i32,
  to: i32,
  even: usize,
  scratch: usize,
  step: i32,
): void {
  const odd = even + (4 << arityOf(layer));
  const low = scratch + LOW;
  const high = scratch + HIGH;
  for (let at = from; at < to; at += CHUNK) {
    const end = min(at + CHUNK, to);
    transpose<u8>(layer, lut, 0, at, end, low);
    transpose<u8>(layer, lut, 8, at, end, high);
    const rows = (end - at) << 3;
    for (let row = 0; row < rows; row += 16) {
      const l = v128.load(low + row);
      const h = v128.load(high + row);
      countEight(pairLow(l, h), even, odd, step);
      countEight(pairHigh(l, h), even, odd, step);
    }
  }
}

/** Counts eight addresses of 16 bits. */
// @ts-ignore: decorator
@inline
function countEight(addresses: v128, even: usize, odd: usize, step: i32): void {
  bump(even, i16x8.extract_lane_u(addresses, 0), step);
  bump(odd, i16x8.extract_lane_u(addresses, 1), step);
  bump(even, i16x8.extract_lane_u(addresses, 2), step);
  bump(odd, i16x8.extract_lane_u(addresses, 3), step);
  bump(even, i16x8.extract_lane_u(addresses, 4), step);
  bump(odd, i16x8.extract_lane_u(addresses, 5), step);
  bump(even, i16x8.extract_lane_u(addresses, 6), step);
  bump(odd, i16x8.extract_lane_u(addresses, 7), step);
}

// @ts-ignore: decorator
@inline
function bump(counters: usize, address: u32, step: i32): void {
  const counter = counters + (address << 2);
  store<i32>(counter, load<i32>(counter) + step);
}
