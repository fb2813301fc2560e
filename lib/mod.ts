/**
 * Rote's engine: train a network of lookup tables by memorization, write it as a blob, read it back
 * and predict with it. It uses the web platform only and runs in any JavaScript runtime.
 *
 * @example Train, encode, decode and predict
 * ```ts
 * import { decodeModel, matrixFromBytes, predictModelRow, trainBlob } from "./mod.ts";
 *
 * // Four rows of two bits; the class is "yes" when exactly one bit is set.
 * const rows = matrixFromBytes(Uint8Array.of(0b00, 0b01, 0b10, 0b11), 4, 2);
 * const data = { rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["no", "yes"] };
 * const network = { hiddenLayers: 1, width: 4, arity: 2 };
 * const { blob, result } = trainBlob(data, { network, seed: 1 });
 * console.assert(result.trainAccuracy === 1);
 *
 * const loaded = decodeModel(blob);
 * const { label } = predictModelRow(loaded, Uint8Array.of(0b10));
 * console.assert(loaded.classes[label] === "yes");
 * ```
 *
 * @module
 */

export * from "./rows/bit_matrix.ts";
export { decodeNetwork } from "./kinds/network/decode.ts";
export { encodeNetwork } from "./kinds/network/encode.ts";
export { decodeModel, encodeModel } from "./any_blob.ts";
export { FORMAT_VERSION } from "./blob/layout.ts";
export type { BoostedTables } from "./kinds/boosted/model.ts";
export { predictBoostedRow } from "./kinds/boosted/predict.ts";
export { labelBoosted, predictBoosted } from "./kinds/boosted/predict_batch.ts";
export {
  type Augmentation,
  type BoostedSettings,
  checkBoostedSettings,
  countSplits,
  DEFAULT_BOOSTED,
  defaultBoosted,
  defaultTabular,
} from "./kinds/boosted/settings.ts";
export { DEFAULT_STOPPING, type EarlyStopping } from "./kinds/boosted/training/stopping.ts";
export { trainBoosted } from "./kinds/boosted/train.ts";
export {
  type BoostedRun,
  type BoostingRun,
  checkBoosting,
  trainBoostedBlob,
} from "./methods/boosted.ts";
export { calibrationError } from "./scores/calibration.ts";
export * from "./rows/data_set.ts";
export { CellColumn, isMissingCell, MISSING_CELLS, numberOf } from "./encoders/cells.ts";
export {
  isFault,
  isScalar,
  type ReadValue,
  type ValueFault,
  valueOfCell,
  valueOfJson,
} from "./encoders/column_values.ts";
export { encodeRow, type Value } from "./encoders/encode_row.ts";
export { encodeTable } from "./encoders/encode_table.ts";
export { encodeValues } from "./encoders/encode_values.ts";
export { type EncodedModel, withEncoder } from "./encoders/encoded_model.ts";
export {
  type CategoryColumn,
  type Column,
  columnBits,
  type Encoder,
  encoderBits,
  type NumberColumn,
} from "./encoders/encoder.ts";
export {
  checkEncoderSettings,
  DEFAULT_ENCODER,
  type EncoderSettings,
  fitEncoder,
} from "./encoders/fit.ts";
export { isRecord, stepOf, valueAt, ValueFaults, type ValueRow } from "./encoders/value_rows.ts";
export { placeThresholds, type Spread, SPREADS } from "./encoders/thresholds.ts";
export {
  type EncodedData,
  type EncodedRun,
  encodeForTraining,
  encodeForTrainingInSteps,
  putEncoder,
  trainEncoded,
} from "./methods/encoded.ts";
export {
  type NumberValues,
  selectValues,
  type TextValues,
  type ValueColumn,
  type ValueSet,
  type ValueTable,
} from "./encoders/value_table.ts";
export * from "./errors.ts";
export { explainBits, explainRow, type Explanation, mostFlips } from "./explain.ts";
export * from "./exports/mod.ts";
export { atOnce } from "./steps.ts";
export { checkSeed, MAX_SEED, RandomStream, shuffleStart } from "./random.ts";
export { catchUncaught } from "./uncaught.ts";
export { chooseHeldOut, holdOut, type Purpose } from "./rows/holdout.ts";
export type { ImageSettings, InputShape } from "./rows/input_shape.ts";
export { pruneNetwork } from "./kinds/network/live.ts";
export * from "./limits.ts";
export { createKernels, fastestKernels } from "./kernels/choose.ts";
export { type KernelName, KERNELS, type Kernels, MAX_THREADS } from "./kernels/kernels.ts";
export type { RunSize, TrainedRun, TrainingResult } from "./methods/measured_run.ts";
export { type Method, type RowsToTrain, RUN_FIELDS, type RunSettings } from "./methods/method.ts";
export {
  type AnyMethod,
  type AnyRun,
  type BesideSettings,
  checkRun,
  chooseMethod,
  DEFAULT_METHOD,
  type GivenSettings,
  METHOD_NAMES,
  type MethodName,
  methodNamed,
  METHODS,
  type OwnSettings,
  SETTING_CODES,
  settingsOf,
  trainRun,
} from "./methods/mod.ts";
export {
  bitModelOf,
  isEncoded,
  labelModel,
  type Model,
  predictModel,
  predictModelRow,
  predictValues,
} from "./any_model.ts";
export { type Layer, type LayeredModel, lutCount, type Network } from "./kinds/network/model.ts";
export type { PairNetwork } from "./kinds/pairwise/pair_network.ts";
export { countPairs, pairwiseLutCount, type PairwiseNetworks } from "./kinds/pairwise/model.ts";
export { predictPairwiseRow } from "./kinds/pairwise/predict.ts";
export { labelPairwise, predictPairwise } from "./kinds/pairwise/predict_batch.ts";
export { checkPairBytes, estimateTableBytes, trainPairwise } from "./kinds/pairwise/train.ts";
export { predictRow } from "./kinds/network/predict.ts";
export type { Prediction } from "./scores/predictions.ts";
export { type Margins, predictBatch, predictMargins } from "./kinds/network/predict_batch.ts";
export { accuracyOf, type Predictions } from "./scores/predictions.ts";
export {
  checkShape,
  countLayers,
  countLuts,
  DEFAULT_SHAPE,
  HEADS,
  HIDDEN,
  type NetworkShape,
} from "./kinds/network/shape.ts";
export type { LayerStatistics } from "./kinds/network/training/statistics.ts";
export { type TrainingOutcome, trainNetwork } from "./kinds/network/train.ts";
export {
  checkTraining,
  type NetworkRun,
  trainBlob,
  type TrainingSettings,
} from "./methods/network.ts";
export type { TrainingOptions } from "./kinds/network/training/train_layers.ts";
export type { LayerSize } from "./blob/layout.ts";
export type { Description, Kind, NetworkFacts, TableFacts } from "./kinds/kind.ts";
export {
  type BitModel,
  describeModel,
  isKind,
  type KindModels,
  type KindName,
  KINDS,
  type ModelOfKind,
} from "./kinds/mod.ts";
export {
  calledOf,
  checkSettings,
  groupOf,
  nestValues,
  optionOf,
  type Setting,
  type SettingName,
  type Settings,
  type SettingsOf,
  type SettingType,
} from "./setting.ts";
export { startTeam } from "./kinds/training_team.ts";
export type { ThreadOptions } from "./threads/on_threads.ts";
export type { RunOptions, TrainingProgress } from "./threads/run_options.ts";
export type { TrainingTeam } from "./threads/team.ts";
export { predictVotingRow } from "./kinds/voting/predict.ts";
export { labelVoting, predictVoting } from "./kinds/voting/predict_batch.ts";
export { trainVoting } from "./kinds/voting/train.ts";
export type { VotingNetwork } from "./kinds/voting/model.ts";
export type { LayerWiring } from "./kinds/network/training/wiring.ts";
