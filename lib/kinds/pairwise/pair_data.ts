/**
 * The rows that a network for two classes of many is trained on, and the rows that are kept from it
 * for a while, so that scores can be fitted on rows that nobody memorized.
 *
 * @module
 */

import { type DataSet, selectData } from "../../rows/data_set.ts";
import { DRAW_PAIR_SEEDS, RandomStream } from "../../random.ts";
import type { Pair } from "./model.ts";

/** Of each class a fold keeps one row of so many. */
const FOLDS = 8;
/** Folds are taken until they have as many rows: enough to fit one number. */
const ENOUGH_ROWS = 512;

/** Rows to train on and rows kept from them. */
export interface Fold {
  readonly training: DataSet;
  readonly kept: DataSet;
}

/** The rows of a pair of classes, in the order of the data set; the higher class is class 1. */
export function pairData(data: DataSet, { low, high }: Pair): DataSet {
  const { labels, classes } = data;
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === low || labels[row] === high) rows.push(row);
  }
  const selected = selectData(data, rows);
  return {
    rows: selected.rows,
    labels: selected.labels.map((label) => (label === high ? 1 : 0)),
    classes: [classes[low]!, classes[high]!],
  };
}

/** The seed of a pair's network: 53 bits that depend on the run's seed and the two classes alone. */
export function pairSeed(seed: number, { low, high }: Pair): number {
  const [first, second] = new RandomStream(seed, low, high, DRAW_PAIR_SEEDS).block(0);
  return first! + (second! & 0x1f_ffff) * 0x1_0000_0000;
}

/**
 * How many folds there are: one for 4,096 rows or more, up to 7 for fewer. Fold f, from 1, keeps of
 * each class the rows f, f + 8, f + 16, ..., counted from 0. So every class has a row to train on.
 */
export function countFolds(labels: Uint8Array, classes: number): number {
  const foldOf = foldsOf(labels, classes);
  let kept = 0;
  let folds = 0;
  while (folds < FOLDS - 1 && kept < ENOUGH_ROWS) {
    folds++;
    const rows = foldOf.reduce((rows, fold) => rows + Number(fold === folds), 0);
    // The rows of a class are dealt out one by one: where a fold has none, later ones have none.
    if (rows === 0) return folds - 1;
    kept += rows;
  }
  return folds;
}

/** One of the folds, from 1. */
export function foldAt(data: DataSet, fold: number): Fold {
  const foldOf = foldsOf(data.labels, data.classes.length);
  const rowsWhere = (isKept: boolean) => {
    const rows: number[] = [];
    foldOf.forEach((of, row) => (of === fold) === isKept && rows.push(row));
    return selectData(data, rows);
  };
  return { training: rowsWhere(false), kept: rowsWhere(true) };
}

/** For each row the fold that keeps it; 0 for none. */
function foldsOf(labels: Uint8Array, classes: number): Uint8Array {
  const seen = new Uint32Array(classes);
  return labels.map((label) => seen[label]!++ % FOLDS);
}
