// Inference for LUTs of more than eight wires: 16-bit addresses, the table's bytes gathered one by
// one, their bits picked out sixteen at a time.

import { columnBytesOf, outputsOf, tableBytesOf, tablesOf } from "../layer";
import { BITS } from "../masks";
import { CHUNK, HIGH, LOW, PLACES } from "../scratch";
import { pairHigh, pairLow, transpose } from "../transpose";
import { copy, look } from "../vectors";

/**
 * Looks up all rows at the LUTs `from` to `to` of a layer and writes their columns.
 *
 * @param near 8 KiB within the first 64 KiB: the bytes of a table that lies there have 16-bit places,
 *   and nothing is left to compute between two loads
 */
export function applyWide(layer: usize, from: i32, to: i32, near: usize, scratch: usize): void {
  const bytes = columnBytesOf(layer);
  const tableBytes = tableBytesOf(layer);
  for (let lut = from; lut < to; lut++) {
    copy(near, tablesOf(layer) + lut * tableBytes, tableBytes);
    const out = outputsOf(layer) + lut * bytes;
    for (let at = 0; at < bytes; at += CHUNK) {
      lookUpWide(layer, lut, near, at, min(at + CHUNK, bytes), out + at, scratch);
    }
  }
}

/** Looks up the rows in the bytes `from` to `to` of the columns, a chunk at most, in a near table. */
export function lookUpWide(
  layer: usize,
  lut: i32,
  near: usize,
  from: i32,
  to: i32,
  out: usize,
  scratch: usize,
): void {
  transpose<u8>(layer, lut, 0, from, to, scratch + LOW);
  transpose<u8>(layer, lut, 8, from, to, scratch + HIGH);
  lookUp(out, near, (to - from) << 3, scratch);
}

/** Writes the output bits of `rows` rows, a multiple of 128, whose addresses are in the scratch. */
function lookUp(out: usize, table: usize, rows: i32, scratch: usize): void {
  const base = i16x8.splat(<i16> table);
  const bits = v128.load(BITS);
  const places = scratch + PLACES;
  for (let row = 0; row < rows; row += 128, out += 16) {
    let answers = i32x4.splat(0);
    // The last row of each byte goes first: each answer pushes those before it one place up.
    for (let at = row + 112; at >= row; at -= 16) {
      const low = v128.load(scratch + LOW + at);
      const high = v128.load(scratch + HIGH + at);
      v128.store(places, i16x8.add(i16x8.shr_u(pairLow(low, high), 3), base));
      v128.store(places, i16x8.add(i16x8.shr_u(pairHigh(low, high), 3), base), 16);
      const p01 = load<u32>(places);
      const p23 = load<u32>(places, 4);
      const p45 = load<u32>(places, 8);
      const p67 = load<u32>(places, 12);
      let a = v128.load8_splat(p01 & 0xffff);
      let b = v128.load8_splat(p01 >> 16);
      a = v128.load_lane<u8>(p23 & 0xffff, a, 2);
      b = v128.load_lane<u8>(p23 >> 16, b, 2);
      a = v128.load_lane<u8>(p45 & 0xffff, a, 4);
      b = v128.load_lane<u8>(p45 >> 16, b, 4);
      a = v128.load_lane<u8>(p67 & 0xffff, a, 6);
      b = v128.load_lane<u8>(p67 >> 16, b, 6);
      const p89 = load<u32>(places, 16);
      const pab = load<u32>(places, 20);
      const pcd = load<u32>(places, 24);
      const pef = load<u32>(places, 28);
      a = v128.load_lane<u8>(p89 & 0xffff, a, 8);
      b = v128.load_lane<u8>(p89 >> 16, b, 8);
      a = v128.load_lane<u8>(pab & 0xffff, a, 10);
      b = v128.load_lane<u8>(pab >> 16, b, 10);
      a = v128.load_lane<u8>(pcd & 0xffff, a, 12);
      b = v128.load_lane<u8>(pcd >> 16, b, 12);
      a = v128.load_lane<u8>(pef & 0xffff, a, 14);
      b = v128.load_lane<u8>(pef >> 16, b, 14);
      const gathered = v128.bitselect(a, i16x8.shl(b, 8), i16x8.splat(0x00ff));
      const mask = look(bits, v128.and(low, i8x16.splat(7)));
      const isSet = i8x16.eq(v128.and(gathered, mask), mask);
      answers = i8x16.sub(i8x16.add(answers, answers), isSet);
    }
    v128.store(out, answers);
  }
}
