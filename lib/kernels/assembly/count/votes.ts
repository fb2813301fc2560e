// Counting for each row how many columns have a 1: counters of 128 rows lie across 16 planes of bits,
// and sixteen columns are added to the lower four in registers at a time (Harley and Seal, in Warren,
// "Hacker's Delight", section 5-1).

import { HIGH, LOW, SLOTS } from "../scratch";
import { transposeColumns } from "../transpose";
import { clear } from "../vectors";

/** Writes the count of each row, u16 in row order, padding included; at most 65,535 columns. */
export function countVotes(
  columns: usize,
  width: i32,
  columnBytes: i32,
  out: usize,
  scratch: usize,
): void {
  const planes = scratch + SLOTS;
  for (let at = 0; at < columnBytes; at += 16, out += 256) {
    clear(planes, 256);
    addColumns(planes, columns + at, width, columnBytes);
    transposeColumns<u8>(
      planes, planes + 16, planes + 32, planes + 48,
      planes + 64, planes + 80, planes + 96, planes + 112,
      0, 16, scratch + LOW, 0, 0,
    );
    transposeColumns<u8>(
      planes + 128, planes + 144, planes + 160, planes + 176,
      planes + 192, planes + 208, planes + 224, planes + 240,
      0, 16, scratch + HIGH, 0, 0,
    );
    for (let row = 0; row < 128; row++) {
      const from = ((row & 7) << 4) | (row >> 3);
      const low = load<u8>(scratch + LOW + from);
      store<u16>(out + (row << 1), low | (<u32> load<u8>(scratch + HIGH + from) << 8));
    }
  }
}

/** Adds the vectors that lie `step` bytes apart to the planes, which are zero. */
function addColumns(planes: usize, column: usize, width: i32, step: i32): void {
  let ones = i32x4.splat(0);
  let twos = i32x4.splat(0);
  let fours = i32x4.splat(0);
  let eights = i32x4.splat(0);
  let left = width;
  for (; left >= 16; left -= 16) {
    let carried = i32x4.splat(0);
    let fours0 = i32x4.splat(0);
    let eights0 = i32x4.splat(0);
    for (let half = 0; half < 2; half++) {
      for (let quarter = 0; quarter < 2; quarter++) {
        const a = v128.load(column);
        const b = v128.load(column + step);
        column += 2 * step;
        const c = v128.load(column);
        const d = v128.load(column + step);
        column += 2 * step;
        const first = majority(ones, a, b);
        ones = v128.xor(v128.xor(ones, a), b);
        const second = majority(ones, c, d);
        ones = v128.xor(v128.xor(ones, c), d);
        const pair = majority(twos, first, second);
        twos = v128.xor(v128.xor(twos, first), second);
        if (quarter == 0) fours0 = pair;
        else {
          const next = majority(fours, fours0, pair);
          fours = v128.xor(v128.xor(fours, fours0), pair);
          if (half == 0) eights0 = next;
          else {
            carried = majority(eights, eights0, next);
            eights = v128.xor(v128.xor(eights, eights0), next);
          }
        }
      }
    }
    add(planes + 64, carried);
  }
  v128.store(planes, ones);
  v128.store(planes, twos, 16);
  v128.store(planes, fours, 32);
  v128.store(planes, eights, 48);
  for (; left > 0; left--, column += step) add(planes, v128.load(column));
}

/** The bits that two of three vectors have at least: the carry of their sum. */
// @ts-ignore: decorator
@inline
function majority(a: v128, b: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(v128.xor(a, b), c));
}

/** Adds a bit for each row to the counters whose lowest plane lies at `plane`. */
// @ts-ignore: decorator
@inline
function add(plane: usize, carried: v128): void {
  for (; v128.any_true(carried); plane += 16) {
    const bits = v128.load(plane);
    v128.store(plane, v128.xor(bits, carried));
    carried = v128.and(bits, carried);
  }
}
