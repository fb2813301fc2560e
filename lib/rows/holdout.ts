/**
 * Holding out rows: a seeded share of each class is kept away from training, so that the reply can
 * say an honest accuracy. The same data, share and seed hold out the same rows.
 *
 * @module
 */

import { countClasses, type DataSet, selectData } from "./data_set.ts";
import { type ErrorCode, refuse } from "../errors.ts";
import { DRAW_HOLDOUT, DRAW_STOPPING, RandomStream, shuffleStart } from "../random.ts";

/** What rows are held out for: which ones are drawn, and how a share of none is refused. */
export interface Purpose {
  /** Purpose of the random draws (`random.ts`). */
  readonly draw: number;
  /** Code of a share that holds out no row. */
  readonly code: ErrorCode;
  /** Name of the setting that says the share. */
  readonly field: string;
}

/** An accuracy on rows that training did not see. */
const TESTING: Purpose = {
  ...{ draw: DRAW_HOLDOUT, code: "holdout_out_of_range", field: "holdout" },
};

/** Rows that tell training when to stop: others than those for testing, of what is left. */
export const STOPPING: Purpose = {
  ...{ draw: DRAW_STOPPING, code: "early_stopping_out_of_range", field: "earlyStopping.share" },
};

/**
 * Splits a data set in two. Of each class round(share x rows) rows are held out, but never all of
 * them; the order of rows is kept.
 *
 * @param share above 0 and below 1
 * @throws {RoteError} the purpose's code, also if the share rounds to no row at all
 */
export function holdOut(
  data: DataSet,
  share: number,
  seed: number,
  purpose: Purpose = TESTING,
): { training: DataSet; heldOut: DataSet } {
  const { training, heldOut } = chooseHeldOut(data, share, seed, purpose);
  return { training: selectData(data, training), heldOut: selectData(data, heldOut) };
}

/**
 * Chooses the rows that {@linkcode holdOut} holds out.
 *
 * @returns the indices of all rows, in two parts
 * @throws {RoteError} the purpose's code
 */
export function chooseHeldOut(
  data: Pick<DataSet, "labels" | "classes">,
  share: number,
  seed: number,
  purpose: Purpose = TESTING,
): { training: Uint32Array; heldOut: Uint32Array } {
  const isHeldOut = drawHeldOut(data, share, seed, purpose);
  const rowsWhere = (flag: number) =>
    Uint32Array.from([...isHeldOut.keys()].filter((row) => isHeldOut[row] === flag));
  return { training: rowsWhere(0), heldOut: rowsWhere(1) };
}

/** For each row 1 if {@linkcode holdOut} holds it out, else 0. */
export function drawHeldOut(
  data: Pick<DataSet, "labels" | "classes">,
  share: number,
  seed: number,
  purpose: Purpose = TESTING,
): Uint8Array {
  const isHeldOut = new Uint8Array(data.labels.length);
  for (const [label, count] of countHeldOut(data, share, purpose).entries()) {
    const rows = Uint32Array.from(
      [...data.labels.keys()].filter((row) => data.labels[row] === label),
    );
    shuffleStart(rows, count, new RandomStream(seed, 0, label, purpose.draw));
    for (let i = 0; i < count; i++) isHeldOut[rows[i]!] = 1;
  }
  return isHeldOut;
}

/**
 * How many rows of each class {@linkcode holdOut} holds out.
 *
 * @throws {RoteError} the purpose's code
 */
export function countHeldOut(
  data: Pick<DataSet, "labels" | "classes">,
  share: number,
  purpose: Purpose = TESTING,
): number[] {
  return shareOf(countClasses(data.labels, data.classes), share, purpose);
}

/**
 * How many rows of each class are held out of so many.
 *
 * @throws {RoteError} the purpose's code
 */
export function shareOf(
  rows: ArrayLike<number>,
  share: number,
  { code, field }: Purpose = TESTING,
): number[] {
  const refuseShare = (detail: string) => refuse(code, detail, { field });
  if (!(share > 0 && share < 1)) {
    throw refuseShare(`${field} must be above 0 and below 1, not ${share}`);
  }
  const counts = Array.from(
    rows,
    (count) => Math.max(0, Math.min(Math.round(share * count), count - 1)),
  );
  if (counts.every((count) => count === 0)) {
    const all = Array.from(rows).reduce((sum, count) => sum + count, 0);
    throw refuseShare(`${field} ${share} of ${all} rows holds out no row`);
  }
  return counts;
}
