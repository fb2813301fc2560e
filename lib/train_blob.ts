/**
 * A whole training run: hold rows out, train, measure, encode. Service, command line and tests all
 * come through here, so the same data, settings and seed give the same bytes wherever they run.
 *
 * @module
 */

import { encodeModel } from "./blob/model.ts";
import { checkDataSet, type DataSet } from "./data_set.ts";
import { countHeldOut, holdOut } from "./holdout.ts";
import { lutCount } from "./network.ts";
import { labelModel } from "./model.ts";
import { accuracyOf } from "./predict_batch.ts";
import { checkSeed } from "./random.ts";
import { checkShape, countLuts, describeShape, type NetworkShape } from "./shape.ts";
import type { LayerStatistics } from "./statistics.ts";
import { checkTestSet } from "./test_set.ts";
import { trainNetwork } from "./train.ts";
import type { TrainingProgress } from "./train_layers.ts";
import type { TrainingTeam } from "./training_team.ts";
import { trainVoting } from "./voting/train.ts";

/** What a user chooses of a training run. */
export interface TrainingSettings {
  /** The shape of the network. */
  readonly network: NetworkShape;
  /** Integer from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Share of the rows, above 0 and below 1, that is kept away from training to test on. */
  readonly holdout?: number;
  /** Report the accuracy of each layer's LUTs; then all LUTs are trained, which takes longer. */
  readonly statistics?: boolean;
}

/** What a training run found out. Accuracies are shares from 0 to 1. */
export interface TrainingResult {
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
  /** LUTs that the output depends on: those in the blob. */
  readonly liveLuts: number;
  /** LUTs before pruning. */
  readonly luts: number;
  /** Wall-clock time of the run. */
  readonly seconds: number;
  /** The paper's Table 2, if asked for. */
  readonly layers?: readonly LayerStatistics[];
}

/**
 * Trains on a data set and encodes the network.
 *
 * @param test rows to test on, in place of `settings.holdout`
 * @param team threads that help; the bytes are the same without them
 * @param isCancelled asked every few LUTs whether to stop
 * @throws {RoteError} as `checkTraining`, `trainNetwork`, `holdOut` and `encodeModel`
 */
export function trainBlob(
  data: DataSet,
  settings: TrainingSettings,
  test?: DataSet,
  onProgress?: (progress: TrainingProgress) => void,
  team?: TrainingTeam,
  isCancelled?: () => boolean,
): { blob: Uint8Array<ArrayBuffer>; result: TrainingResult } {
  const start = performance.now();
  const { network: shape, seed, holdout, statistics = false } = settings;
  checkTraining(data, settings, test);
  const { training, heldOut } = holdout === undefined
    ? { training: data, heldOut: test }
    : holdOut(data, holdout, seed);
  const train = shape.head === "vote" ? trainVoting : trainNetwork;
  const outcome = train(training, shape, seed, {
    statistics,
    ...(onProgress ? { onProgress } : {}),
    ...(team ? { team } : {}),
    ...(isCancelled ? { isCancelled } : {}),
  });
  const { network, trainAccuracy } = outcome;
  const testAccuracy = heldOut &&
    accuracyOf(labelModel(network, heldOut.rows), heldOut.labels);
  const metadata = {
    hiddenLayers: String(shape.hiddenLayers),
    width: String(shape.width),
    ...describeShape(shape),
    seed: String(seed),
    trainRows: String(training.rows.rows),
    trainAccuracy: trainAccuracy.toFixed(4),
    ...(heldOut ? { testRows: String(heldOut.rows.rows) } : {}),
    ...(testAccuracy === undefined ? {} : { testAccuracy: testAccuracy.toFixed(4) }),
  };
  const blob = encodeModel({ ...network, metadata });
  return {
    blob,
    result: {
      trainAccuracy,
      ...(testAccuracy === undefined ? {} : { testAccuracy }),
      trainRows: training.rows.rows,
      testRows: heldOut?.rows.rows ?? 0,
      bytes: blob.length,
      liveLuts: lutCount(network),
      luts: countLuts(shape),
      seconds: (performance.now() - start) / 1000,
      ...(outcome.statistics ? { layers: outcome.statistics } : {}),
    },
  };
}

/**
 * Checks what can be known of a run before it starts, so that whoever asks for it is told at once.
 *
 * @throws {RoteError} as `checkDataSet`, `checkShape` and `checkSeed`; `holdout_out_of_range`, also
 *   if there is a test set besides; for the test set `no_rows`, `row_too_short`, `row_too_long`,
 *   `labels_missing`, `label_count_mismatch`, `label_unknown_class`
 */
export function checkTraining(data: DataSet, settings: TrainingSettings, test?: DataSet): void {
  const features = data.rows.columns;
  checkDataSet(data);
  checkShape(features, settings.network);
  checkSeed(settings.seed);
  const { holdout } = settings;
  if (holdout !== undefined) countHeldOut(data, holdout);
  checkTestSet(data, test, holdout);
}
