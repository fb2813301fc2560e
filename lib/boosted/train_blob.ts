/**
 * A whole run of boosted tables: hold rows out, train, measure, encode. Whoever trains comes through
 * here, so the same data, settings and seed give the same bytes wherever they run.
 *
 * @module
 */

import { encodeBoosted } from "../blob/encode_boosted.ts";
import { checkDataSet, type DataSet } from "../data_set.ts";
import { countHeldOut, holdOut } from "../holdout.ts";
import { describeImages } from "../input_shape.ts";
import { MAX_BOOSTED_CLASSES } from "../limits.ts";
import { accuracyOf } from "../predict_batch.ts";
import { checkSeed } from "../random.ts";
import { checkTestSet } from "../test_set.ts";
import type { BoostedTables } from "./boosted_tables.ts";
import { checkBoostingMemory } from "./boosting_job.ts";
import { labelBoosted } from "./predict_batch.ts";
import { type BoostedSettings, checkBoostedSettings } from "./settings.ts";
import { type BoostingOptions, checkTableBytes, trainBoosted } from "./train.ts";

/** What a user chooses of a run. */
export interface BoostingRun extends BoostedSettings {
  /** Share of the rows, above 0 and below 1, that is kept away from training to test on. */
  readonly holdout?: number;
}

/** What a run found out. Accuracies are shares from 0 to 1. */
export interface BoostingResult {
  /** On the rows that were trained on, without their copies. */
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

/**
 * Trains on a data set and encodes the tables.
 *
 * @param test rows to test on, in place of `settings.holdout`
 * @throws {RoteError} as `checkBoosting`, `trainBoosted`, `holdOut` and `encodeBoosted`
 */
export function trainBoostedBlob(
  data: DataSet,
  settings: BoostingRun,
  test?: DataSet,
  options: BoostingOptions = {},
): { blob: Uint8Array<ArrayBuffer>; result: BoostingResult } {
  const start = performance.now();
  const { holdout, ...tables } = settings;
  checkBoosting(data, settings, test);
  const { training, heldOut } = holdout === undefined
    ? { training: data, heldOut: test }
    : holdOut(data, holdout, settings.seed);
  const model = trainBoosted(training, tables, options);
  const accuracy = ({ rows, labels }: DataSet) =>
    accuracyOf(labelBoosted(model, rows, options.kernels), labels);
  const trainAccuracy = accuracy(training);
  const testAccuracy = heldOut && accuracy(heldOut);
  const metadata = {
    ...describeSettings(tables),
    trainRows: String(training.rows.rows),
    trainAccuracy: trainAccuracy.toFixed(4),
    ...(heldOut ? { testRows: String(heldOut.rows.rows) } : {}),
    ...(testAccuracy === undefined ? {} : { testAccuracy: testAccuracy.toFixed(4) }),
  };
  const blob = encodeBoosted({ ...model, metadata });
  return {
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

/**
 * Checks what can be known of a run before it starts, so that whoever asks for it is told at once.
 *
 * @throws {RoteError} as `checkDataSet` for up to 256 classes, `checkBoostedSettings` and
 *   `checkSeed`; `network_too_large`; `holdout_out_of_range`, also if there is a test set besides; for the test set
 *   `no_rows`, `row_too_short`, `row_too_long`, `labels_missing`, `label_count_mismatch`,
 *   `label_unknown_class`
 */
export function checkBoosting(data: DataSet, settings: BoostingRun, test?: DataSet): void {
  const features = data.rows.columns;
  checkDataSet(data, MAX_BOOSTED_CLASSES);
  checkBoostedSettings(features, settings);
  checkSeed(settings.seed);
  checkTableBytes(settings);
  const { holdout } = settings;
  const heldOut = holdout === undefined ? [] : countHeldOut(data, holdout);
  const trainRows = heldOut.reduce((rows, count) => rows - count, data.rows.rows);
  const { stride } = data.rows;
  checkBoostingMemory({ rows: trainRows, stride }, data.classes.length, settings);
  checkTestSet(data, test, holdout);
}

/** What the tables were trained with, as metadata; their number and arity are in the blob itself. */
function describeSettings(settings: BoostedSettings): BoostedTables["metadata"] {
  const { rate, lambda, augment, seed } = settings;
  return {
    rate: String(rate),
    lambda: String(lambda),
    ...describeImages(settings),
    ...(augment ? { shift: String(augment.shift), flip: String(augment.flip) } : {}),
    seed: String(seed),
  };
}
