/**
 * What all whole runs have in common, whatever is trained: rows are held out, accuracies measured and
 * written into the metadata, and the model is encoded. So every blob says the same things alike.
 *
 * @module
 */

import type { BitMatrix } from "../rows/bit_matrix.ts";
import { calibrationError } from "../scores/calibration.ts";
import type { DataSet } from "../rows/data_set.ts";
import { holdOut } from "../rows/holdout.ts";
import { accuracyOf, type Predictions } from "../scores/predictions.ts";

/** What every run finds out. Accuracies are shares from 0 to 1. */
export interface RunResult {
  /** On the rows that were trained on. */
  readonly trainAccuracy: number;
  /** On the held-out rows or the test set; absent if there is neither. */
  readonly testAccuracy?: number;
  /** How far the scores of the test rows are from what is right, see `calibrationError`. */
  readonly calibrationError?: number;
  /** Rows trained on, those held out or kept for early stopping not included. */
  readonly trainRows: number;
  /** Rows kept away from training for early stopping; absent if none. */
  readonly stoppingRows?: number;
  /** Rows tested on, 0 if none. */
  readonly testRows: number;
  /** Size of the blob. */
  readonly bytes: number;
  /** Wall-clock time of the run. */
  readonly seconds: number;
}

/** How a kind of model is trained, asked and encoded. */
export interface RunSteps<Trained> {
  /** What it is trained with, as metadata. */
  readonly settings: Readonly<Record<string, string>>;
  train(training: DataSet): Trained;
  /** The rows that tables are made of, where training keeps some for another use. */
  trainedOn?(training: DataSet): DataSet;
  label(trained: Trained, rows: BitMatrix): Uint8Array;
  predict(trained: Trained, rows: BitMatrix): Predictions;
  /** The accuracy on the training rows, where training finds it on the way. */
  trainAccuracy?(trained: Trained): number;
  encode(trained: Trained, metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer>;
}

/**
 * Does a run, which is checked by now.
 *
 * @param test rows to test on, in place of `holdout`
 * @throws {RoteError} as `holdOut` and the steps
 */
export function measureRun<Trained>(
  data: DataSet,
  { holdout, seed }: { readonly holdout?: number; readonly seed: number },
  test: DataSet | undefined,
  steps: RunSteps<Trained>,
): { trained: Trained; blob: Uint8Array<ArrayBuffer>; result: RunResult } {
  const start = performance.now();
  const { training, heldOut } = holdout === undefined
    ? { training: data, heldOut: test }
    : holdOut(data, holdout, seed);
  const trained = steps.train(training);
  const { rows, labels } = steps.trainedOn?.(training) ?? training;
  const trainAccuracy = steps.trainAccuracy?.(trained) ??
    accuracyOf(steps.label(trained, rows), labels);
  const tested = heldOut && testOn(heldOut, steps.predict(trained, heldOut.rows));
  const stoppingRows = training.rows.rows - rows.rows;
  const blob = steps.encode(trained, {
    ...steps.settings,
    trainRows: String(rows.rows),
    ...(stoppingRows > 0 ? { stoppingRows: String(stoppingRows) } : {}),
    trainAccuracy: trainAccuracy.toFixed(4),
    ...(heldOut ? { testRows: String(heldOut.rows.rows) } : {}),
    ...(tested ? { testAccuracy: tested.testAccuracy.toFixed(4) } : {}),
  });
  return {
    trained,
    blob,
    result: {
      trainAccuracy,
      ...tested,
      trainRows: rows.rows,
      ...(stoppingRows > 0 ? { stoppingRows } : {}),
      testRows: heldOut?.rows.rows ?? 0,
      bytes: blob.length,
      seconds: (performance.now() - start) / 1000,
    },
  };
}

/** What rows that were not trained on say of the model. */
function testOn(
  { labels }: DataSet,
  answers: Predictions,
): Required<Pick<RunResult, "testAccuracy" | "calibrationError">> {
  return {
    testAccuracy: accuracyOf(answers.labels, labels),
    calibrationError: calibrationError(answers, labels),
  };
}
