/**
 * A whole run of networks: hold rows out, train, measure, encode. Service, command line and tests all
 * come through here, so the same data, settings and seed give the same bytes wherever they run.
 *
 * @module
 */

import { encodeModel } from "../any_blob.ts";
import { labelModel, predictModel } from "../any_model.ts";
import { refuse } from "../errors.ts";
import { lutCount } from "../kinds/network/model.ts";
import {
  checkShape,
  countLayers,
  countLuts,
  DEFAULT_SHAPE,
  type NetworkShape,
  SHAPE_SETTINGS,
} from "../kinds/network/shape.ts";
import { trainNetwork } from "../kinds/network/train.ts";
import { encodePairwise } from "../kinds/pairwise/encode.ts";
import { pairwiseLutCount } from "../kinds/pairwise/model.ts";
import { labelPairwise, predictPairwise } from "../kinds/pairwise/predict_batch.ts";
import { checkPairBytes, estimateTableBytes, trainPairwise } from "../kinds/pairwise/train.ts";
import { trainVoting } from "../kinds/voting/train.ts";
import { CLASSES, MAX_PAIRWISE_CLASSES } from "../limits.ts";
import { checkSeed } from "../random.ts";
import { checkDataSet, type DataSet } from "../rows/data_set.ts";
import { countHeldOut } from "../rows/holdout.ts";
import { checkTestSet } from "../rows/test_set.ts";
import { describeSettings } from "../setting.ts";
import type { RunOptions } from "../threads/run_options.ts";
import { measureRun, type TrainedRun } from "./measured_run.ts";
import type { Method, RunSettings } from "./method.ts";

/** What a user chooses of a training run. */
export interface TrainingSettings extends RunSettings {
  /** The shape of the network. */
  readonly network: NetworkShape;
  /** Report the accuracy of each layer's LUTs; then all LUTs are trained, which takes longer. Two
   * classes only.  */
  readonly statistics?: boolean;
}

/** The same beside runs of other methods. */
export type NetworkRun = TrainingSettings & { readonly method: "network" };

/** Networks as a method. */
export const NETWORK_METHOD: Method<
  NetworkRun,
  NetworkShape,
  Pick<TrainingSettings, "statistics">
> = {
  title: "Network",
  plural: "networks",
  words: `the paper's network of LUTs, for three to ${MAX_PAIRWISE_CLASSES} classes one for each ` +
    `pair of them`,
  mostClasses: MAX_PAIRWISE_CLASSES,
  fields: SHAPE_SETTINGS,
  beside: {
    statistics: {
      type: "flag",
      usual: false,
      code: "statistics_not_supported",
      words: "Report the accuracy of each layer's LUTs; every LUT is trained then, live or not",
      help: "show how well the LUTs of each layer do (trains all of them)",
    },
  },
  start: DEFAULT_SHAPE,
  complete({ statistics, ...given }, { features }, run) {
    const { width } = { ...DEFAULT_SHAPE, ...given };
    const arity = Math.max(1, Math.min(DEFAULT_SHAPE.arity, width, features));
    return {
      method: "network",
      network: { ...DEFAULT_SHAPE, arity, ...given },
      ...run,
      ...(statistics ? { statistics } : {}),
    };
  },
  own: ({ network }) => network,
  checkSettings: (features, { network }) => checkShape(features, network),
  check: checkTraining,
  checkBytes({ network }, classes, most) {
    if (classes > CLASSES) checkPairBytes(estimateTableBytes(classes, network), most);
  },
  countLayers: ({ network }) => countLayers(network),
  train: trainBlob,
};

/**
 * Trains on a data set and encodes what comes of it: a network for two classes, and for more of them
 * a network for each pair.
 *
 * @param test rows to test on, in place of `settings.holdout`
 * @throws {RoteError} as `checkTraining`, `trainNetwork`, `trainPairwise`, `holdOut` and `encodeModel`
 */
export function trainBlob(
  data: DataSet,
  settings: TrainingSettings,
  test?: DataSet,
  options: RunOptions = {},
): TrainedRun {
  const { network: shape, seed, statistics = false } = settings;
  checkTraining(data, settings, test);
  const described = { ...describeSettings(SHAPE_SETTINGS, shape), seed: String(seed) };
  if (data.classes.length > CLASSES) {
    return measureRun(data, settings, test, {
      settings: described,
      train: (training) => trainPairwise(training, shape, seed, options),
      label: (model, rows) => labelPairwise(model, rows, options.kernels),
      predict: (model, rows) => predictPairwise(model, rows, options.kernels),
      encode: (model, metadata) => encodePairwise({ ...model, metadata }),
      sizeOf: (model) => ({
        liveLuts: pairwiseLutCount(model),
        luts: model.pairs.length * countLuts(shape),
      }),
    });
  }
  const train = shape.head === "vote" ? trainVoting : trainNetwork;
  return measureRun(data, settings, test, {
    settings: described,
    train: (training) => train(training, shape, seed, { statistics, ...options }),
    label: ({ network }, rows) => labelModel(network, rows, options.kernels),
    predict: ({ network }, rows) => predictModel(network, rows, options.kernels),
    trainAccuracy: (outcome) => outcome.trainAccuracy,
    encode: ({ network }, metadata) => encodeModel({ ...network, metadata }),
    sizeOf: ({ network, statistics: layers }) => ({
      liveLuts: lutCount(network),
      luts: countLuts(shape),
      ...(layers ? { layers } : {}),
    }),
  });
}

/**
 * Checks what can be known of a run before it starts, so that whoever asks for it is told at once.
 *
 * @throws {RoteError} as `checkDataSet` for up to 64 classes, `checkShape` and `checkSeed`; for three
 *   classes or more `statistics_not_supported` and `network_too_large`; `holdout_out_of_range`, also
 *   if there is a test set besides; for the test set `no_rows`, `row_too_short`, `row_too_long`,
 *   `labels_missing`, `label_count_mismatch`, `label_unknown_class`
 */
export function checkTraining(data: DataSet, settings: TrainingSettings, test?: DataSet): void {
  const { network: shape, seed, statistics } = settings;
  const { rows: { columns: features }, classes: { length: classes } } = data;
  checkDataSet(data, MAX_PAIRWISE_CLASSES);
  checkShape(features, shape);
  checkSeed(seed);
  if (classes > CLASSES) {
    if (statistics) throw statisticsOfMany(classes);
    checkPairBytes(estimateTableBytes(classes, shape));
  }
  const { holdout } = settings;
  if (holdout !== undefined) countHeldOut(data, holdout);
  checkTestSet(data, test, holdout);
}

function statisticsOfMany(classes: number) {
  return refuse(
    "statistics_not_supported",
    `statistics are those of one network, which tells two classes apart; ${classes} classes take a ` +
      `network for each pair of them`,
    { field: "statistics" },
  );
}
