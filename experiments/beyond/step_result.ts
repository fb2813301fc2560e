/**
 * What came of a step over all seeds.
 *
 * @module
 */

import type { Results } from "../experiment.ts";
import { valuesOf } from "../lab/outcomes.ts";
import type { Step } from "./step.ts";
import type { StepOutcome, StepTrial } from "./trial.ts";

/** A step with what was measured: one value a seed. */
export interface StepResult extends Readonly<Record<keyof StepOutcome, readonly number[]>> {
  readonly step: Step;
}

/** Picks it out of the outcomes of a ladder. */
export function resultOf(results: Results<StepTrial, StepOutcome>, step: Step): StepResult {
  const values = (key: keyof StepOutcome) =>
    valuesOf(results, (trial) => trial.step.name === step.name, (outcome) => outcome[key]);
  return {
    step,
    train: values("train"),
    test: values("test"),
    bytes: values("bytes"),
    trainingSeconds: values("trainingSeconds"),
    rowsPerSecond: values("rowsPerSecond"),
    calibrationError: values("calibrationError"),
  };
}

/** The fastest seed: whatever else goes on in the machine only makes one slower. */
export function fastestOf(
  { trainingSeconds, rowsPerSecond }: StepResult,
): { readonly seconds: number; readonly rowsPerSecond: number } {
  return { seconds: Math.min(...trainingSeconds), rowsPerSecond: Math.max(...rowsPerSecond) };
}
