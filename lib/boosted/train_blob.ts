/**
 * A whole run of boosted tables: hold rows out, train, measure, encode. Whoever trains comes through
 * here, so the same data, settings and seed give the same bytes wherever they run.
 *
 * @module
 */

import { encodeBoosted } from "../blob/encode_boosted.ts";
import { checkDataSet, type DataSet } from "../data_set.ts";
import { countHeldOut } from "../holdout.ts";
import { describeImages } from "../input_shape.ts";
import { MAX_BOOSTED_CLASSES } from "../limits.ts";
import { measureRun, type RunResult } from "../measured_run.ts";
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
): { blob: Uint8Array<ArrayBuffer>; result: RunResult } {
  const { holdout: _holdout, ...tables } = settings;
  checkBoosting(data, settings, test);
  const { blob, result } = measureRun(data, settings, test, {
    settings: describeSettings(tables),
    train: (training) => trainBoosted(training, tables, options),
    label: (model, rows) => labelBoosted(model, rows, options.kernels),
    encode: (model, metadata) => encodeBoosted({ ...model, metadata }),
  });
  return { blob, result };
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
