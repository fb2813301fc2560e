/**
 * What all whole runs have in common, whatever is trained: rows are held out, accuracies measured and
 * written into the metadata, and the model is encoded. So every blob says the same things alike.
 *
 * @module
 */

import type { BitMatrix } from "./bit_matrix.ts";
import type { DataSet } from "./data_set.ts";
import { holdOut } from "./holdout.ts";
import { accuracyOf } from "./predict_batch.ts";

/** What every run finds out. Accuracies are shares from 0 to 1. */
export interface RunResult {
  /** On the rows that were trained on. */
  readonly trainAccuracy: number;
  /** On the held-out rows or the test set; absent if there is neither. */
  readonly testAccuracy?: number;
  /** Rows trained on, held-out ones not included. */
  readonly trainRows: number;
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
  label(trained: Trained, rows: BitMatrix): Uint8Array;
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
  const accuracy = ({ rows, labels }: DataSet) => accuracyOf(steps.label(trained, rows), labels);
  const trainAccuracy = steps.trainAccuracy?.(trained) ?? accuracy(training);
  const testAccuracy = heldOut && accuracy(heldOut);
  const blob = steps.encode(trained, {
    ...steps.settings,
    trainRows: String(training.rows.rows),
    trainAccuracy: trainAccuracy.toFixed(4),
    ...(heldOut ? { testRows: String(heldOut.rows.rows) } : {}),
    ...(testAccuracy === undefined ? {} : { testAccuracy: testAccuracy.toFixed(4) }),
  });
  return {
    trained,
    blob,
    result: {
      trainAccuracy,
      ...(testAccuracy === undefined ? {} : { testAccuracy }),
      trainRows: training.rows.rows,
      testRows: heldOut?.rows.rows ?? 0,
      bytes: blob.length,
      seconds: (performance.now() - start) / 1000,
    },
  };
}
