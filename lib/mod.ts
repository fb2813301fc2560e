/**
 * Rote's engine: train a network of lookup tables by memorization, write it as a blob, read it back
 * and predict with it. It uses the web platform only and runs in any JavaScript runtime.
 *
 * @example Train, encode, decode and predict
 * ```ts
 * import { decodeBlob, matrixFromBytes, predictRow, trainBlob } from "./mod.ts";
 *
 * // Four rows of two bits; the class is "yes" when exactly one bit is set.
 * const rows = matrixFromBytes(Uint8Array.of(0b00, 0b01, 0b10, 0b11), 4, 2);
 * const data = { rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["no", "yes"] };
 * const network = { hiddenLayers: 1, width: 4, arity: 2 };
 * const { blob, result } = trainBlob(data, { network, seed: 1 });
 * console.assert(result.trainAccuracy === 1);
 *
 * const loaded = decodeBlob(blob);
 * const { label } = predictRow(loaded, Uint8Array.of(0b10));
 * console.assert(loaded.classes[label] === "yes");
 * ```
 *
 * @module
 */

export * from "./bit_matrix.ts";
export { decodeBlob } from "./blob/decode.ts";
export { encodeBlob } from "./blob/encode.ts";
export { decodeModel, encodeModel } from "./blob/model.ts";
export type { BoostedTables } from "./boosted/boosted_tables.ts";
export { predictBoostedRow } from "./boosted/predict.ts";
export { labelBoosted, predictBoosted } from "./boosted/predict_batch.ts";
export {
  type Augmentation,
  type BoostedSettings,
  checkBoostedSettings,
  DEFAULT_BOOSTED,
  defaultBoosted,
  defaultTabular,
} from "./boosted/settings.ts";
export { DEFAULT_STOPPING, type EarlyStopping } from "./boosted/stopping.ts";
export { type BoostingOptions, type BoostingProgress, trainBoosted } from "./boosted/train.ts";
export {
  type BoostingResult,
  type BoostingRun,
  checkBoosting,
  trainBoostedBlob,
} from "./boosted/train_blob.ts";
export { calibrationError } from "./calibration.ts";
export * from "./data_set.ts";
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
export { type BitModel, type EncodedModel, withEncoder } from "./encoders/encoded_model.ts";
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
} from "./encoders/train_encoded.ts";
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
export { chooseHeldOut, holdOut, type Purpose } from "./holdout.ts";
export type { ImageSettings, InputShape } from "./input_shape.ts";
export { pruneNetwork } from "./live.ts";
export * from "./limits.ts";
export { createKernels, fastestKernels } from "./kernels/choose.ts";
export { type KernelName, KERNELS, type Kernels, MAX_THREADS } from "./kernels/kernels.ts";
export type { RunResult } from "./measured_run.ts";
export {
  bitModelOf,
  isBoosted,
  isEncoded,
  isPairwise,
  isVoting,
  labelModel,
  type LayerSize,
  layersOf,
  type Model,
  networksOf,
  predictModel,
  predictModelRow,
  predictValues,
} from "./model.ts";
export { type Layer, type LayeredModel, lutCount, type Network } from "./network.ts";
export type { PairNetwork } from "./pairs/pair_network.ts";
export { countPairs, pairwiseLutCount, type PairwiseNetworks } from "./pairs/pairwise_networks.ts";
export { predictPairsRow } from "./pairs/predict.ts";
export { labelPairs, predictPairs } from "./pairs/predict_batch.ts";
export {
  checkPairBytes,
  estimateTableBytes,
  type PairsTrainingOptions,
  trainPairs,
} from "./pairs/train.ts";
export { type Prediction, predictRow } from "./predict.ts";
export {
  accuracyOf,
  type Margins,
  predictBatch,
  type Predictions,
  predictMargins,
} from "./predict_batch.ts";
export {
  checkShape,
  countLayers,
  countLuts,
  DEFAULT_SHAPE,
  HEADS,
  HIDDEN,
  type NetworkShape,
} from "./shape.ts";
export type { LayerStatistics } from "./statistics.ts";
export { type TrainingOutcome, trainNetwork } from "./train.ts";
export {
  checkTraining,
  trainBlob,
  type TrainingResult,
  type TrainingSettings,
} from "./train_blob.ts";
export type { TrainingOptions, TrainingProgress } from "./train_layers.ts";
export { TrainingTeam } from "./training_team.ts";
export { predictVotingRow } from "./voting/predict.ts";
export { labelVoting, predictVoting } from "./voting/predict_batch.ts";
export { trainVoting } from "./voting/train.ts";
export type { VotingNetwork } from "./voting/voting_network.ts";
export type { LayerWiring } from "./wiring.ts";
