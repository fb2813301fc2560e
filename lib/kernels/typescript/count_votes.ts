/**
 * Counting for each row how many columns have a 1: the counters of 32 rows lie across 16 planes of
 * bits, so that one addition with carries serves all of them.
 *
 * @module
 */

import type { Views } from "./views.ts";

/** Bits of a counter. */
const PLANES = 16;
const planes = new Uint32Array(PLANES);

/** Writes the count of each row, u16 in row order, padding included; at most 65,535 columns. */
export function countVotes(
  { u16, u32 }: Views,
  columns: number,
  width: number,
  columnBytes: number,
  out: number,
): void {
  const words = columnBytes >>> 2;
  for (let word = 0; word < words; word++) {
    planes.fill(0);
    let column = (columns >>> 2) + word;
    for (let n = 0; n < width; n++, column += words) {
      let carried = u32[column]!;
      for (let plane = 0; carried !== 0; plane++) {
        const bits = planes[plane]!;
        planes[plane] = bits ^ carried;
        carried &= bits;
      }
    }
    const first = (out >>> 1) + 32 * word;
    for (let row = 0; row < 32; row++) {
      let count = 0;
      for (let plane = 0; plane < PLANES; plane++) {
        count |= ((planes[plane]! >>> row) & 1) << plane;
      }
      u16[first + row] = count;
    }
  }
}
