/**
 * The definition of boosted tables: training and inference one table, one copy and one row at a
 * time. Slow and plain on purpose; every fast path is tested against it bit for bit.
 *
 * A table with wires to k features looks at each row's address. There it finds G, the sum of the
 * gradients of the rows that share the address, and H, the sum of their spreads: its entry is
 * G / (H + lambda), Newton's step down the logistic loss of its half of the classes. A row's own
 * score goes on with the entry that the other rows alone would give, so that no row is led by what
 * was memorized of itself. Rows that are kept for early stopping follow the tables and make none.
 * (Friedman, Hastie and Tibshirani, "Additive logistic regression", Annals
 * of Statistics 28(2), 2000; here with tables in place of trees.)
 *
 * @module
 */

import { bitAt, type BitMatrix } from "../../rows/bit_matrix.ts";
import { fitScale, lossOf } from "../../scores/calibration.ts";
import { checkDataSet, type DataSet, selectData } from "../../rows/data_set.ts";
import { holdOut, STOPPING } from "../../rows/holdout.ts";
import { MAX_BOOSTED_CLASSES } from "../../limits.ts";
import type { Predictions } from "../../scores/predictions.ts";
import { checkSeed } from "../../random.ts";
import {
  changeOf,
  dampingOf,
  entryOf,
  gainOf,
  gradientOf,
  halvingsOf,
  probabilityOf,
  scaleOf,
  softWeight,
  spreadOf,
  unitsOf,
} from "../../kernels/boosting_arithmetic.ts";
import { batchOf } from "./training/batches.ts";
import { type BoostedTables, splitCount } from "./model.ts";
import { choosesWires, drawCandidates, drawSamples, GROUP_ROWS } from "./training/choosing.ts";
import { copiesOf, type Copy, featureBelow } from "./training/copies.ts";
import { drawBoostedWires, drawSplits } from "./drawing.ts";
import { scoreRow } from "../../scores/scores.ts";
import { fittedCopy, fittedRows } from "./training/fitted_rows.ts";
import { type BoostedSettings, checkBoostedSettings } from "./settings.ts";
import { bestCheck, CHECK_TABLES } from "./training/stopping.ts";

/** A row, or a copy of one. */
interface Sample {
  /** The features that it shows. */
  readonly bits: readonly number[];
  readonly label: number;
  /** False for a row that is kept away from training. */
  readonly isCounted: boolean;
  /** For each class, in 1/4,096 of the rate. */
  readonly scores: number[];
  /** For each class, as of the last refresh. */
  probabilities: number[];
}

/**
 * Trains boosted tables.
 *
 * @throws {RoteError} as `checkDataSet`, `checkBoostedSettings` and `checkSeed`
 */
