/**
 * Figure 1, left: generalization error against k on the 45 pairwise tasks of MNIST.
 *
 * @module
 */

import type { Check, Experiment } from "../experiment.ts";
import { formatMeans, meanOf, summarize } from "../figure.ts";
import { errorPlot, errorsBy, errorTable, type Variable } from "../lab/generalization_error.ts";
import { pairSeed, pairsFor } from "../lab/pairs.ts";
import { ARITIES, baselineShape } from "../paper.ts";

/** The mean generalization error may fall by this from one k to the next and still count as rising. */
const SLACK = 0.002;

const K: Variable = {
  title: "k (wires of a LUT)",
  short: "k",
  values: ARITIES,
  of: ({ shape }) => shape.arity,
};

export const figure1Left: Experiment = {
  id: "figure_1_left",
  title: "Figure 1, left: generalization error against k",
  says: "“Generalization error (difference of training and test accuracy) goes up as k increases " +
    "on the 45 pairwise separation tasks on 1-bit quantized MNIST (left). The large variation for " +
    "k = 2 is due to insufficient mixing.”",
  setUp: "5 hidden layers of 1024 LUTs, k = 2, 4, ..., 16, on each of the 45 pairs of digits " +
    "(about 12,000 training rows each); every pair and seed has a network of its own.",
  tolerance: "the paper gives no numbers here: the mean over pairs and seeds rises with k (by no " +
    `less than -${SLACK} a step), and k = 2 varies more than k = 4`,
  takes: { minutes: 1.2, megabytes: 700 },
  imageSets: ["mnist"],

  plan: ({ seeds, quick }) => ({
    trials: pairsFor(quick).flatMap((pair) =>
      ARITIES.flatMap((k) =>
        seeds.map((seed) => ({
          task: { images: "mnist" as const, classes: pair },
          shape: baselineShape(k),
          seed: pairSeed(seed, pair),
        }))
      )
    ),
  }),

  conclude(results) {
    return {
      figures: [],
      tables: [errorTable(K, results)],
      plots: [errorPlot(K, results, {
        id: "figure_1_left",
        title: "Training minus test accuracy by k, pairs of digits: extremes, quartiles, median",
        alt: "Box plots of training minus test accuracy for each k: near zero up to k = 6, then " +
          "rising steeply",
      })],
      checks: checksOf(errorsBy(K, results)),
      remarks: [],
    };
  },
};

function checksOf(errors: readonly number[][]): Check[] {
  const means = errors.map(meanOf);
  const deviations = errors.map((values) => summarize(values).deviation);
  return [{
    sentence: "Generalization error goes up as k increases",
    holds: means.every((value, i) => i === 0 || value > means[i - 1]! - SLACK) &&
      means.at(-1)! > means[0]!,
    evidence: `k = ${ARITIES.join(", ")}: ${formatMeans(errors)}`,
  }, {
    sentence: "The variation at k = 2 is larger than at k = 4",
    holds: deviations[0]! > deviations[1]!,
    evidence: `standard deviation over pairs and seeds: ${deviations[0]!.toFixed(4)} and ` +
      deviations[1]!.toFixed(4),
  }];
}
