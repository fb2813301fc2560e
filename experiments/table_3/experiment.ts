/**
 * Table 3: the size of the tables, on real and on random labels. The paper's "random data" is read as
 * Zhang et al. (2016) do, whom it follows: the training labels change places. Two other readings
 * stand beside it: a fair coin for each label, and classes of equal size.
 *
 * @module
 */

import type { Experiment, Results, Setting } from "../experiment.ts";
import { type Figure, toleranceOf } from "../figure.ts";
import { test, train } from "../lab/outcomes.ts";
import { ARITIES, baselineShape, TABLE_3 } from "../paper.ts";
import { checksOf } from "./checks.ts";
import { type Labels, pick, READINGS, readingsFor } from "./labels.ts";
import { plotOf } from "./plot.ts";
import { remarksOn } from "./remarks.ts";
import { tablesOf } from "./tables.ts";

const TOLERANCE = 0.02;

export const table3: Experiment = {
  id: "table_3",
  title: "Table 3: the size of the tables, on real and on random labels",
  says:
    "“Effect of varying lookup table size on Binary-MNIST.” “Like the experiments of Zhang et " +
    "al. (2016) we are able to memorize random data and yet generalize on real data; and like " +
    "Arpit et al. (2017) we find a sense in which memorizing random data is harder.”",
  setUp:
    "5 hidden layers of 1024 LUTs, k = 2, 4, ..., 16, Binary-MNIST. Random labels come in three " +
    "readings, each drawn by the seed: the real labels permuted among the training rows; a fair " +
    "coin for each row; one half of the rows of each class. They are tested on the test rows' real " +
    "labels and on labels made random in the same way.",
  tolerance:
    `real data: each figure within ${TOLERANCE} of the paper's as a mean over the seeds. ` +
    `Random data, labels permuted: training accuracy within ${TOLERANCE}; test accuracy is chance`,
  takes: { minutes: 0.4, megabytes: 550 },
  imageSets: ["mnist"],

  plan: (setting) => ({
    trials: ARITIES.flatMap((k) =>
      ["real" as const, ...readingsFor(setting)].flatMap((labels: Labels) =>
        setting.seeds.map((seed) => ({
          task: {
            images: "mnist" as const,
            classes: "halves" as const,
            ...(labels === "real" ? {} : { randomLabels: labels }),
          },
          shape: baselineShape(k),
          seed,
        }))
      )
    ),
  }),

  conclude(results, setting) {
    const { isReal, quick } = setting;
    return {
      figures: isReal ? figuresOf(results, setting) : [],
      tables: tablesOf(results, setting),
      plots: [plotOf(results, isReal)],
      checks: checksOf(results),
      remarks: isReal && !quick ? remarksOn(results) : [],
    };
  },
};

function figuresOf(results: Results, setting: Setting): Figure[] {
  const tolerance = toleranceOf(TOLERANCE, setting);
  return TABLE_3.flatMap(({ k, real, random }) => {
    const onReal: Figure[] = [
      { name: "training", paper: real.train, ours: pick(results, k, "real", train) },
      { name: "test", paper: real.test, ours: pick(results, k, "real", test) },
    ].map((figure) => ({ ...figure, name: `k = ${k}, real data, ${figure.name}`, tolerance }));
    const onRandom = readingsFor(setting).filter((how) => how !== "balanced").flatMap((how) => [{
      name: `k = ${k}, random data (${READINGS[how]}), training`,
      paper: random.train,
      ours: pick(results, k, how, train),
      // The other reading is shown and not judged.
      ...(how === "permuted" ? { tolerance } : {}),
    }, {
      name: `k = ${k}, random data (${READINGS[how]}), test on real labels`,
      paper: random.test,
      ours: pick(results, k, how, test),
    }]);
    return [...onReal, ...onRandom];
  });
}
