// The record of a boosting run, field by field. Built from `tools/kernel_records.ts` by
// `deno task kernels`; not to be edited.

/** Wires of a table. */
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

/** Number of tables. */
// @ts-ignore: decorator
@inline
export function tablesOf(record: usize): i32 {
  return load<i32>(record, 4);
}
// @ts-ignore: decorator
@inline
export function setTables(record: usize, value: i32): void {
  store<i32>(record, value, 4);
}

/** Copies of the rows, the rows themselves included. */
// @ts-ignore: decorator
@inline
export function copiesOf(record: usize): i32 {
  return load<i32>(record, 8);
}
// @ts-ignore: decorator
@inline
export function setCopies(record: usize, value: i32): void {
  store<i32>(record, value, 8);
}

/** Bytes of a column: 16 for each 128 rows. */
// @ts-ignore: decorator
@inline
export function columnBytesOf(record: usize): i32 {
  return load<i32>(record, 12);
}
// @ts-ignore: decorator
@inline
export function setColumnBytes(record: usize, value: i32): void {
  store<i32>(record, value, 12);
}

/** Number of classes. */
// @ts-ignore: decorator
@inline
export function classesOf(record: usize): i32 {
  return load<i32>(record, 16);
}
// @ts-ignore: decorator
@inline
export function setClasses(record: usize, value: i32): void {
  store<i32>(record, value, 16);
}

/** Number of splits. */
// @ts-ignore: decorator
@inline
export function splitCountOf(record: usize): i32 {
  return load<i32>(record, 20);
}
// @ts-ignore: decorator
@inline
export function setSplitCount(record: usize, value: i32): void {
  store<i32>(record, value, 20);
}

/** A byte of 0 or 1 for each class of each split. */
// @ts-ignore: decorator
@inline
export function splitsOf(record: usize): usize {
  return load<u32>(record, 24);
}
// @ts-ignore: decorator
@inline
export function setSplits(record: usize, value: usize): void {
  store<u32>(record, value, 24);
}

/** For each table and copy the columns that wires read, 16 places, u32. */
// @ts-ignore: decorator
@inline
export function wiredOf(record: usize): usize {
  return load<u32>(record, 28);
}
// @ts-ignore: decorator
@inline
export function setWired(record: usize, value: usize): void {
  store<u32>(record, value, 28);
}

/** The columns of a label's eight bits and of two flags, likewise. */
// @ts-ignore: decorator
@inline
export function wiredLabelsOf(record: usize): usize {
  return load<u32>(record, 32);
}
// @ts-ignore: decorator
@inline
export function setWiredLabels(record: usize, value: usize): void {
  store<u32>(record, value, 32);
}

/** Labels of the rows with their flags, u16, written. */
// @ts-ignore: decorator
@inline
export function labelsOf(record: usize): usize {
  return load<u32>(record, 36);
}
// @ts-ignore: decorator
@inline
export function setLabels(record: usize, value: usize): void {
  store<u32>(record, value, 36);
}

/** For each table of a batch addresses of the samples, u16, written. */
// @ts-ignore: decorator
@inline
export function addressesOf(record: usize): usize {
  return load<u32>(record, 40);
}
// @ts-ignore: decorator
@inline
export function setAddresses(record: usize, value: usize): void {
  store<u32>(record, value, 40);
}

/** For each table of a batch, or fewer splits, gradients, i16, written. */
// @ts-ignore: decorator
@inline
export function gradientsOf(record: usize): usize {
  return load<u32>(record, 44);
}
// @ts-ignore: decorator
@inline
export function setGradients(record: usize, value: usize): void {
  store<u32>(record, value, 44);
}

/** For each class the scores of the samples, i32, written. */
// @ts-ignore: decorator
@inline
export function scoresOf(record: usize): usize {
  return load<u32>(record, 48);
}
// @ts-ignore: decorator
@inline
export function setScores(record: usize, value: usize): void {
  store<u32>(record, value, 48);
}

/** For each table of a batch and address gradients, spreads, f32, written. */
// @ts-ignore: decorator
@inline
export function sumsOf(record: usize): usize {
  return load<u32>(record, 52);
}
// @ts-ignore: decorator
@inline
export function setSums(record: usize, value: usize): void {
  store<u32>(record, value, 52);
}

/** Entries, i8, written. */
// @ts-ignore: decorator
@inline
export function entriesOf(record: usize): usize {
  return load<u32>(record, 56);
}
// @ts-ignore: decorator
@inline
export function setEntries(record: usize, value: usize): void {
  store<u32>(record, value, 56);
}

/** See `dampingOf` of `boosting_arithmetic.ts`. */
// @ts-ignore: decorator
@inline
export function dampingOf(record: usize): f32 {
  return load<f32>(record, 60);
}
// @ts-ignore: decorator
@inline
export function setDamping(record: usize, value: f32): void {
  store<f32>(record, value, 60);
}

/** See `halvingsOf` of `boosting_arithmetic.ts`. */
// @ts-ignore: decorator
@inline
export function halvingsOf(record: usize): f32 {
  return load<f32>(record, 64);
}
// @ts-ignore: decorator
@inline
export function setHalvings(record: usize, value: f32): void {
  store<f32>(record, value, 64);
}

/** Tables between two refreshes of the softmax, at most 16. */
// @ts-ignore: decorator
@inline
export function batchOf(record: usize): i32 {
  return load<i32>(record, 68);
}
// @ts-ignore: decorator
@inline
export function setBatch(record: usize, value: i32): void {
  store<i32>(record, value, 68);
}

/** What wires are chosen by (`choice.ts`); 0 if they are drawn. */
// @ts-ignore: decorator
@inline
export function choiceOf(record: usize): usize {
  return load<u32>(record, 72);
}
// @ts-ignore: decorator
@inline
export function setChoice(record: usize, value: usize): void {
  store<u32>(record, value, 72);
}
