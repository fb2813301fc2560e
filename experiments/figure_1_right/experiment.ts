/**
 * Figure 1, right: at k = 2 the spread of the generalization error against depth, on the 45 pairwise
 * tasks of MNIST.
 *
 * @module
 */

import type { Check, Experiment } from "../experiment.ts";
import { formatMeans, summarize } from "../figure.ts";
import {
  errorPlot,
  errorsBy,
  errorTable,
  testsBy,
  type Variable,
} from "../lab/generalization_error.ts";
import { pairSeed, pairsFor } from "../lab/pairs.ts";
import { BASELINE } from "../paper.ts";

/** The spread may grow by this from one depth to the next and still count as going down. */
const SLACK = 0.001;

const DEPTH: Variable = {
  title: "hidden layers",
  short: "hidden layers",
  // The baseline's five and more.
  values: [5, 8, 11, 14, 17, 20],
  of: ({ shape }) => shape.hiddenLayers,
};

export const figure1Right: Experiment = {
  id: "figure_1_right",
  title: "Figure 1, right: variation at k = 2 against depth",
  says:
    "“The large variation for k = 2 is due to insufficient mixing, and as we increase the depth " +
    "of the network training this goes down (right).”",
  setUp: `${DEPTH.values.join(", ")} hidden layers of 1024 LUTs, k = 2, on each of the 45 pairs ` +
    "of digits; every pair and seed has a network of its own. The paper does not say in words " +
    "which depths it tried.",
  tolerance: "the paper gives no numbers here: the standard deviation over pairs and seeds goes " +
    `down with depth (by no less than -${SLACK} a step)`,
  takes: { minutes: 0.5, megabytes: 450 },
  imageSets: ["mnist"],

  plan: ({ seeds, quick }) => ({
    trials: pairsFor(quick).flatMap((pair) =>
      DEPTH.values.flatMap((hiddenLayers) =>
        seeds.map((seed) => ({
          task: { images: "mnist" as const, classes: pair },
          shape: { ...BASELINE, hiddenLayers, arity: 2 },
          seed: pairSeed(seed, pair),
        }))
      )
    ),
  }),

  conclude(results, { quick }) {
    return {
      figures: [],
      tables: [errorTable(DEPTH, results)],
      plots: [errorPlot(DEPTH, results, {
        id: "figure_1_right",
        title: "k = 2: training minus test accuracy by depth, pairs of digits: extremes, " +
          "quartiles, median",
        alt: "Box plots of training minus test accuracy at k = 2 for each depth: boxes and " +
          "whiskers get shorter as depth grows",
      })],
      checks: [checkOf(errorsBy(DEPTH, results), testsBy(DEPTH, results), quick)],
      remarks: [
        "With two wires a LUT, a network of five hidden layers reads at most 64 of the 784 features: " +
        "that is what “insufficient mixing” means here. Each further layer doubles that, up to all " +
        "of them.",
      ],
    };
  },
};

/** A few pairs only tell the first depth from the last. */
function checkOf(
  errors: readonly number[][],
  tests: readonly number[][],
  quick: boolean,
): Check {
  const deviations = errors.map((values) => summarize(values).deviation);
  return {
    sentence: "At k = 2 the variation goes down as depth increases",
    holds: deviations.at(-1)! < deviations[0]! &&
      (quick || deviations.every((value, i) => i === 0 || value < deviations[i - 1]! + SLACK)),
    evidence: `${DEPTH.values.join(", ")} hidden layers: ${
      deviations.map((value) => value.toFixed(4)).join(", ")
    }; mean test accuracy ${formatMeans(tests)}`,
  };
}
