// What the header of the blob says (`docs/blob-format.md`). The exporter has decoded the blob, so
// nothing in it is in doubt.

import { BLOB } from "./places";

/** Offset of the layer table, and bytes of an entry. */
const TABLE: usize = 24;
const ENTRY: usize = 8;

/** Bytes of the whole blob. */
export function blobBytes(): u32 {
  return load<u32>(BLOB, 8);
}

/** Input bits of the network. */
export function features(): u32 {
  return load<u32>(BLOB, 12);
}

/** Bytes of a row: its features packed, the first one into the lowest bit of the first byte. */
export function rowBytes(): u32 {
  return (features() + 7) >> 3;
}

/** Layers, the output layer included. */
export function layers(): i32 {
  return load<u8>(BLOB, 17);
}

/** LUTs of a layer. */
export function widthOf(layer: i32): i32 {
  return load<i32>(BLOB + TABLE + ENTRY * layer);
}

/** Wires of a LUT of a layer. */
export function arityIn(layer: i32): i32 {
  return load<u8>(BLOB + TABLE + ENTRY * layer, 4);
}

/** Classes. */
export function classes(): u32 {
  return load<u16>(BLOB, 18);
}

/** Address of the name of a class: u16 bytes, then so many bytes of UTF-8. Traps if there is none. */
export function className(index: u32): usize {
  return nameAt(BLOB + TABLE + ENTRY * layers(), index);
}

/** The same in a text section that starts at `at`. */
export function nameAt(at: usize, index: u32): usize {
  if (index >= classes()) unreachable();
  for (let i: u32 = 0; i < index; i++) at += 2 + load<u16>(at);
  return at;
}

/** Address of the wires of the first layer: the text ends there. */
export function sectionsAt(): usize {
  return BLOB + TABLE + ENTRY * layers() + load<u32>(BLOB, 20);
}
