/**
 * Table 1: memorization against standard methods on Binary-MNIST and Binary-CIFAR-10.
 *
 * @module
 */

import { type Method, METHODS } from "../baselines/baseline.ts";
import type { Check, Experiment, ResultTable, Setting } from "../experiment.ts";
import { type Figure, formatSummary, meanOf, toleranceOf } from "../figure.ts";
import { IMAGE_SETS, type ImageSetName } from "../lab/task.ts";
import { baselineShape } from "../paper.ts";
import { ARITY, byAccuracy, type Line, linesOf, TASKS } from "./lines.ts";
import { plotOf } from "./plot.ts";

/** The other methods of the paper's table. */
const PAPER_METHODS: readonly Method[] = [
  "convnet",
  "random_forest_300",
  "random_forest_10",
  "knn_5",
  "knn_1",
  "logistic_regression",
  "naive_bayes",
  "random_guess",
];
const TOLERANCE = 0.02;
/** How far above chance counts as significant; ten standard errors of 10,000 test rows are 0.05. */
const ABOVE_CHANCE = 0.05;

export const table1: Experiment = {
  id: "table_1",
  title: "Table 1: memorization and standard methods",
  says: "“The test accuracy of memorization is significantly better than chance on Binary-MNIST " +
    "and on Binary-CIFAR-10 and is closer to those of several standard methods. Memorization ties " +
    "with nearest neighbors on CIFAR.”",
  setUp: "5 hidden layers of 1024 LUTs; k = 12 on Binary-MNIST (60,000 rows of 784 bits), k = 10 " +
    "on Binary-CIFAR-10 (50,000 rows of 3,072 bits); a bit is 1 where the value is at least 128, " +
    "the label is 1 for the classes 5 to 9. The other methods are scikit-learn's and PyTorch's on " +
    "the same bits, with one seed; all of them take about half an hour.",
  tolerance: `memorization within ${TOLERANCE} of the paper as a mean over the seeds; the other ` +
    "methods are shown beside it",
  // The baselines come on top: `METHODS` has the time of each.
  takes: { minutes: 0.2, megabytes: 700 },
  imageSets: IMAGE_SETS,

  plan({ seeds, quick }) {
    const trials = IMAGE_SETS.flatMap((images) =>
      seeds.map((seed) => ({
        task: { images, classes: "halves" as const },
        shape: baselineShape(ARITY[images]),
        seed,
      }))
    );
    const baselines = IMAGE_SETS.flatMap((images) =>
      PAPER_METHODS.map((method) => ({ images, method }))
    );
    return quick ? { trials } : { trials, baselines };
  },

  conclude(results, setting) {
    const sets = IMAGE_SETS.map((images) => ({
      images,
      lines: linesOf(results, images, setting.isReal).toSorted(byAccuracy),
    }));
    return {
      figures: sets.flatMap(({ images, lines }) => figuresOf(images, lines, setting)),
      tables: sets.map(({ images, lines }) => tableOf(images, lines)),
      plots: sets.map(({ images, lines }) => plotOf(images, lines)),
      checks: sets.flatMap(({ images, lines }) => [
        aboveChance(images, lines),
        ...(setting.isReal ? orderChecks(images, lines) : []),
      ]),
      remarks: setting.isReal && !setting.quick ? [REMARK] : [],
    };
  },
};

const REMARK = "The paper names the other methods and not their settings. Here they have the " +
  "libraries' defaults, or what the last column says, and one seed; they are shown and not judged.";

/** The paper's figures and ours; only memorization is judged. */
function figuresOf(images: ImageSetName, lines: readonly Line[], setting: Setting): Figure[] {
  return lines.flatMap(({ title, paper, ours, isRote }) => {
    if (!paper || !ours) return [];
    const judged = isRote ? { tolerance: toleranceOf(TOLERANCE, setting) } : {};
    return [
      { name: `${TASKS[images]}, ${title}, training`, paper: paper.train, ours: ours.train },
      { name: `${TASKS[images]}, ${title}, test`, paper: paper.test, ours: ours.test },
    ].map((figure) => ({ ...figure, ...judged }));
  });
}

function testsOfRote(lines: readonly Line[]): readonly number[] {
  return lines.find(({ isRote }) => isRote)!.ours!.test;
}

function aboveChance(images: ImageSetName, lines: readonly Line[]): Check {
  const tests = testsOfRote(lines);
  const lowest = Math.min(...tests);
  return {
    sentence: `Memorization is better than chance on ${TASKS[images]}`,
    holds: lowest > 0.5 + ABOVE_CHANCE,
    evidence: `test accuracy ${formatSummary(tests)}, the lowest of ${tests.length} seeds ` +
      lowest.toFixed(4),
  };
}

function tableOf(images: ImageSetName, lines: readonly Line[]): ResultTable {
  const cells = (paper: number | undefined, ours: number[] | undefined) => [
    paper?.toFixed(2) ?? "",
    ours ? formatSummary(ours) : "",
  ];
  return {
    title: TASKS[images],
    head: ["method", "training: paper", "ours", "test: paper", "ours", "how"],
    rows: lines.map(({ title, paper, ours, how }) => [
      title,
      ...cells(paper?.train, ours?.train),
      ...cells(paper?.test, ours?.test),
      how,
    ]),
  };
}

/** The order of the methods that the paper reads off its table. */
function orderChecks(images: ImageSetName, lines: readonly Line[]): Check[] {
  const memorization = meanOf(testsOfRote(lines));
  const testOf = (method: Method) =>
    lines.find(({ title }) => title === METHODS[method].title)?.ours?.test[0];
  const checks: Check[] = [];
  const compare = (sentence: string, methods: Method[], holds: (tests: number[]) => boolean) => {
    const tests = methods.map(testOf).filter((test) => test !== undefined);
    if (tests.length < methods.length) return;
    checks.push({
      sentence: `On ${TASKS[images]} ${sentence}`,
      holds: holds(tests),
      evidence: `memorization ${memorization.toFixed(3)}; ` +
        methods.map((method, i) => `${METHODS[method].title} ${tests[i]!.toFixed(3)}`).join(", "),
    });
  };
  compare(
    "memorization is ahead of logistic regression and naive Bayes",
    ["logistic_regression", "naive_bayes"],
    (tests) => tests.every((test) => memorization > test),
  );
  if (images === "cifar10") {
    compare("memorization ties with nearest neighbours", ["knn_5", "knn_1"], (tests) => {
      return tests.every((test) => Math.abs(memorization - test) <= TOLERANCE);
    });
  }
  compare(
    "the convolutional network does best",
    ["convnet", "random_forest_300", "knn_5", "knn_1"],
    (tests) => tests[0] === Math.max(memorization, ...tests),
  );
  return checks;
}