export function boostByDefinition(data: DataSet, settings: BoostedSettings): BoostedTables {
  checkDataSet(data, MAX_BOOSTED_CLASSES);
  const features = data.rows.columns;
  checkBoostedSettings(features, settings);
  checkSeed(settings.seed);
  const { arity, rate, earlyStopping } = settings;
  const classes = data.classes.length;
  const wires = choosesWires(settings)
    ? new Uint16Array(settings.tables * arity)
    : drawBoostedWires(features, settings);
  const candidates = choosesWires(settings)
    ? drawCandidates(features, settings, data.columns)
    : undefined;
  const splits = drawSplits(classes, settings);
  const halvings = halvingsOf(rate);
  const damping = dampingOf(settings.lambda);
  const { training, heldOut } = earlyStopping
    ? holdOut(data, earlyStopping.share, settings.seed, STOPPING)
    : { training: data, heldOut: undefined };
  const { inputShape } = settings;
  const copies = copiesOf(settings);
  const kept = heldOut ? samplesOf(heldOut, inputShape, copies.slice(0, 1), false) : [];
  const samples = [...samplesOf(training, inputShape, copies, true), ...kept];
  const seen = samplesSeen(training.rows.rows, copies.length, settings);
  const entries = new Int8Array(settings.tables << arity);
  const losses: number[] = [];
  let width = settings.tables;
  for (let table = 0; table < settings.tables; table++) {
    if (table % batchOf(settings, classes) === 0) {
      samples.forEach((sample) => refresh(sample, halvings));
    }
    const split = table % (splits.length / classes);
    const half = splits.subarray(split * classes, (split + 1) * classes);
    const gradients = new Float64Array(1 << arity);
    const spreads = new Float64Array(1 << arity);
    const pulls = samples.map(({ label, isCounted, probabilities }) => {
      const sum = probabilities.reduce((sum, p, index) => sum + half[index]! * p, 0);
      return isCounted ? gradientOf(half[label]!, sum) : 0;
    });
    if (candidates) {
      const listed = candidates.length / settings.tables;
      const lists = candidates.subarray(table * listed, (table + 1) * listed);
      const judges = seen[table % seen.length]!.map((at) => ({
        bits: samples[at]!.bits,
        gradient: pulls[at]!,
      }));
      wires.set(chooseWires(lists, judges, settings, damping), table * arity);
    }
    const reached = samples.map(({ bits }, at) => {
      const address = addressOf(wires, table, arity, (feature) => bits[feature]!);
      const gradient = pulls[at]!;
      gradients[address]! += gradient;
      spreads[address]! += spreadOf(gradient);
      return { address, gradient };
    });
    samples.forEach(({ scores }, at) => {
      const { address, gradient } = reached[at]!;
      const [g, h] = [Math.fround(gradients[address]!), Math.fround(spreads[address]!)];
      const change = changeOf(g, h, gradient, damping);
      half.forEach((isMember, index) => scores[index]! += isMember * change);
    });
    gradients.forEach((sum, address) => {
      const [g, h] = [Math.fround(sum), Math.fround(spreads[address]!)];
      entries[(table << arity) + address] = entryOf(g, h, damping);
    });
    const made = table + 1;
    if (!earlyStopping || (made % CHECK_TABLES > 0 && made < settings.tables)) continue;
    losses.push(lossOf(...sumsOf(kept, kept.keys()), classes, scaleOf(rate)));
    const { best, isOver } = bestCheck(losses, earlyStopping);
    width = Math.min(settings.tables, (best + 1) * CHECK_TABLES);
    if (isOver) break;
  }
  const tables: BoostedTables = {
    ...{ kind: "boosted", features, classes: data.classes, arity, width },
    wires: wires.slice(0, width * arity),
    entries: entries.slice(0, width << arity),
    // Table u belongs to split u % splits; fewer tables than splits leave some without any.
    splits: splits.slice(0, width * classes),
    ...{ scale: scaleOf(rate), metadata: {} },
  };
  if (heldOut) {
    const { rows, labels } = selectData(heldOut, fittedRows(heldOut.rows.rows, classes));
    return { ...tables, scale: fitScale(sumsByDefinition(tables, rows), labels, classes) };
  }
  const first = fittedCopy(settings) * data.rows.rows;
  const fitted = sumsOf(
    samples,
    fittedRows(data.rows.rows, classes).map((row) => first + row),
  );
  const scale = fitScale(...fitted, classes);
  // Wires that the rows themselves chose say too much good of them: no surer than the steps are.
  return { ...tables, scale: candidates ? Math.min(scale, scaleOf(rate)) : scale };
}

/**
 * Chooses the wires of a table one after the other. Of the features that are drawn for a wire, the
 * first that are no wires of the table yet are tried: each would split the cells that the wires before
 * it made, and the one that makes the sum of the cells' gains the largest is taken, the first of equals.
 *
 * @param lists arity x features that are drawn
 * @param judges the rows that the table looks at, with their gradients
 */
function chooseWires(
  lists: Uint16Array,
  judges: readonly { readonly bits: readonly number[]; readonly gradient: number }[],
  { arity, candidates }: BoostedSettings,
  damping: number,
): number[] {
  const listed = lists.length / arity;
  const wires: number[] = [];
  for (let wire = 0; wire < arity; wire++) {
    const drawn = [...lists.subarray(wire * listed, (wire + 1) * listed)];
    const tried = drawn.filter((feature) => !wires.includes(feature)).slice(0, candidates);
    const gains = tried.map((feature) => {
      const cells = new Map<string, { gradients: number; spreads: number }>();
      for (const { bits, gradient } of judges) {
        const cell = [...wires, feature].map((read) => bits[read]).join("");
        const { gradients, spreads } = cells.get(cell) ?? { gradients: 0, spreads: 0 };
        cells.set(cell, {
          gradients: gradients + gradient,
          spreads: spreads + spreadOf(gradient),
        });
      }
      return [...cells.values()].reduce(
        (sum, { gradients, spreads }) => sum + gainOf(gradients, spreads, damping),
        0,
      );
    });
    wires.push(tried[gains.indexOf(Math.max(...gains))]!);
  }
  return wires;
}

