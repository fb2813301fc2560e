// The record of a boosting run: what its kernels must know, as 32-bit numbers in memory. The names
// and places are those of `../boosting_record.ts`.

/** Wires of a table. */
// @ts-ignore: decorator
@inline
export function arityOf(run: usize): i32 { return load<i32>(run, 0); }
/** Number of tables. */
// @ts-ignore: decorator
@inline
export function tablesOf(run: usize): i32 { return load<i32>(run, 4); }
/** Copies of the rows, the rows themselves included. */
// @ts-ignore: decorator
@inline
export function copiesOf(run: usize): i32 { return load<i32>(run, 8); }
/** Bytes of a column: 16 for each 128 rows. */
// @ts-ignore: decorator
@inline
export function columnBytesOf(run: usize): i32 { return load<i32>(run, 12); }
// @ts-ignore: decorator
@inline
export function classesOf(run: usize): i32 { return load<i32>(run, 16); }
/** Number of splits. */
// @ts-ignore: decorator
@inline
export function splitCountOf(run: usize): i32 { return load<i32>(run, 20); }
/** Address of the splits, a byte of 0 or 1 for each class. */
// @ts-ignore: decorator
@inline
export function splitsOf(run: usize): usize { return load<u32>(run, 24); }
/** Address of the columns that wires read: 16 addresses, u32, for each copy of each table. */
// @ts-ignore: decorator
@inline
export function wiredOf(run: usize): usize { return load<u32>(run, 28); }
/** Address of 16 such columns that spell a row's label: eight bits, and two flags. */
// @ts-ignore: decorator
@inline
export function wiredLabelsOf(run: usize): usize { return load<u32>(run, 32); }
/** Address of the labels, u16; 256 and above for a row that is not counted. */
// @ts-ignore: decorator
@inline
export function labelsOf(run: usize): usize { return load<u32>(run, 36); }
/** Address of the addresses that the samples reach, u16: a column for each table of a batch. */
// @ts-ignore: decorator
@inline
export function addressesOf(run: usize): usize { return load<u32>(run, 40); }
/** Address of the gradients, i16: a column for each table of a batch, or for each split if fewer. */
// @ts-ignore: decorator
@inline
export function gradientsOf(run: usize): usize { return load<u32>(run, 44); }
/** Address of the scores, i32: a column for each class. */
// @ts-ignore: decorator
@inline
export function scoresOf(run: usize): usize { return load<u32>(run, 48); }
/** Address of the sums, for each table of a batch and each address gradients and spreads, f32. */
// @ts-ignore: decorator
@inline
export function sumsOf(run: usize): usize { return load<u32>(run, 52); }
/** Address of the entries, i8. */
// @ts-ignore: decorator
@inline
export function entriesOf(run: usize): usize { return load<u32>(run, 56); }
// @ts-ignore: decorator
@inline
export function dampingOf(run: usize): f32 { return load<f32>(run, 60); }
// @ts-ignore: decorator
@inline
export function halvingsOf(run: usize): f32 { return load<f32>(run, 64); }
/** Tables between two refreshes of the softmax, at most 16. */
// @ts-ignore: decorator
@inline
export function batchOf(run: usize): i32 { return load<i32>(run, 68); }

/** The probability 1 (`lib/kernels/boosting_arithmetic.ts`). */
export const ONE: i32 = 8192;

/** Rows and their copies, padding included. */
// @ts-ignore: decorator
@inline
export function samplesOf(run: usize): i32 { return (copiesOf(run) * columnBytesOf(run)) << 3; }

/** Address of the gradients of a table. */
// @ts-ignore: decorator
@inline
export function gradientsAt(run: usize, table: i32): usize {
  const splits = splitCountOf(run);
  const batch = batchOf(run);
  const column = splits < batch ? table % splits : table % batch;
  return gradientsOf(run) + ((column * samplesOf(run)) << 1);
}

/** Address of the addresses of a table. */
// @ts-ignore: decorator
@inline
export function addressesAt(run: usize, table: i32): usize {
  return addressesOf(run) + (((table % batchOf(run)) * samplesOf(run)) << 1);
}

/** Address of the sums of a table. */
// @ts-ignore: decorator
@inline
export function sumsAt(run: usize, table: i32): usize {
  return sumsOf(run) + ((table % batchOf(run)) << (arityOf(run) + 3));
}

/** The probability of a half times that of the other, for gradients of i32. */
// @ts-ignore: decorator
@inline
export function spread(gradients: v128, one: v128): v128 {
  const probability = i32x4.abs(gradients);
  return i32x4.shr_u(i32x4.mul(probability, i32x4.sub(one, probability)), 13);
}
