// Counting for LUTs of up to eight wires: rows of class 1 less rows of class 0 at each address.
//
// There are eight histograms, one for each place in a vector, so that runs of equal addresses do not
// wait for each other. Their counters have 16 bits: with 32 the histograms would span 8 KiB, and
// counters 4 KiB apart are mistaken for each other when a store is forwarded to a load. They lie in
// the first 64 KiB of memory: a 16-bit number then is the place of a counter, and nothing is left to
// compute between two loads.

import { bytesOfOnesOf, columnBytesOf } from "../layer";
import { CHUNK, COUNTERS, NARROW_ADDRESSES, SLOTS } from "../scratch";
import { transpose } from "../transpose";
import { clear } from "../vectors";

/** Bytes of columns after which a 16-bit counter might overflow: 2047 x 128 rows, an eighth each. */
const BLOCK: i32 = 2047 * 16;

/**
 * Sets the 256 counters in the scratch memory, i32, and leaves the addresses of all rows there.
 *
 * @param histograms 4 KiB, a multiple of 512 within the first 64 KiB
 */
export function countNarrow(layer: usize, lut: i32, histograms: usize, scratch: usize): void {
  const ones = bytesOfOnesOf(layer);
  clear(scratch + COUNTERS, 1024);
  countClass(layer, lut, 0, ones, histograms, scratch, 1);
  countClass(layer, lut, ones, columnBytesOf(layer), histograms, scratch, -1);
}

/** Adds `step` to the counters for each row in the bytes `from` to `to` of the columns. */
function countClass(
  layer: usize,
  lut: i32,
  from: i32,
  to: i32,
  histograms: usize,
  scratch: usize,
  step: i32,
): void {
  for (let block = from; block < to; block += BLOCK) {
    const blockEnd = min(block + BLOCK, to);
    clear(histograms, 4096);
    for (let at = block; at < blockEnd; at += CHUNK) {
      const end = min(at + CHUNK, blockEnd);
      transpose<u16>(
        layer, lut, 0, at, end, scratch + NARROW_ADDRESSES + (at << 3), scratch + SLOTS, histograms >> 9,
      );
      countSlots(scratch + SLOTS, scratch + SLOTS + ((end - at) << 4), step);
    }
    addUp(histograms, scratch + COUNTERS);
  }
}

/** Adds `step` to the counter at each slot; two slots a load, since each load has a bounds check. */
function countSlots(from: usize, to: usize, step: i32): void {
  for (let at = from; at < to; at += 16) {
    const s01 = load<u32>(at);
    const s23 = load<u32>(at, 4);
    const s45 = load<u32>(at, 8);
    const s67 = load<u32>(at, 12);
    bump(s01 & 0xffff, step);
    bump(s01 >> 16, step);
    bump(s23 & 0xffff, step);
    bump(s23 >> 16, step);
    bump(s45 & 0xffff, step);
    bump(s45 >> 16, step);
    bump(s67 & 0xffff, step);
    bump(s67 >> 16, step);
  }
}

// A load of u16 takes one instruction less than one of i16, and an eighth less time in all.
// @ts-ignore: decorator
@inline
function bump(counter: usize, step: i32): void {
  store<u16>(counter, <u16> (<i32> load<u16>(counter) + step));
}

/** Adds the eight histograms to the counters. */
function addUp(histograms: usize, counters: usize): void {
  for (let at: usize = 0; at < 512; at += 16) {
    let low = v128.load(counters + 2 * at);
    let high = v128.load(counters + 2 * at, 16);
    for (let lane = histograms + at; lane < histograms + 4096; lane += 512) {
      const counts = v128.load(lane);
      low = i32x4.add(low, i32x4.extend_low_i16x8_s(counts));
      high = i32x4.add(high, i32x4.extend_high_i16x8_s(counts));
    }
    v128.store(counters + 2 * at, low);
    v128.store(counters + 2 * at, high, 16);
  }
}
