/**
 * The addresses that all rows reach at one LUT, in the order of the rows.
 *
 * @module
 */

import { columnWord, type LayerView, type Views } from "./views.ts";

/** Writes the address of each row, u16. */
export function findAddresses(views: Views, record: LayerView, lut: number, out: number): void {
  const { u16, u32 } = views;
  const rows = record.columnBytes * 8;
  const first = out >>> 1;
  u16.fill(0, first, first + rows);
  for (let wire = 0; wire < record.arity; wire++) {
    const column = columnWord(views, record, lut, wire);
    for (let row = 0; row < rows; row++) {
      u16[first + row]! |= ((u32[column + (row >>> 5)]! >>> (row & 31)) & 1) << wire;
    }
  }
}