/** The rows that tables look at by turns to choose their wires, by their places among the samples. */
function samplesSeen(rows: number, copies: number, settings: BoostedSettings): number[][] {
  const groups = Math.ceil(rows / GROUP_ROWS);
  return drawSamples(copies * groups, settings).map((sample) =>
    [...sample].flatMap((group) => {
      const first = group % groups * GROUP_ROWS;
      const count = Math.min(GROUP_ROWS, rows - first);
      const copy = Math.floor(group / groups) * rows;
      return Array.from({ length: count }, (_, row) => copy + first + row);
    })
  );
}

/** Predicts rows. */
export function predictBoostedByDefinition(model: BoostedTables, rows: BitMatrix): Predictions {
  const classes = model.classes.length;
  const sums = sumsByDefinition(model, rows);
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * classes);
  for (let row = 0; row < rows.rows; row++) {
    labels[row] = scoreRow(scores, row * classes, sums, row * classes, classes, model.scale);
  }
  return { labels, scores };
}

/** For each row and class the sum of the entries that the row reaches. */
function sumsByDefinition(model: BoostedTables, rows: BitMatrix): Int32Array {
  const classes = model.classes.length;
  const sums = new Int32Array(rows.rows * classes);
  for (let row = 0; row < rows.rows; row++) {
    for (let table = 0; table < model.width; table++) {
      const { wires, arity, entries, splits } = model;
      const address = addressOf(wires, table, arity, (feature) => bitAt(rows, row, feature));
      const entry = entries[(table << arity) + address]!;
      const split = table % splitCount(model);
      for (let index = 0; index < classes; index++) {
        sums[row * classes + index]! += splits[split * classes + index]! * entry;
      }
    }
  }
  return sums;
}

/** The running scores of some samples in units of an entry, and their labels. */
function sumsOf(samples: readonly Sample[], chosen: Iterable<number>): [Int32Array, Uint8Array] {
  const some = Array.from(chosen, (at) => samples[at]!);
  return [
    Int32Array.from(some.flatMap(({ scores }) => scores.map(unitsOf))),
    Uint8Array.from(some, ({ label }) => label),
  ];
}

/** All rows as copies show them: as they are, then moved or mirrored in one way, and so on. */
function samplesOf(
  { rows, labels, classes }: DataSet,
  inputShape: BoostedSettings["inputShape"],
  copies: readonly Copy[],
  isCounted: boolean,
): Sample[] {
  return copies.flatMap((copy) =>
    Array.from({ length: rows.rows }, (_, row): Sample => ({
      bits: Array.from({ length: rows.columns }, (_, feature) => {
        const below = featureBelow(feature, copy, inputShape);
        return below < 0 ? 0 : bitAt(rows, row, below);
      }),
      label: labels[row]!,
      isCounted,
      scores: classes.map(() => 0),
      probabilities: [],
    }))
  );
}

/** Works out the probabilities of a sample from its scores. */
function refresh(sample: Sample, halvings: number): void {
  const largest = Math.max(...sample.scores);
  const weights = sample.scores.map((score) => softWeight(largest - score, halvings));
  const total = weights.reduce((sum, weight) => Math.fround(sum + weight), 0);
  sample.probabilities = weights.map((weight) => probabilityOf(weight, total));
}

/** The bits on the wires of a table as a number: wire j is bit j. */
function addressOf(
  wires: Uint16Array,
  table: number,
  arity: number,
  bit: (feature: number) => number,
): number {
  let address = 0;
  for (let wire = 0; wire < arity; wire++) address |= bit(wires[table * arity + wire]!) << wire;
  return address;
}
