// The record of a layer, field by field. Built from `tools/kernel_records.ts` by
// `deno task kernels`; not to be edited.

/** Wires of a LUT. */
// @ts-ignore: decorator
@inline
export function arityOf(record: usize): i32 {
  return load<i32>(record, 0);
}
// @ts-ignore: decorator
@inline
export function setArity(record: usize, value: i32): void {
  store<i32>(record, value, 0);
}

/** Columns of the layer below. */
// @ts-ignore: decorator
@inline
export function inputsOf(record: usize): usize {
  return load<u32>(record, 4);
}
// @ts-ignore: decorator
@inline
export function setInputs(record: usize, value: usize): void {
  store<u32>(record, value, 4);
}

/** Columns of the layer itself; 0 if nobody wants them. */
// @ts-ignore: decorator
@inline
export function outputsOf(record: usize): usize {
  return load<u32>(record, 8);
}
// @ts-ignore: decorator
@inline
export function setOutputs(record: usize, value: usize): void {
  store<u32>(record, value, 8);
}

/** Wires, u16. */
// @ts-ignore: decorator
@inline
export function wiresOf(record: usize): usize {
  return load<u32>(record, 12);
}
// @ts-ignore: decorator
@inline
export function setWires(record: usize, value: usize): void {
  store<u32>(record, value, 12);
}

/** Truth tables; 32 bytes beyond the last are read. */
// @ts-ignore: decorator
@inline
export function tablesOf(record: usize): usize {
  return load<u32>(record, 16);
}
// @ts-ignore: decorator
@inline
export function setTables(record: usize, value: usize): void {
  store<u32>(record, value, 16);
}

/** Bytes of a column: 16 for each 128 rows. */
// @ts-ignore: decorator
@inline
export function columnBytesOf(record: usize): i32 {
  return load<i32>(record, 20);
}
// @ts-ignore: decorator
@inline
export function setColumnBytes(record: usize, value: i32): void {
  store<i32>(record, value, 20);
}

/** A column of zeros, which stands for wires that a LUT has not got. */
// @ts-ignore: decorator
@inline
export function zerosOf(record: usize): usize {
  return load<u32>(record, 24);
}
// @ts-ignore: decorator
@inline
export function setZeros(record: usize, value: usize): void {
  store<u32>(record, value, 24);
}

/** Training: bytes of a column for class 1; class 0 follows. */
// @ts-ignore: decorator
@inline
export function bytesOfOnesOf(record: usize): i32 {
  return load<i32>(record, 28);
}
// @ts-ignore: decorator
@inline
export function setBytesOfOnes(record: usize, value: i32): void {
  store<i32>(record, value, 28);
}

/** Training: rows of padding in class 1 less those in class 0. */
// @ts-ignore: decorator
@inline
export function paddingOf(record: usize): i32 {
  return load<i32>(record, 32);
}
// @ts-ignore: decorator
@inline
export function setPadding(record: usize, value: i32): void {
  store<i32>(record, value, 32);
}

/** Training: number of one row of padding; all of them are alike. */
// @ts-ignore: decorator
@inline
export function paddingRowOf(record: usize): i32 {
  return load<i32>(record, 36);
}
// @ts-ignore: decorator
@inline
export function setPaddingRow(record: usize, value: i32): void {
  store<i32>(record, value, 36);
}

/** Training: number of the layer, from 1. */
// @ts-ignore: decorator
@inline
export function numberOf(record: usize): i32 {
  return load<i32>(record, 40);
}
// @ts-ignore: decorator
@inline
export function setNumber(record: usize, value: i32): void {
  store<i32>(record, value, 40);
}

/** Training: the seed. Its low 32 bits. */
// @ts-ignore: decorator
@inline
export function seedLowOf(record: usize): i32 {
  return load<i32>(record, 44);
}
// @ts-ignore: decorator
@inline
export function setSeedLow(record: usize, value: i32): void {
  store<i32>(record, value, 44);
}

/** Training: the seed. What is above them. */
// @ts-ignore: decorator
@inline
export function seedHighOf(record: usize): i32 {
  return load<i32>(record, 48);
}
// @ts-ignore: decorator
@inline
export function setSeedHigh(record: usize, value: i32): void {
  store<i32>(record, value, 48);
}

/** Training: numbers of the LUTs before pruning, u32. */
// @ts-ignore: decorator
@inline
export function lutsOf(record: usize): usize {
  return load<u32>(record, 52);
}
// @ts-ignore: decorator
@inline
export function setLuts(record: usize, value: usize): void {
  store<u32>(record, value, 52);
}

/** Training: for each LUT rows right less rows wrong, i32, written. */
// @ts-ignore: decorator
@inline
export function surplusesOf(record: usize): usize {
  return load<u32>(record, 56);
}
// @ts-ignore: decorator
@inline
export function setSurpluses(record: usize, value: usize): void {
  store<u32>(record, value, 56);
}

/** Inference: 16 bytes a column, and the first 32 rows alone matter. */
// @ts-ignore: decorator
@inline
export function hasFewRows(record: usize): bool {
  return load<u32>(record, 60) != 0;
}
// @ts-ignore: decorator
@inline
export function setHasFewRows(record: usize, value: bool): void {
  store<u32>(record, value, 60);
}

/** Training leave-one-out: a column, 1 for each row but padding. */
// @ts-ignore: decorator
@inline
export function realRowsOf(record: usize): usize {
  return load<u32>(record, 64);
}
// @ts-ignore: decorator
@inline
export function setRealRows(record: usize, value: usize): void {
  store<u32>(record, value, 64);
}
