/**
 * A whole run of boosted tables: hold rows out, train, measure, encode. Whoever trains comes through
 * here, so the same data, settings and seed give the same bytes wherever they run.
 *
 * @module
 */

import { encodeBoosted } from "../kinds/boosted/encode.ts";
import { checkDataSet, countClasses, type DataSet } from "../rows/data_set.ts";
import { holdOut, shareOf, STOPPING } from "../rows/holdout.ts";
import { describeImages } from "../rows/input_shape.ts";
import { MAX_BOOSTED_CLASSES } from "../limits.ts";
import { measureRun, type RunResult } from "./measured_run.ts";
import { checkSeed } from "../random.ts";
import { checkTestSet } from "../rows/test_set.ts";
import type { BoostedTables } from "../kinds/boosted/model.ts";
import { checkBoostingMemory } from "../kinds/boosted/training/training_layout.ts";
import { labelBoosted, predictBoosted } from "../kinds/boosted/predict_batch.ts";
import { type BoostedSettings, checkBoostedSettings } from "../kinds/boosted/settings.ts";
import { checkTableBytes, trainBoosted } from "../kinds/boosted/train.ts";
import type { BoostingOptions } from "../kinds/boosted/training/report.ts";

/** What a user chooses of a run. */
export interface BoostingRun extends BoostedSettings {
  /** Share of the rows, above 0 and below 1, that is kept away from training to test on. */
  readonly holdout?: number;
}

/** What a run found out. */
export interface BoostingResult extends RunResult {
  /** Tables that are in the blob: fewer than were asked for if training stopped early. */
  readonly tables: number;
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
  const { holdout: _holdout, ...tables } = settings;
  checkBoosting(data, settings, test);
  const { trained, blob, result } = measureRun(data, settings, test, {
    settings: describeSettings(tables),
    train: (training) => trainBoosted(training, tables, options),
    trainedOn: (training) =>
      tables.earlyStopping
        ? holdOut(training, tables.earlyStopping.share, settings.seed, STOPPING).training
        : training,
    predict: (model, rows) => predictBoosted(model, rows, options.kernels),
    label: (model, rows) => labelBoosted(model, rows, options.kernels),
    encode: (model, metadata) => encodeBoosted({ ...model, metadata }),
  });
  return { blob, result: { ...result, tables: trained.width } };
}

/**
 * Checks what can be known of a run before it starts, so that whoever asks for it is told at once.
 *
 * @throws {RoteError} as `checkDataSet` for up to 256 classes, `checkBoostedSettings` and
 *   `checkSeed`; `network_too_large`; `holdout_out_of_range`, also if there is a test set besides;
 *   `early_stopping_out_of_range`, also if its share rounds to no row; for the test set `no_rows`,
 *   `row_too_short`, `row_too_long`, `labels_missing`, `label_count_mismatch`,
 *   `label_unknown_class`
 */
export function checkBoosting(data: DataSet, settings: BoostingRun, test?: DataSet): void {
  const features = data.rows.columns;
  checkDataSet(data, MAX_BOOSTED_CLASSES);
  checkBoostedSettings(features, settings);
  checkSeed(settings.seed);
  checkTableBytes(settings);
  const { holdout, earlyStopping } = settings;
  const counts = Array.from(countClasses(data.labels, data.classes));
  const heldOut = holdout === undefined ? counts.map(() => 0) : shareOf(counts, holdout);
  const left = counts.map((count, index) => count - heldOut[index]!);
  if (earlyStopping) shareOf(left, earlyStopping.share, STOPPING);
  const trainRows = left.reduce((rows, count) => rows + count, 0);
  const { stride } = data.rows;
  checkBoostingMemory({ rows: trainRows, stride }, data.classes.length, settings);
  checkTestSet(data, test, holdout);
}

/** What the tables were trained with, as metadata; their number and arity are in the blob itself. */
function describeSettings(settings: BoostedSettings): BoostedTables["metadata"] {
  const { rate, lambda, augment, earlyStopping, seed } = settings;
  return {
    rate: String(rate),
    lambda: String(lambda),
    ...describeImages(settings),
    ...(augment ? { shift: String(augment.shift), flip: String(augment.flip) } : {}),
    ...(earlyStopping ? { patience: String(earlyStopping.patience) } : {}),
    seed: String(seed),
  };
}
