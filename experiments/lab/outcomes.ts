/**
 * Picking values out of the outcomes of many trials.
 *
 * @module
 */

import type { Results } from "../experiment.ts";
import type { Outcome, Trial } from "./trial.ts";

/** The values of the trials that fit, in the order of the plan. */
export function valuesOf(
  { trials, outcomes }: Results,
  fits: (trial: Trial) => boolean,
  value: (outcome: Outcome) => number,
): number[] {
  return outcomes.filter((_, index) => fits(trials[index]!)).map(value);
}

/** Accuracy on the training rows. */
export const train = ({ train }: Outcome): number => train;
/** Accuracy on the test rows with their real labels. */
export const test = ({ test }: Outcome): number => test;
