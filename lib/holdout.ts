/**
 * Holding out rows: a seeded share of each class is kept away from training, so that the reply can
 * say an honest accuracy. The same data, share and seed hold out the same rows.
 *
 * @module
 */

import { countClasses, type DataSet, selectData } from "./data_set.ts";
import { refuse } from "./errors.ts";
import { DRAW_HOLDOUT, RandomStream, shuffleStart } from "./random.ts";

/**
 * Splits a data set in two, by {@linkcode chooseHeldOut}.
 *
 * @throws {RoteError} `holdout_out_of_range`
 */
export function holdOut(
  data: DataSet,
  share: number,
  seed: number,
): { training: DataSet; heldOut: DataSet } {
  const { training, heldOut } = chooseHeldOut(data, share, seed);
  return { training: selectData(data, training), heldOut: selectData(data, heldOut) };
}

/**
 * Chooses the rows to hold out. Of each class round(share x rows) rows are held out, but never all of
 * them; the order of rows is kept.
 *
 * @param share above 0 and below 1
 * @returns the indices of all rows, in two parts
 * @throws {RoteError} `holdout_out_of_range`, also if the share rounds to no row at all
 */
export function chooseHeldOut(
  data: Pick<DataSet, "labels" | "classes">,
  share: number,
  seed: number,
): { training: Uint32Array; heldOut: Uint32Array } {
  const isHeldOut = new Uint8Array(data.labels.length);
  for (const [label, count] of countHeldOut(data, share).entries()) {
    const rows = Uint32Array.from(
      [...data.labels.keys()].filter((row) => data.labels[row] === label),
    );
    shuffleStart(rows, count, new RandomStream(seed, 0, label, DRAW_HOLDOUT));
    for (let i = 0; i < count; i++) isHeldOut[rows[i]!] = 1;
  }
  const rowsWhere = (flag: number) =>
    Uint32Array.from([...isHeldOut.keys()].filter((row) => isHeldOut[row] === flag));
  return { training: rowsWhere(0), heldOut: rowsWhere(1) };
}

/**
 * How many rows of each class {@linkcode chooseHeldOut} chooses.
 *
 * @throws {RoteError} `holdout_out_of_range`
 */
export function countHeldOut(data: Pick<DataSet, "labels" | "classes">, share: number): number[] {
  const refuseShare = (detail: string) =>
    refuse("holdout_out_of_range", detail, { field: "holdout" });
  if (!(share > 0 && share < 1)) {
    throw refuseShare(`holdout must be above 0 and below 1, not ${share}`);
  }
  const counts = Array.from(
    countClasses(data.labels, data.classes),
    (rows) => Math.max(0, Math.min(Math.round(share * rows), rows - 1)),
  );
  if (counts.every((count) => count === 0)) {
    throw refuseShare(`holdout ${share} of ${data.labels.length} rows holds out no row`);
  }
  return counts;
}
