/**
 * Which reading of the paper's "random data" fits its figures, and why the readings differ.
 *
 * @module
 */

import type { Results } from "../experiment.ts";
import { meanOf, summarize } from "../figure.ts";
import { test, train } from "../lab/outcomes.ts";
import type { RandomLabels } from "../lab/task.ts";
import type { Outcome } from "../lab/trial.ts";
import { ARITIES, TABLE_3 } from "../paper.ts";
import { pick, testOnRandomLabels } from "./labels.ts";

/** Says so, with the figures of this run. */
export function remarksOn(results: Results): string[] {
  const farthest = (labels: RandomLabels) =>
    Math.max(...TABLE_3.map(({ k, random }) => {
      return Math.abs(meanOf(pick(results, k, labels, train)) - random.train);
    })).toFixed(3);
  const spread = (value: (outcome: Outcome) => number) =>
    meanOf(ARITIES.map((k) => summarize(pick(results, k, "permuted", value)).deviation)).toFixed(3);
  return [
    `The paper does not say what its “random data” is. With the labels permuted, as Zhang et al. ` +
    `(2016) do in the paper that it cites, our training accuracy is at most ` +
    `${farthest("permuted")} from the paper's at every k. With a coin for each label it is up to ` +
    `${farthest("coin")} away. What makes the difference is the share of the classes: permuted ` +
    `labels keep that of Binary-MNIST (29,404 of 60,000 rows have label 1), and with classes of ` +
    `equal size, permuted all the same, training accuracy is up to ${farthest("balanced")} away. ` +
    `A likely reason: where one class is a little larger, most LUTs put out that class at the ` +
    `addresses that many rows share, so a layer passes less on to the next.`,

    `The paper's test accuracy on random data is 0.53 and 0.54 at k = 2 and 4. On random test ` +
    `labels ours has a standard deviation over the seeds of ${
      spread(testOnRandomLabels)
    } only and ` +
    `never comes near that; on the real labels of the test rows it has one of ${
      spread(test)
    }, and ` +
    `the paper's figures lie within it: images that are alike have the same label, so chance moves ` +
    `many rows at a time. So the paper seems to have tested on the real labels. It has one network; ` +
    `we have the mean of several, which is closer to one half.`,
  ];
}
