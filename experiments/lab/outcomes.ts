/**
 * Picking values out of the outcomes of many trials.
 *
 * @module
 */

import type { Results } from "../experiment.ts";
import type { Outcome, Trial } from "./trial.ts";

/** The values of the trials that fit, in the order of the plan. */
export function valuesOf<T = Trial, O = Outcome>(
  { trials, outcomes }: Pick<Results<T, O>, "trials" | "outcomes">,
  fits: (trial: T) => boolean,
  value: (outcome: O) => number,
): number[] {
  return outcomes.filter((_, index) => fits(trials[index]!)).map(value);
}

/** Accuracy on the training rows. */
export const train = ({ train }: Outcome): number => train;
/** Accuracy on the test rows with their real labels. */
export const test = ({ test }: Outcome): number => test;
