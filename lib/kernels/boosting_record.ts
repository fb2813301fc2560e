/**
 * What the kernels must know of a boosting run, as 32-bit numbers in their memory, so that kernels
 * of any kind and in any thread read the same (`assembly/boost_record.ts` reads them too).
 *
 * A sample is a row or a copy of one. Samples lie copy by copy, each copy padded like a column, and
 * in the kernels' own order within 128 rows: they find labels and addresses in the same order.
 *
 * @module
 */

import type { Kernels } from "./kernels.ts";

/** Bytes of a record. */
export const BOOSTING_RECORD_BYTES = 128;

/** Columns that are listed for a table: as many wires as it may have. */
export const WIRED_COLUMNS = 16;
/** Rows of a chunk. */
export const CHUNK_ROWS = 2_048;

/** Behind the eight bits of a label: a row that is not counted, and one that is kept to look at. */
export const UNCOUNTED = 1;
export const KEPT = 2;

/** The record of a run. Places are byte offsets in the memory of the kernels. */
export interface BoostingRecord {
  /** Wires of a table. */
  readonly arity: number;
  /** Number of tables. */
  readonly tables: number;
  /** Copies of the rows, the rows themselves included. */
  readonly copies: number;
  /** Bytes of a column. */
  readonly columnBytes: number;
  readonly classes: number;
  readonly splitCount: number;
  /** A byte of 0 or 1 for each class of each split. */
  readonly splits: number;
  /** For each table and copy the columns that its wires read, 16 places, u32. */
  readonly wired: number;
  /** The columns of a label's eight bits and of two flags, likewise. */
  readonly wiredLabels: number;
  /** Labels of the rows with their flags, u16, written. */
  readonly labels: number;
  /** For each table of a batch the addresses of the samples, u16, written. */
  readonly addresses: number;
  /** For each table of a batch, or each split if they are fewer, the gradients, i16, written. */
  readonly gradients: number;
  /** For each class the scores of the samples, i32, written. */
  readonly scores: number;
  /** For each table of a batch and each address the sums of gradients and spreads, f32, written. */
  readonly sums: number;
  /** Entries, i8, written. */
  readonly entries: number;
  /** See `dampingOf` (`lib/kernels/boosting_arithmetic.ts`). */
  readonly damping: number;
  /** See `halvingsOf`. */
  readonly halvings: number;
  /** Tables between two refreshes of the softmax, at most 16. */
  readonly batch: number;
}

/** Writes a record. */
export function writeBoostingRecord(kernels: Kernels, at: number, run: BoostingRecord): void {
  new Uint32Array(kernels.buffer, at, 15).set([
    ...[run.arity, run.tables, run.copies, run.columnBytes, run.classes, run.splitCount],
    ...[run.splits, run.wired, run.wiredLabels, run.labels, run.addresses, run.gradients],
    ...[run.scores, run.sums, run.entries],
  ]);
  new Float32Array(kernels.buffer, at + 60, 2).set([run.damping, run.halvings]);
  new Uint32Array(kernels.buffer, at + 68, 1)[0] = run.batch;
}

/**
 * Bytes of scratch memory that a thread of a boosting run needs behind `COUNTERS`: the cells and
 * totals of a table, or what a chunk of samples takes.
 */
export function boostingScratchBytes(arity: number, classes: number): number {
  const cells = 24 * (1 << arity) + 64;
  const chunk = 6 * CHUNK_ROWS + 2_048 + classes * (2 * CHUNK_ROWS + 16);
  return Math.max(cells, chunk);
}
