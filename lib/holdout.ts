/**
 * Holding out rows: a seeded share of each class is kept away from training, so that the reply can
 * say an honest accuracy. The same data, share and seed hold out the same rows.
 *
 * @module
 */

import { type DataSet, selectData } from "./data_set.ts";
import { refuse } from "./errors.ts";
import { DRAW_HOLDOUT, RandomStream } from "./random.ts";

/**
 * Splits a data set in two. Of each class round(share x rows) rows are held out, but never all of
 * them; the order of rows is kept.
 *
 * @param share above 0 and below 1
 * @throws {RoteError} `holdout_out_of_range`, also if the share rounds to no row at all
 */
export function holdOut(
  data: DataSet,
  share: number,
  seed: number,
): { training: DataSet; heldOut: DataSet } {
  if (!(share > 0 && share < 1)) {
    throw refuse("holdout_out_of_range", `holdout must be above 0 and below 1, not ${share}`, {
      field: "holdout",
    });
  }
  const isHeldOut = new Uint8Array(data.labels.length);
  let held = 0;
  for (let label = 0; label < data.classes.length; label++) {
    const rows = Uint32Array.from(data.labels.keys().filter((row) => data.labels[row] === label));
    const count = Math.min(Math.round(share * rows.length), rows.length - 1);
    shuffleStart(rows, count, new RandomStream(seed, 0, label, DRAW_HOLDOUT));
    for (let i = 0; i < count; i++) isHeldOut[rows[i]!] = 1;
    held += Math.max(count, 0);
  }
  if (held === 0) {
    throw refuse(
      "holdout_out_of_range",
      `holdout ${share} of ${data.labels.length} rows holds out no row`,
      { field: "holdout" },
    );
  }
  const rowsWhere = (flag: number) =>
    Uint32Array.from(isHeldOut.keys().filter((row) => isHeldOut[row] === flag));
  return {
    training: selectData(data, rowsWhere(0)),
    heldOut: selectData(data, rowsWhere(1)),
  };
}

/** The first `count` places of a Fisher-Yates shuffle, in place. */
function shuffleStart(rows: Uint32Array, count: number, random: RandomStream): void {
  for (let i = 0; i < count; i++) {
    const other = i + random.below(rows.length - i);
    const row = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = row;
  }
}
