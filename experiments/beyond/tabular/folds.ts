/**
 * Five times five folds: each time the rows of each class are shuffled and dealt out to five folds, of
 * which each is tested on once.
 *
 * @module
 */

import { RandomStream, shuffleStart } from "../../../lib/mod.ts";

/** Rows to train on and rows to test on. */
export interface Fold {
  readonly training: number[];
  readonly test: number[];
}

const REPEATS = 5;
const FOLDS = 5;
/** The purpose of the draws; none of the engine's own. */
const DRAW_FOLDS = 3_030;

/** The folds of a data set, the same each time. */
export function dealFolds(labels: Uint8Array, classes: number): Fold[] {
  const folds: Fold[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const foldOf = new Uint8Array(labels.length);
    let dealt = 0;
    for (let label = 0; label < classes; label++) {
      const rows = Uint32Array.from(labels.keys()).filter((row) => labels[row] === label);
      shuffleStart(rows, rows.length, new RandomStream(1, repeat, label, DRAW_FOLDS));
      for (const row of rows) foldOf[row] = dealt++ % FOLDS;
    }
    for (let fold = 0; fold < FOLDS; fold++) {
      const rows = Array.from(labels.keys());
      folds.push({
        training: rows.filter((row) => foldOf[row] !== fold),
        test: rows.filter((row) => foldOf[row] === fold),
      });
    }
  }
  return folds;
}
