// The layer record: what a kernel must know of a layer, as 32-bit integers in memory. The names and
// places are those of `../layer_record.ts`.

/** Wires of a LUT. */
// @ts-ignore: decorator
@inline
export function arityOf(layer: usize): i32 { return load<i32>(layer, 0); }
/** Address of the columns of the layer below. */
// @ts-ignore: decorator
@inline
export function inputsOf(layer: usize): usize { return load<u32>(layer, 4); }
/** Address of the layer's own columns. */
// @ts-ignore: decorator
@inline
export function outputsOf(layer: usize): usize { return load<u32>(layer, 8); }
/** Address of the wires, u16. */
// @ts-ignore: decorator
@inline
export function wiresOf(layer: usize): usize { return load<u32>(layer, 12); }
/** Address of the truth tables. */
// @ts-ignore: decorator
@inline
export function tablesOf(layer: usize): usize { return load<u32>(layer, 16); }
/** Bytes of a column: 16 for each 128 rows. */
// @ts-ignore: decorator
@inline
export function columnBytesOf(layer: usize): i32 { return load<i32>(layer, 20); }
/** Address of a column of zeros, which missing wires read. */
// @ts-ignore: decorator
@inline
export function zerosOf(layer: usize): usize { return load<u32>(layer, 24); }
/** Bytes of a column that the rows of class 1 take; those of class 0 follow. */
// @ts-ignore: decorator
@inline
export function bytesOfOnesOf(layer: usize): i32 { return load<i32>(layer, 28); }
/** Rows of padding behind those of class 1 less rows of padding behind those of class 0. */
// @ts-ignore: decorator
@inline
export function paddingOf(layer: usize): i32 { return load<i32>(layer, 32); }
/** Number of one row of padding; all of them are alike. */
// @ts-ignore: decorator
@inline
export function paddingRowOf(layer: usize): i32 { return load<i32>(layer, 36); }
/** Number of the layer, from 1. */
// @ts-ignore: decorator
@inline
export function numberOf(layer: usize): i32 { return load<i32>(layer, 40); }
/** Low 32 bits of the seed. */
// @ts-ignore: decorator
@inline
export function seedLowOf(layer: usize): u32 { return load<u32>(layer, 44); }
/** High bits of the seed. */
// @ts-ignore: decorator
@inline
export function seedHighOf(layer: usize): u32 { return load<u32>(layer, 48); }
/** Address of the numbers of the LUTs within their unpruned layer, u32. */
// @ts-ignore: decorator
@inline
export function lutsOf(layer: usize): usize { return load<u32>(layer, 52); }
/** Address of the surpluses, i32: rows that a LUT predicts right less the others. */
// @ts-ignore: decorator
@inline
export function surplusesOf(layer: usize): usize { return load<u32>(layer, 56); }

/** True if only the first 32 rows matter. */
// @ts-ignore: decorator
@inline
export function hasFewRows(layer: usize): bool { return load<u32>(layer, 60) != 0; }

/** Leave-one-out training: address of a column, 1 for each row but padding; else 0. */
// @ts-ignore: decorator
@inline
export function realRowsOf(layer: usize): usize { return load<u32>(layer, 64); }

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
