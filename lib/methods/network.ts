/**
 * A whole training run: hold rows out, train, measure, encode. Service, command line and tests all
 * come through here, so the same data, settings and seed give the same bytes wherever they run.
 *
 * @module
 */

import { encodePairwise } from "../kinds/pairwise/encode.ts";
import { encodeModel } from "../any_blob.ts";
import { checkDataSet, type DataSet } from "../rows/data_set.ts";
import { refuse } from "../errors.ts";
import { countHeldOut } from "../rows/holdout.ts";
import { CLASSES, MAX_PAIRWISE_CLASSES } from "../limits.ts";
import { measureRun, type RunResult } from "./measured_run.ts";
import { labelModel, predictModel } from "../any_model.ts";
import { lutCount } from "../kinds/network/model.ts";
import { pairwiseLutCount } from "../kinds/pairwise/model.ts";
import { labelPairwise, predictPairwise } from "../kinds/pairwise/predict_batch.ts";
import { checkPairBytes, estimateTableBytes, trainPairwise } from "../kinds/pairwise/train.ts";
import { checkSeed } from "../random.ts";
import { checkShape, countLuts, describeShape, type NetworkShape } from "../kinds/network/shape.ts";
import type { LayerStatistics } from "../kinds/network/training/statistics.ts";
import { checkTestSet } from "../rows/test_set.ts";
import { trainNetwork } from "../kinds/network/train.ts";
import type { TrainingProgress } from "../kinds/network/training/train_layers.ts";
import type { TrainingTeam } from "../threads/team.ts";
import { trainVoting } from "../kinds/voting/train.ts";

/** What a user chooses of a training run. */
export interface TrainingSettings {
  /** The shape of the network. */
  readonly network: NetworkShape;
  /** Integer from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Share of the rows, above 0 and below 1, that is kept away from training to test on. */
  readonly holdout?: number;
  /** Report the accuracy of each layer's LUTs; then all LUTs are trained, which takes longer. Two
   * classes only.  */
  readonly statistics?: boolean;
}

/** What a training run found out. */
export interface TrainingResult extends RunResult {
  /** LUTs that the output depends on: those in the blob. */
  readonly liveLuts: number;
  /** LUTs before pruning. */
  readonly luts: number;
  /** The paper's Table 2, if asked for. */
  readonly layers?: readonly LayerStatistics[];
}

/**
 * Trains on a data set and encodes what comes of it: a network for two classes, and for more of them
 * a network for each pair.
 *
 * @param test rows to test on, in place of `settings.holdout`
 * @param team threads that help; the bytes are the same without them
 * @param isCancelled asked every few LUTs whether to stop
 * @throws {RoteError} as `checkTraining`, `trainNetwork`, `trainPairwise`, `holdOut` and `encodeModel`
 */
export function trainBlob(
  data: DataSet,
  settings: TrainingSettings,
  test?: DataSet,
  onProgress?: (progress: TrainingProgress) => void,
  team?: TrainingTeam,
  isCancelled?: () => boolean,
): { blob: Uint8Array<ArrayBuffer>; result: TrainingResult } {
  const { network: shape, seed, statistics = false } = settings;
  checkTraining(data, settings, test);
  const options = {
    ...(onProgress ? { onProgress } : {}),
    ...(team ? { team } : {}),
    ...(isCancelled ? { isCancelled } : {}),
  };
  const described = {
    hiddenLayers: String(shape.hiddenLayers),
    width: String(shape.width),
    ...describeShape(shape),
    seed: String(seed),
  };
  if (data.classes.length > CLASSES) {
    const { trained, blob, result } = measureRun(data, settings, test, {
      settings: described,
      train: (training) => trainPairwise(training, shape, seed, options),
      label: labelPairwise,
      predict: predictPairwise,
      encode: (model, metadata) => encodePairwise({ ...model, metadata }),
    });
    const luts = trained.pairs.length * countLuts(shape);
    return { blob, result: { ...result, liveLuts: pairwiseLutCount(trained), luts } };
  }
  const train = shape.head === "vote" ? trainVoting : trainNetwork;
  const { trained, blob, result } = measureRun(data, settings, test, {
    settings: described,
    train: (training) => train(training, shape, seed, { statistics, ...options }),
    label: ({ network }, rows) => labelModel(network, rows),
    predict: ({ network }, rows) => predictModel(network, rows),
    trainAccuracy: (outcome) => outcome.trainAccuracy,
    encode: ({ network }, metadata) => encodeModel({ ...network, metadata }),
  });
  return {
    blob,
    result: {
      ...result,
      liveLuts: lutCount(trained.network),
      luts: countLuts(shape),
      ...(trained.statistics ? { layers: trained.statistics } : {}),
    },
  };
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
