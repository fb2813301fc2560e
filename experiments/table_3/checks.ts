/**
 * The sentences of the paper that Table 3 bears out.
 *
 * @module
 */

import type { Check, Results } from "../experiment.ts";
import { formatMeans, formatSummary, meanOf } from "../figure.ts";
import { test, train } from "../lab/outcomes.ts";
import type { Outcome } from "../lab/trial.ts";
import { ARITIES } from "../paper.ts";
import { type Labels, pick, testOnRandomLabels } from "./labels.ts";

/** Accuracy on random labels may be as far from one half as this and still count as chance. */
const CHANCE = 0.02;
/** What the test accuracy must fall by at the largest k. */
const FALL = 0.05;
/** Training accuracy on random labels from here on counts as memorized. */
const MEMORIZED = 0.95;
/** Training accuracy from here on is that of a network that has memorized everything. */
const ALL = 0.999;

/** Checks them. */
export function checksOf(results: Results): Check[] {
  const values = (labels: Labels, value: (outcome: Outcome) => number) =>
    ARITIES.map((k) => pick(results, k, labels, value));
  const training = values("real", train);
  const tests = values("real", test);
  const permuted = values("permuted", train);
  const onRandomLabels = values("permuted", testOnRandomLabels).flat();
  const [trainingMeans, testMeans, permutedMeans] = [training, tests, permuted]
    .map((lists) => lists.map(meanOf)) as [number[], number[], number[]];
  const gaps = trainingMeans.map((value, i) => value - testMeans[i]!);
  const ks = `k = ${ARITIES.join(", ")}`;
  return [{
    sentence: "Training accuracy on real data rises with k",
    holds: trainingMeans.every((value, i) => i === 0 || value >= trainingMeans[i - 1]!),
    evidence: `${ks}: ${formatMeans(training)}`,
  }, {
    sentence: "At large k the network overfits: test accuracy falls from its best, training stays",
    holds: testMeans.at(-1)! < Math.max(...testMeans) - FALL && gaps.at(-1)! === Math.max(...gaps),
    evidence: `test accuracy ${formatMeans(tests)}; training minus test at k = 16: ` +
      gaps.at(-1)!.toFixed(3),
  }, {
    sentence: "Random labels can be memorized",
    holds: permutedMeans.at(-1)! > MEMORIZED,
    evidence: `training accuracy on permuted labels at k = 16: ${permutedMeans.at(-1)!.toFixed(3)}`,
  }, {
    sentence: "Random labels are harder to memorize than real ones: training accuracy on them is " +
      "lower at every k, until both are 1",
    holds: permutedMeans.every((value, i) => value < trainingMeans[i]! || value > ALL) &&
      permutedMeans[0]! < trainingMeans[0]!,
    evidence: `permuted ${formatMeans(permuted)}; real ${formatMeans(training)}`,
  }, {
    sentence: "A network trained on random labels tests at one half",
    holds: Math.abs(meanOf(onRandomLabels) - 0.5) <= CHANCE,
    evidence: `on permuted test labels, over all k and seeds: ${formatSummary(onRandomLabels)}`,
  }];
}
