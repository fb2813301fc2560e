// A layer as the kernels see it: its record, and what follows from it.

import { arityOf, columnBytesOf, inputsOf, zerosOf } from "./records/layer";

export * from "./records/layer";

/** Address of the column that wire `wire` of the LUT whose wires lie at `wires` reads. */
// @ts-ignore: decorator
@inline
export function columnAt(layer: usize, wires: usize, wire: i32): usize {
  return wire < arityOf(layer)
    ? inputsOf(layer) + <u32> load<u16>(wires + (wire << 1)) * columnBytesOf(layer)
    : zerosOf(layer);
}

/** Bytes of a truth table. */
// @ts-ignore: decorator
@inline
export function tableBytesOf(layer: usize): i32 {
  return arityOf(layer) < 3 ? 1 : 1 << (arityOf(layer) - 3);
}
