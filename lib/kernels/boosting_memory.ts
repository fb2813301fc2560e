/**
 * How a boosting run lies in the memory of the kernels, beside its record (`records/boosting.ts`).
 *
 * A sample is a row or a copy of one. Samples lie copy by copy, each copy padded like a column, and
 * in the kernels' own order within 128 rows: they find labels and addresses in the same order.
 *
 * @module
 */

/** Columns that are listed for a table: as many wires as it may have. */
export const WIRED_COLUMNS = 16;
/** Rows of a chunk. */
export const CHUNK_ROWS = 2_048;

/** Behind the eight bits of a label: a row that is not counted, and one that is kept to look at. */
export const UNCOUNTED = 1;
export const KEPT = 2;

/** Candidates that are looked at together. */
const CANDIDATES_AT_ONCE = 8;

/**
 * Bytes of scratch memory that a thread of a boosting run needs behind `COUNTERS`: the cells and
 * totals of a table, or what a chunk of samples takes.
 */
export function boostingScratchBytes(arity: number, classes: number): number {
  const cells = 24 * (1 << arity) + 64;
  const chunk = 6 * CHUNK_ROWS + 2_048 + classes * (2 * CHUNK_ROWS + 16);
  return Math.max(cells, chunk);
}

/**
 * The same for a thread that chooses wires: gradients, spreads and addresses of the rows that judge,
 * eight columns of theirs, the bits of all candidates; the cells, those of the best candidate, and the
 * sums of eight.
 *
 * @param candidates features that are tried for a wire
 * @param sampleBytes bytes of a column of the rows that judge
 */
export function choosingScratchBytes(
  arity: number,
  candidates: number,
  sampleBytes: number,
): number {
  const groups = Math.ceil(candidates / CANDIDATES_AT_ONCE);
  const cells = 8 << arity;
  return (3 * 16 + 8 + 8 * groups) * sampleBytes + 2 * cells +
    CANDIDATES_AT_ONCE * Math.max(8, cells >> 1);
}
