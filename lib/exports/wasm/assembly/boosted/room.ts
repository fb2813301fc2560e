// The room for rows and answers, and for a block of rows, laid out anew each time that rows are
// reserved.

import { setInputs } from "../../../../kernels/assembly/layer";
import { classes, features, rowBytes } from "../blob";
import { aligned, free, growTo } from "../memory";
import { RECORDS } from "../places";

/** Rows of a block: as many as the kernels take at once. */
export const BLOCK_ROWS: u32 = 2_048;
/** Bytes of scratch memory of the kernels, but for the sums of the rows of a block. */
const SCRATCH_BYTES: u32 = 10_496;

/** Rows that there is room for. */
export let reserved: u32 = 0;
/** The rows. */
export let rowsAt: usize = 0;
/** The answers: a byte a row, and a u16 for each row and class. */
export let labelsAt: usize = 0;
export let scoresAt: usize = 0;
/** Where each row of a block lies, u32. */
export let orderAt: usize = 0;
/** For each row of a block and class the sum of its entries, i32. */
export let sumsAt: usize = 0;
/** Scratch memory of the kernels. */
export let scratchAt: usize = 0;

/**
 * Makes room for rows and forgets those before. All addresses hold until the next call.
 *
 * @returns the address of the first row, each of `rowBytes()` bytes; 0 if there is no room, and then
 *   everything is as it was
 */
export function reserve(rows: u32): usize {
  const block = rows < BLOCK_ROWS ? (rows + 127) & ~127 : BLOCK_ROWS;
  const sumBytes = 4 * block * classes();
  const first = aligned(free);
  // 16 bytes more, because up to 7 behind a row are read.
  const labels = aligned(first + <u64> rows * rowBytes() + 16);
  const scores = aligned(labels + rows);
  const order = aligned(scores + 2 * <u64> rows * classes());
  const columns = aligned(order + 4 * block);
  const sums = aligned(columns + <u64> features() * (block >> 3));
  const scratch = aligned(sums + sumBytes);
  if (!growTo(scratch + SCRATCH_BYTES + sumBytes)) return 0;
  reserved = rows;
  rowsAt = <usize> first;
  labelsAt = <usize> labels;
  scoresAt = <usize> scores;
  orderAt = <usize> order;
  sumsAt = <usize> sums;
  scratchAt = <usize> scratch;
  setInputs(RECORDS, <u32> columns);
  return rowsAt;
}

/** Address of the labels: for each row the index of the predicted class, a byte. */
export function labels(): usize {
  return labelsAt;
}

/** Address of the scores: for each row and class one, u16, in 1/20,000. */
export function scores(): usize {
  return scoresAt;
}
