/**
 * A whole run of boosted tables: hold rows out, train, measure, encode. Whoever trains comes through
 * here, so the same data, settings and seed give the same bytes wherever they run.
 *
 * @module
 */

import { encodeBoosted } from "../kinds/boosted/encode.ts";
import { labelBoosted, predictBoosted } from "../kinds/boosted/predict_batch.ts";
import {
  BOOSTED_SETTINGS,
  type BoostedSettings,
  checkBoostedSettings,
  DEFAULT_BOOSTED,
  defaultBoosted,
  defaultTabular,
} from "../kinds/boosted/settings.ts";
import { choosesWires } from "../kinds/boosted/training/choosing.ts";
import { checkTableBytes, trainBoosted } from "../kinds/boosted/train.ts";
import { checkBoostingMemory } from "../kinds/boosted/training/training_layout.ts";
import { MAX_BOOSTED_CLASSES } from "../limits.ts";
import { checkSeed } from "../random.ts";
import { checkDataSet, countClasses, type DataSet } from "../rows/data_set.ts";
import { holdOut, shareOf, STOPPING } from "../rows/holdout.ts";
import { checkTestSet } from "../rows/test_set.ts";
import { describeSettings } from "../setting.ts";
import type { RunOptions } from "../threads/run_options.ts";
import { measureRun, type TrainedRun } from "./measured_run.ts";
import type { Method, RunSettings } from "./method.ts";

/** What a user chooses of a run. */
export interface BoostingRun extends BoostedSettings, RunSettings {}

/** The same beside runs of other methods. */
export type BoostedRun = BoostingRun & { readonly method: "boosted" };

/** Boosted tables as a method. */
export const BOOSTED_METHOD: Method<BoostedRun, Omit<BoostedSettings, "seed">> = {
  title: "Boosted tables",
  plural: "boosted tables",
  words: `one layer of boosted tables, for up to ${MAX_BOOSTED_CLASSES} classes`,
  mostClasses: MAX_BOOSTED_CLASSES,
  fields: BOOSTED_SETTINGS,
  start: DEFAULT_BOOSTED,
  complete(given, { rows, features, isTabular }, run) {
    const usual = isTabular ? defaultTabular(rows, features) : defaultBoosted(features);
    return { method: "boosted", ...usual, ...given, ...run };
  },
  own: (settings) => settings,
  checkSettings: checkBoostedSettings,
  check: checkBoosting,
  checkBytes: (settings, _classes, most, limit) => checkTableBytes(settings, most, limit),
  countLayers: () => 1,
  train: trainBoostedBlob,
};

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
  options: RunOptions = {},
): TrainedRun {
  const { holdout: _holdout, ...tables } = settings;
  checkBoosting(data, settings, test);
  return measureRun(data, settings, test, {
    settings: {
      ...describeSettings(BOOSTED_SETTINGS, tables),
      // Wires that are drawn are what a blob without a word has.
      ...(choosesWires(tables) ? { candidates: String(tables.candidates) } : {}),
      seed: String(settings.seed),
    },
    train: (training) => trainBoosted(training, tables, options),
    trainedOn: (training) =>
      tables.earlyStopping
        ? holdOut(training, tables.earlyStopping.share, settings.seed, STOPPING).training
        : training,
    predict: (model, rows) => predictBoosted(model, rows, options.kernels),
    label: (model, rows) => labelBoosted(model, rows, options.kernels),
    encode: (model, metadata) => encodeBoosted({ ...model, metadata }),
    // All that training did not stop before are live.
    sizeOf: ({ width }) => ({ liveLuts: width, luts: settings.tables }),
  });
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
  checkBoostingMemory(
    { rows: trainRows, columns: features, stride },
    data.classes.length,
    settings,
  );
  checkTestSet(data, test, holdout);
}
