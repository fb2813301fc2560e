/**
 * The definition of boosted tables: training and inference one table, one copy and one row at a
 * time. Slow and plain on purpose; every fast path is tested against it bit for bit.
 *
 * A table with wires to k features looks at each row's address. There it finds G, the sum of the
 * gradients of the rows that share the address, and H, the sum of their spreads: its entry is
 * G / (H + lambda), Newton's step down the logistic loss of its half of the classes. A row's own
 * score goes on with the entry that the other rows alone would give, so that no row is led by what
 * was memorized of itself. (Friedman, Hastie and Tibshirani, "Additive logistic regression", Annals
 * of Statistics 28(2), 2000; here with tables in place of trees.)
 *
 * @module
 */

import { bitAt, type BitMatrix } from "../bit_matrix.ts";
import { checkDataSet, type DataSet } from "../data_set.ts";
import { MAX_BOOSTED_CLASSES } from "../limits.ts";
import type { Predictions } from "../predict_batch.ts";
import { checkSeed } from "../random.ts";
import {
  BATCH,
  changeOf,
  dampingOf,
  entryOf,
  gradientOf,
  halvingsOf,
  probabilityOf,
  scaleOf,
  softWeight,
  spreadOf,
} from "./arithmetic.ts";
import { type BoostedTables, splitCount } from "./boosted_tables.ts";
import { copiesOf, featureBelow } from "./copies.ts";
import { drawBoostedWires, drawSplits } from "./drawing.ts";
import { scoreRow } from "../scores.ts";
import { type BoostedSettings, checkBoostedSettings } from "./settings.ts";

/** A row, or a copy of one. */
interface Sample {
  /** The features that it shows. */
  readonly bits: readonly number[];
  readonly label: number;
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
  const { tables: width, arity, rate } = settings;
  const classes = data.classes.length;
  const wires = drawBoostedWires(features, settings);
  const splits = drawSplits(classes, settings);
  const halvings = halvingsOf(rate);
  const damping = dampingOf(settings.lambda);
  const samples = samplesOf(data, settings);
  const entries = new Int8Array(width << arity);
  for (let table = 0; table < width; table++) {
    if (table % BATCH === 0) samples.forEach((sample) => refresh(sample, halvings));
    const split = table % (splits.length / classes);
    const half = splits.subarray(split * classes, (split + 1) * classes);
    const gradients = new Float64Array(1 << arity);
    const spreads = new Float64Array(1 << arity);
    const reached = samples.map(({ bits, label, probabilities }) => {
      const address = addressOf(wires, table, arity, (feature) => bits[feature]!);
      const sum = probabilities.reduce((sum, p, index) => sum + half[index]! * p, 0);
      const gradient = gradientOf(half[label]!, sum);
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
  }
  return {
    ...{ kind: "boosted", features, classes: data.classes, arity, width, wires, entries, splits },
    ...{ scale: scaleOf(rate), metadata: {} },
  };
}

/** Predicts rows. */
export function predictBoostedByDefinition(model: BoostedTables, rows: BitMatrix): Predictions {
  const classes = model.classes.length;
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * classes);
  for (let row = 0; row < rows.rows; row++) {
    const sums = new Array<number>(classes).fill(0);
    for (let table = 0; table < model.width; table++) {
      const { wires, arity, entries, splits } = model;
      const address = addressOf(wires, table, arity, (feature) => bitAt(rows, row, feature));
      const entry = entries[(table << arity) + address]!;
      const split = table % splitCount(model);
      for (let index = 0; index < classes; index++) {
        sums[index]! += splits[split * classes + index]! * entry;
      }
    }
    labels[row] = scoreRow(scores, row * classes, sums, 0, classes, model.scale);
  }
  return { labels, scores };
}

/** All rows as they are, then all of them moved or mirrored in one way, and so on. */
function samplesOf({ rows, labels, classes }: DataSet, settings: BoostedSettings): Sample[] {
  return copiesOf(settings).flatMap((copy) =>
    Array.from({ length: rows.rows }, (_, row): Sample => ({
      bits: Array.from({ length: rows.columns }, (_, feature) => {
        const below = featureBelow(feature, copy, settings.inputShape);
        return below < 0 ? 0 : bitAt(rows, row, below);
      }),
      label: labels[row]!,
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
