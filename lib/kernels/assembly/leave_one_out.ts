// Leave-one-out layers: what a LUT puts out for the rows that it was just counted at, the majority of
// all others at the address. Rows lie sorted by class, so the rows of one class all take the same vote
// out, and looking them up in two tables tells the answer: is what remains positive, is it zero. A
// zero takes a random bit.

import { applyKnown } from "./apply/narrow";
import { lookUpWide } from "./apply/wide";
import {
  arityOf, bytesOfOnesOf, columnBytesOf, lutsOf, outputsOf, realRowsOf, surplusesOf,
} from "./layer";
import { drawBits } from "./philox";
import { CHUNK, COUNTERS, NARROW_ADDRESSES, PLACES, SLOTS } from "./scratch";
import { signs } from "./write_table";

/** `DRAW_LEFT_OUT` of `lib/random.ts`. */
const DRAW_LEFT_OUT: u32 = 9;

/**
 * Writes the column of a LUT, zeros for rows of padding, and its surplus by these outputs.
 *
 * @param near 8 KiB within the first 64 KiB
 */
export function leaveOneOut(layer: usize, lut: i32, near: usize, scratch: usize): void {
  const bytes = columnBytesOf(layer);
  const ones = bytesOfOnesOf(layer);
  const out = outputsOf(layer) + lut * bytes;
  leaveOutOfClass(layer, lut, 0, ones, 1, out, near, scratch);
  leaveOutOfClass(layer, lut, ones, bytes, -1, out, near, scratch);

  const real = realRowsOf(layer);
  let rows: i64 = 0;
  let right: i64 = 0;
  for (let at = 0; at < bytes; at += 8) {
    const isReal = load<u64>(real + at);
    const outputs = load<u64>(out + at) & isReal;
    store<u64>(out + at, outputs);
    rows += popcnt(isReal);
    right += popcnt(at < ones ? outputs : outputs ^ isReal);
  }
  store<i32>(surplusesOf(layer) + (lut << 2), <i32> (2 * right - rows));
}

/** Writes the bytes `from` to `to` of the column at `out`, where each row has the same vote, 1 or -1. */
function leaveOutOfClass(
  layer: usize,
  lut: i32,
  from: i32,
  to: i32,
  vote: i32,
  out: usize,
  near: usize,
  scratch: usize,
): void {
  const purpose = vote == 1 ? DRAW_LEFT_OUT + 1 : DRAW_LEFT_OUT;
  const number = load<u32>(lutsOf(layer) + (lut << 2));
  const addresses = 1 << arityOf(layer);
  const counters = scratch + COUNTERS;
  writeSigns(counters, addresses, vote, 0, near);
  for (let at = from; at < to; at += CHUNK) {
    lookUp(layer, lut, near, at, min(at + CHUNK, to), out + at, scratch);
  }
  if (!writeSigns(counters, addresses, vote, 16, near)) return;
  for (let at = from; at < to; at += CHUNK) {
    const end = min(at + CHUNK, to);
    lookUp(layer, lut, near, at, end, scratch + SLOTS, scratch);
    for (let vector = at; vector < end; vector += 16) {
      const ties = v128.load(scratch + SLOTS + (vector - at));
      if (!v128.any_true(ties)) continue;
      drawBits(scratch + PLACES, layer, number, purpose, (vector - from) >> 4);
      const bits = v128.and(ties, v128.load(scratch + PLACES));
      v128.store(out + vector, v128.or(v128.load(out + vector), bits));
    }
  }
}

/**
 * Writes a table of whether the counters without a vote are positive (`shift` 0) or zero (16).
 *
 * @returns true if any of them is
 */
function writeSigns(counters: usize, addresses: i32, vote: i32, shift: i32, table: usize): bool {
  let any: u32 = 0;
  for (let at = 0; at < addresses; at += 32, counters += 128) {
    const bits = ((signsWithout(counters, vote) >> shift) & 0xffff) |
      ((signsWithout(counters + 64, vote) >> shift) << 16);
    store<u32>(table + (at >> 3), bits);
    any |= bits;
  }
  return any != 0;
}

/** `signs` of 16 counters without a vote. */
function signsWithout(counters: usize, vote: i32): u32 {
  const votes = i32x4.splat(vote);
  return signs(
    i32x4.sub(v128.load(counters), votes),
    i32x4.sub(v128.load(counters, 16), votes),
    i32x4.sub(v128.load(counters, 32), votes),
    i32x4.sub(v128.load(counters, 48), votes),
  );
}

/** Looks up the rows in the bytes `from` to `to` of the columns, a chunk at most. */
function lookUp(
  layer: usize,
  lut: i32,
  table: usize,
  from: i32,
  to: i32,
  out: usize,
  scratch: usize,
): void {
  if (arityOf(layer) > 8) lookUpWide(layer, lut, table, from, to, out, scratch);
  else applyKnown(table, scratch + NARROW_ADDRESSES + (from << 3), out, to - from);
}
