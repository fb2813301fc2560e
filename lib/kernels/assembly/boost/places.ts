// A boosting run as its kernels see it: its record, and what follows from it.

import {
  addressesOf, arityOf, batchOf, columnBytesOf, copiesOf, gradientsOf, splitCountOf, sumsOf,
} from "../records/boosting";

export * from "../records/boosting";

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
