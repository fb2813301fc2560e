// The addresses that all rows reach at one LUT, in the order of the rows.

import { arityOf, columnBytesOf } from "./layer";
import { CHUNK, HIGH, LOW } from "./scratch";
import { transpose } from "./transpose";

/** Writes the address of each row, u16. */
export function findAddresses(layer: usize, lut: i32, out: usize, scratch: usize): void {
  const bytes = columnBytesOf(layer);
  const low = scratch + LOW;
  const high = scratch + HIGH;
  for (let at = 0; at < bytes; at += CHUNK) {
    const end = min(at + CHUNK, bytes);
    transpose<u8>(layer, lut, 0, at, end, low);
    transpose<u8>(layer, lut, 8, at, end, high);
    const rows = (end - at) << 3;
    for (let row = 0; row < rows; row++, out += 2) {
      const from = (row & ~127) | ((row & 7) << 4) | ((row >> 3) & 15);
      store<u16>(out, load<u8>(low + from) | (<u32> load<u8>(high + from) << 8));
    }
  }
}
