// The record of what the wires of a boosting run are chosen by, field by field. Built from `tools/kernel_records.ts` by
// `deno task kernels`; not to be edited.

/** Features that are tried for a wire. */
// @ts-ignore: decorator
@inline
export function candidatesOf(record: usize): i32 {
  return load<i32>(record, 0);
}
// @ts-ignore: decorator
@inline
export function setCandidates(record: usize, value: i32): void {
  store<i32>(record, value, 0);
}

/** Features that are drawn for a wire, so that enough of them are new. */
// @ts-ignore: decorator
@inline
export function listedOf(record: usize): i32 {
  return load<i32>(record, 4);
}
// @ts-ignore: decorator
@inline
export function setListed(record: usize, value: i32): void {
  store<i32>(record, value, 4);
}

/** For each table and wire the features that are drawn, u16. */
// @ts-ignore: decorator
@inline
export function listsOf(record: usize): usize {
  return load<u32>(record, 8);
}
// @ts-ignore: decorator
@inline
export function setLists(record: usize, value: usize): void {
  store<u32>(record, value, 8);
}

/** Features of a row. */
// @ts-ignore: decorator
@inline
export function featuresOf(record: usize): i32 {
  return load<i32>(record, 12);
}
// @ts-ignore: decorator
@inline
export function setFeatures(record: usize, value: i32): void {
  store<i32>(record, value, 12);
}

/** For each copy and feature the column that shows it, u32. */
// @ts-ignore: decorator
@inline
export function columnsOf(record: usize): usize {
  return load<u32>(record, 16);
}
// @ts-ignore: decorator
@inline
export function setColumns(record: usize, value: usize): void {
  store<u32>(record, value, 16);
}

/** Each sample, u32: for each copy, and behind them all, its first byte; then where bytes lie. */
// @ts-ignore: decorator
@inline
export function samplesOf(record: usize): usize {
  return load<u32>(record, 20);
}
// @ts-ignore: decorator
@inline
export function setSamples(record: usize, value: usize): void {
  store<u32>(record, value, 20);
}

/** Samples that take turns. */
// @ts-ignore: decorator
@inline
export function sampleCountOf(record: usize): i32 {
  return load<i32>(record, 24);
}
// @ts-ignore: decorator
@inline
export function setSampleCount(record: usize, value: i32): void {
  store<i32>(record, value, 24);
}

/** Bytes of a sample's columns: a multiple of 16. */
// @ts-ignore: decorator
@inline
export function sampleBytesOf(record: usize): i32 {
  return load<i32>(record, 28);
}
// @ts-ignore: decorator
@inline
export function setSampleBytes(record: usize, value: i32): void {
  store<i32>(record, value, 28);
}

/** For each table the wires that are chosen, u16, written. */
// @ts-ignore: decorator
@inline
export function wiresOf(record: usize): usize {
  return load<u32>(record, 32);
}
// @ts-ignore: decorator
@inline
export function setWires(record: usize, value: usize): void {
  store<u32>(record, value, 32);
}
