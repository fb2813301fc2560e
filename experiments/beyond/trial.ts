/**
 * One trial of a ladder: a step is trained on a task from a seed, written as a blob, read back and
 * tested. All that is measured of the model is measured of what the blob holds.
 *
 * @module
 */

import {
  accuracyOf,
  type BitMatrix,
  calibrationError,
  decodeModel,
  type Model,
  predictModel,
  trainBlob,
  trainBoostedBlob,
} from "../../lib/mod.ts";
import type { AnyTrial } from "../experiment.ts";
import type { TaskRows } from "../lab/task.ts";
import type { Step } from "./step.ts";

/** What to train and measure. */
export interface StepTrial extends AnyTrial {
  readonly step: Step;
}

/** What came of it. Accuracies are shares from 0 to 1. */
export interface StepOutcome {
  readonly train: number;
  readonly test: number;
  /** Size of the blob. */
  readonly bytes: number;
  /** Wall-clock time of the run, as `rote train` reports it, one thread. */
  readonly trainingSeconds: number;
  /** Test rows predicted in a second, labels and scores, all in one batch: the fastest pass. */
  readonly rowsPerSecond: number;
  /** How far the scores of the test rows are from what they say. */
  readonly calibrationError: number;
}

/** The test rows are predicted again and again for so long, and the fastest pass counts. */
const MEASURING_SECONDS = 0.5;

/**
 * Runs a trial.
 *
 * @throws {RoteError} as the training of the step
 */
export function runStep({ step, seed }: StepTrial, { training, test }: TaskRows): StepOutcome {
  const { blob, result } = step.method === "network"
    ? trainBlob(training, { network: step.shape, seed })
    : trainBoostedBlob(training, { ...step.settings, seed });
  const model = decodeModel(blob);
  const { labels, scores } = predictModel(model, test.rows);
  return {
    train: result.trainAccuracy,
    test: accuracyOf(labels, test.labels),
    bytes: blob.length,
    trainingSeconds: result.seconds,
    rowsPerSecond: measureSpeed(model, test.rows),
    calibrationError: calibrationError({ labels, scores }, test.labels),
  };
}

function measureSpeed(model: Model, rows: BitMatrix): number {
  let least = Infinity;
  for (let spent = 0; spent < MEASURING_SECONDS;) {
    const start = performance.now();
    predictModel(model, rows);
    const seconds = (performance.now() - start) / 1_000;
    least = Math.min(least, seconds);
    spent += seconds;
  }
  return rows.rows / least;
}
