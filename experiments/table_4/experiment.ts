/**
 * Table 4: the 45 pairwise tasks of CIFAR-10.
 *
 * @module
 */

import type { Check, Experiment, Results, ResultTable } from "../experiment.ts";
import { differenceOf, type Figure, formatSummary, meanOf, summarize } from "../figure.ts";
import { test, train } from "../lab/outcomes.ts";
import { type Pair, PAIRS, pairSeed, pairsFor } from "../lab/pairs.ts";
import type { Outcome } from "../lab/trial.ts";
import { baselineShape, table4Of, TABLE_4 } from "../paper.ts";
import { nameOf, pick } from "./pair.ts";
import { plotOf } from "./plot.ts";

/** The mean absolute difference from the paper over the pairs. */
const TOLERANCE = 0.015;
/** What a single figure may differ by before it is listed as a deviation. */
const EACH = 0.02;
const ABOVE_CHANCE = 0.05;

export const table4: Experiment = {
  id: "table_4",
  title: "Table 4: the pairs of CIFAR-10",
  says:
    "“Training (below diagonal) and test accuracy (above) on Pairwise-CIFAR-10 (k = 10).” There, " +
    "too, “memorization achieves test accuracies significantly above chance (0.5)”.",
  setUp:
    "5 hidden layers of 1024 LUTs, k = 10, on each of the 45 pairs of classes (10,000 training " +
    "and 2,000 test rows of 3,072 bits); every pair and seed has a network of its own.",
  tolerance:
    `the mean absolute difference from the paper over the pairs at most ${TOLERANCE}, in ` +
    `training and in test; pairs that differ by more than ${EACH} are listed`,
  takes: { minutes: 0.2, megabytes: 700 },
  imageSets: ["cifar10"],

  plan: ({ seeds, quick }) => ({
    trials: pairsFor(quick).flatMap((pair) =>
      seeds.map((seed) => ({
        task: { images: "cifar10" as const, classes: pair },
        shape: baselineShape(TABLE_4.arity),
        seed: pairSeed(seed, pair),
      }))
    ),
  }),

  conclude(results, { isReal, quick }) {
    const pairs = pairsFor(quick);
    const figures = isReal ? pairs.flatMap((pair) => figuresOf(results, pair)) : [];
    return {
      figures,
      tables: [matrixOf(results, isReal), spreadTable(results, pairs)],
      plots: [plotOf(results, pairs, isReal)],
      checks: [
        ...(isReal ? differenceChecks(figures) : []),
        aboveChance(results, pairs),
      ],
      remarks: [],
    };
  },
};

function figuresOf(results: Results, pair: Pair): Figure[] {
  const paper = table4Of(pair);
  return [
    { name: "training", paper: paper.train, ours: pick(results, pair, train) },
    { name: "test", paper: paper.test, ours: pick(results, pair, test) },
  ].map((figure) => ({ ...figure, name: `${nameOf(pair)}, ${figure.name}`, tolerance: EACH }));
}

/** The paper's layout: training below the diagonal, test above. */
function matrixOf(results: Results, isReal: boolean): ResultTable {
  const cell = (row: number, column: number): string => {
    if (row === column) return "";
    const pair: Pair = row < column ? [row, column] : [column, row];
    const ours = pick(results, pair, row < column ? test : train);
    if (ours.length === 0) return "";
    const paper = table4Of(pair)[row < column ? "test" : "train"];
    return (isReal ? `${paper.toFixed(2)} / ` : "") + meanOf(ours).toFixed(3);
  };
  return {
    title: "Training accuracy (below the diagonal) and test accuracy (above)" +
      (isReal ? ": paper / ours" : ""),
    head: ["", ...TABLE_4.classes],
    rows: TABLE_4.classes.map((name, row) => [
      name,
      ...TABLE_4.classes.map((_, column) => cell(row, column)),
    ]),
  };
}

function spreadTable(results: Results, pairs: readonly Pair[]): ResultTable {
  const line = (title: string, value: (outcome: Outcome) => number) => {
    const deviations = pairs.map((pair) => summarize(pick(results, pair, value)).deviation);
    const means = pairs.map((pair) => meanOf(pick(results, pair, value)));
    return [
      title,
      formatSummary(means),
      meanOf(deviations).toFixed(4),
      Math.max(...deviations).toFixed(4),
    ];
  };
  return {
    title: "Over the pairs",
    head: ["", "mean ± deviation between pairs", "deviation between seeds: mean", "largest"],
    rows: [line("training", train), line("test", test)],
  };
}

function differenceChecks(figures: readonly Figure[]): Check[] {
  return ["training", "test"].map((kind) => {
    const differences = figures.filter(({ name }) => name.endsWith(kind)).map(differenceOf);
    const distance = meanOf(differences.map(Math.abs));
    return {
      sentence: `The ${kind} accuracies of the pairs are the paper's`,
      holds: distance <= TOLERANCE,
      evidence: `mean absolute difference ${distance.toFixed(4)}, largest ${
        Math.max(...differences.map(Math.abs)).toFixed(4)
      }, mean difference ${meanOf(differences).toFixed(4)}, over ${differences.length} pairs`,
    };
  });
}

function aboveChance(results: Results, pairs: readonly Pair[]): Check {
  const means = pairs.map((pair) => meanOf(pick(results, pair, test)));
  const worst = means.indexOf(Math.min(...means));
  return {
    sentence: "Test accuracy is above chance on every pair",
    holds: means[worst]! > 0.5 + ABOVE_CHANCE,
    evidence: `the lowest of ${pairs.length === PAIRS.length ? "all" : "these"} ${pairs.length} ` +
      `pairs: ${nameOf(pairs[worst]!)}, ${means[worst]!.toFixed(3)}`,
  };
}
