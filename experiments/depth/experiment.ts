/**
 * The abstract's "depth improves performance", on Binary-MNIST.
 *
 * @module
 */

import type { Check, Experiment, Plot, Results } from "../experiment.ts";
import { formatSummary, meanOf } from "../figure.ts";
import { test, train, valuesOf } from "../lab/outcomes.ts";
import type { Outcome } from "../lab/trial.ts";
import { BASELINE } from "../paper.ts";
import { accuracyAxis, colourBy } from "../report/plot.ts";

const DEPTHS = [1, 2, 3, 4, 5, 6, 8, 10];
const ARITIES = [2, 4, 8];
/** The mean may fall by this from one depth to the next and still count as rising. */
const SLACK = 0.01;
/** What five hidden layers must gain over one. */
const GAIN = 0.05;

export const depth: Experiment = {
  id: "depth",
  title: "Abstract: depth improves performance",
  says: "“Introducing depth in the form of a network of support-limited lookup tables leads to " +
    "generalization that is significantly above chance”; the approach “exhibits some of the most " +
    "salient characteristics of neural networks: depth improves performance”.",
  setUp: `${DEPTHS.join(", ")} hidden layers of 1024 LUTs, k = ${
    ARITIES.join(", ")
  }, Binary-MNIST.`,
  tolerance:
    `test accuracy rises from one to five hidden layers (by no less than -${SLACK} a step), ` +
    `by at least ${GAIN} in all`,
  takes: { minutes: 0.2, megabytes: 400 },
  imageSets: ["mnist"],

  plan: ({ seeds }) => ({
    trials: ARITIES.flatMap((arity) =>
      DEPTHS.flatMap((hiddenLayers) =>
        seeds.map((seed) => ({
          task: { images: "mnist" as const, classes: "halves" as const },
          shape: { ...BASELINE, hiddenLayers, arity },
          seed,
        }))
      )
    ),
  }),

  conclude(results) {
    return {
      figures: [],
      tables: [{
        title: "Accuracy: training / test",
        head: ["hidden layers", ...ARITIES.map((k) => `k = ${k}`)],
        rows: DEPTHS.map((depth) => [
          String(depth),
          ...ARITIES.map((k) =>
            `${meanOf(pick(results, k, depth, train)).toFixed(4)} / ${
              formatSummary(pick(results, k, depth, test))
            }`
          ),
        ]),
      }],
      plots: [plotOf(results)],
      checks: ARITIES.map((k) => checkOf(results, k)),
      remarks: [],
    };
  },
};

function pick(
  results: Results,
  arity: number,
  hiddenLayers: number,
  value: (outcome: Outcome) => number,
): number[] {
  return valuesOf(
    results,
    ({ shape }) => shape.arity === arity && shape.hiddenLayers === hiddenLayers,
    value,
  );
}

function checkOf(results: Results, k: number): Check {
  const tests = DEPTHS.filter((depth) => depth <= BASELINE.hiddenLayers)
    .map((depth) => meanOf(pick(results, k, depth, test)));
  return {
    sentence: `Depth improves the test accuracy at k = ${k}`,
    holds: tests.every((value, i) => i === 0 || value > tests[i - 1]! - SLACK) &&
      tests.at(-1)! - tests[0]! >= GAIN,
    evidence: `one to five hidden layers: ${tests.map((value) => value.toFixed(3)).join(", ")}`,
  };
}

function plotOf(results: Results): Plot {
  const values = ARITIES.flatMap((k) =>
    DEPTHS.map((depth) => ({
      series: `k = ${k}`,
      depth,
      accuracy: meanOf(pick(results, k, depth, test)),
    }))
  );
  return {
    id: "depth",
    title: "Test accuracy by depth, Binary-MNIST",
    alt:
      "Lines of test accuracy over the number of hidden layers for k = 2, 4 and 8: all of them " +
      "rise steeply up to five layers",
    draw: (width) => ({
      data: { values },
      height: 300,
      mark: { type: "line", point: { size: 50 }, strokeWidth: 2 },
      encoding: {
        x: {
          field: "depth",
          type: "quantitative",
          title: "hidden layers",
          axis: { values: DEPTHS },
        },
        y: accuracyAxis("accuracy", "test accuracy (share of the test rows)", [0.5, 0.9]),
        color: colourBy("series", { "k = 2": "orange", "k = 4": "green", "k = 8": "blue" }, width),
      },
    }),
  };
}
