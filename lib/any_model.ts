/**
 * Whatever a blob may hold, and predicting with it: the one door for whoever does not know beforehand
 * of which kind a model is.
 *
 * @module
 */

import type { BitMatrix } from "./rows/bit_matrix.ts";
import type { BoostedTables } from "./kinds/boosted/model.ts";
import { predictBoostedRow } from "./kinds/boosted/predict.ts";
import { labelBoosted, predictBoosted } from "./kinds/boosted/predict_batch.ts";
import { encodeTable } from "./encoders/encode_table.ts";
import type { BitModel, EncodedModel } from "./encoders/encoded_model.ts";
import type { ValueTable } from "./encoders/value_table.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { LayeredModel } from "./kinds/network/model.ts";
import type { PairwiseNetworks } from "./kinds/pairwise/model.ts";
import { predictPairsRow } from "./kinds/pairwise/predict.ts";
import { labelPairs, predictPairs } from "./kinds/pairwise/predict_batch.ts";
import { predictRow } from "./kinds/network/predict.ts";
import type { Prediction } from "./scores/predictions.ts";
import { predictBatch } from "./kinds/network/predict_batch.ts";
import type { Predictions } from "./scores/predictions.ts";
import { predictVotingRow } from "./kinds/voting/predict.ts";
import { labelVoting, predictVoting } from "./kinds/voting/predict_batch.ts";
import type { VotingNetwork } from "./kinds/voting/model.ts";

/** Whatever a blob may hold. */
export type Model = BitModel | EncodedModel;

/** The size of a layer. */
export interface LayerSize {
  /** LUTs. */
  readonly width: number;
  /** Wires of the widest of them. */
  readonly arity: number;
}

/** True for a model of raw values. */
export function isEncoded(model: Model): model is EncodedModel {
  return "kind" in model && model.kind === "encoded";
}

/** What reads the bits: the model inside an encoded one, and any other model itself. */
export function bitModelOf(model: Model): BitModel {
  return isEncoded(model) ? model.model : model;
}

/** True for boosted tables, not for those inside an encoded model. */
export function isBoosted(model: Model): model is BoostedTables {
  return "kind" in model && model.kind === "boosted";
}

/** True for networks whose last layer votes. */
export function isVoting(model: Model): model is VotingNetwork {
  return "kind" in model && model.kind === "voting";
}

/** True for networks for pairs of classes. */
export function isPairwise(model: Model): model is PairwiseNetworks {
  return "kind" in model && model.kind === "pairwise";
}

/**
 * Predicts the class of one row of bits.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictModelRow(model: Model, row: Uint8Array): Prediction {
  const inside = bitModelOf(model);
  if (isBoosted(inside)) return predictBoostedRow(inside, row);
  if (isPairwise(inside)) return predictPairsRow(inside, row);
  return isVoting(inside) ? predictVotingRow(inside, row) : predictRow(inside, row);
}

/**
 * Predicts the classes of many rows of bits.
 *
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictModel(model: Model, rows: BitMatrix, kernels?: Kernels): Predictions {
  const inside = bitModelOf(model);
  if (isBoosted(inside)) return predictBoosted(inside, rows, kernels);
  if (isPairwise(inside)) return predictPairs(inside, rows, kernels);
  return isVoting(inside)
    ? predictVoting(inside, rows, kernels)
    : predictBatch(inside, rows, kernels);
}

/**
 * Predicts the classes of many rows of raw values.
 *
 * @throws {RoteError} as `encodeTable`
 */
export function predictValues(
  model: EncodedModel,
  values: ValueTable,
  kernels?: Kernels,
): Predictions {
  return predictModel(model, encodeTable(model.encoder, values), kernels);
}

/**
 * Predicts the classes of many rows of bits without scores.
 *
 * @throws {RoteError} as {@linkcode predictModel}
 */
export function labelModel(model: Model, rows: BitMatrix, kernels?: Kernels): Uint8Array {
  const inside = bitModelOf(model);
  if (isBoosted(inside)) return labelBoosted(inside, rows, kernels);
  if (isPairwise(inside)) return labelPairs(inside, rows, kernels);
  return isVoting(inside)
    ? labelVoting(inside, rows, kernels)
    : predictBatch(inside, rows, kernels).labels;
}

/**
 * The layers of LUTs of a model, from the inputs to the output. Layers of networks for pairs of
 * classes are added up: their widths, and the widest arity among them.
 */
export function layersOf(model: LayeredModel | PairwiseNetworks): LayerSize[] {
  const sizes: LayerSize[] = [];
  for (const { layers } of networksOf(model)) {
    layers.forEach(({ width, arity }, index) => {
      const sum = sizes[index] ?? { width: 0, arity: 0 };
      sizes[index] = { width: sum.width + width, arity: Math.max(sum.arity, arity) };
    });
  }
  return sizes;
}

/** The networks that a model consists of: itself, or one for each pair of classes. */
export function networksOf(model: LayeredModel | PairwiseNetworks): readonly LayeredModel[] {
  return "pairs" in model ? model.pairs : [model];
}
