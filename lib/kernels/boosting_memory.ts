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

/** Most bytes of a sample's columns, by which wires are chosen. */
export const MOST_SAMPLE_BYTES = 512;
/** Candidates that are looked at together. */
const CANDIDATES_AT_ONCE = 8;

/**
 * Bytes of scratch memory that a thread of a boosting run needs behind `COUNTERS`: the cells and
 * totals of a table, what a chunk of samples takes, or what it takes to choose wires.
 *
 * @param candidates features that are tried for a wire; 0 if wires are drawn
 */
export function boostingScratchBytes(arity: number, classes: number, candidates: number): number {
  const cells = 24 * (1 << arity) + 64;
  const chunk = 6 * CHUNK_ROWS + 2_048 + classes * (2 * CHUNK_ROWS + 16);
  if (candidates === 0) return Math.max(cells, chunk);
  const rows = 8 * MOST_SAMPLE_BYTES;
  // Gradients, spreads and addresses, eight columns, the bits of the candidates; a histogram with
  // the sums of all cells and the best candidate's.
  const groups = Math.ceil(candidates / CANDIDATES_AT_ONCE);
  const choosing = 6 * rows + 8 * MOST_SAMPLE_BYTES + groups * rows +
    (32 + 8 + 8) * (1 << arity);
  return Math.max(cells, chunk, choosing);
}
