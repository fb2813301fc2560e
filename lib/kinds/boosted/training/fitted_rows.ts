/**
 * The rows that the scale of scores is fitted to. One number needs no more than some thousands: whole
 * runs of 128 rows, evenly from all of them, so that fitting takes a moment for any number of rows.
 * Within such a run the kernels keep rows in an order of their own, which the fit does not ask for.
 *
 * @module
 */

import type { BoostedSettings } from "../settings.ts";

/** Rows of a run. */
export const RUN_ROWS = 128;
/** Scores that are looked at, rows x classes, unless classes are very many. */
const MOST_SCORES = 65_536;
/** Runs that are looked at, however many classes there are. */
const LEAST_RUNS = 8;

/**
 * Which copy of the rows speaks for rows that nobody has seen. What a row's own copies say of it is
 * not left out of its scores, so it is surer than it should be; the first of the moved copies is less
 * like the others, and comes close (decision 0013).
 */
export function fittedCopy({ augment }: BoostedSettings): number {
  return augment && augment.shift > 0 ? 1 : 0;
}

/** The first row of each run. */
export function fittedRuns(rows: number, classes: number): number[] {
  const runs = Math.ceil(rows / RUN_ROWS);
  const most = Math.max(LEAST_RUNS, Math.floor(MOST_SCORES / (RUN_ROWS * classes)));
  const step = Math.ceil(runs / most) * RUN_ROWS;
  return Array.from({ length: Math.ceil(runs * RUN_ROWS / step) }, (_, run) => run * step);
}

/** All rows of the runs. */
export function fittedRows(rows: number, classes: number): Uint32Array {
  return Uint32Array.from(
    fittedRuns(rows, classes).flatMap((first) =>
      Array.from({ length: Math.min(RUN_ROWS, rows - first) }, (_, row) => first + row)
    ),
  );
}
