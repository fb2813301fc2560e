/**
 * Whatever a blob may hold, and predicting with it: the one door for whoever does not know beforehand
 * of which kind a model is.
 *
 * @module
 */

import type { BitMatrix } from "./bit_matrix.ts";
import type { BoostedTables } from "./boosted/boosted_tables.ts";
import { predictBoostedRow } from "./boosted/predict.ts";
import { labelBoosted, predictBoosted } from "./boosted/predict_batch.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { LayeredModel, Network } from "./network.ts";
import type { PairwiseNetworks } from "./pairs/pairwise_networks.ts";
import { predictPairsRow } from "./pairs/predict.ts";
import { labelPairs, predictPairs } from "./pairs/predict_batch.ts";
import { type Prediction, predictRow } from "./predict.ts";
import { predictBatch, type Predictions } from "./predict_batch.ts";
import { predictVotingRow } from "./voting/predict.ts";
import { labelVoting, predictVoting } from "./voting/predict_batch.ts";
import type { VotingNetwork } from "./voting/voting_network.ts";

/** Whatever a blob may hold. */
export type Model = Network | VotingNetwork | PairwiseNetworks | BoostedTables;

/** The size of a layer. */
export interface LayerSize {
  /** LUTs. */
  readonly width: number;
  /** Wires of the widest of them. */
  readonly arity: number;
}

/** True for boosted tables. */
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
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictModelRow(model: Model, row: Uint8Array): Prediction {
  if (isBoosted(model)) return predictBoostedRow(model, row);
  if (isPairwise(model)) return predictPairsRow(model, row);
  return isVoting(model) ? predictVotingRow(model, row) : predictRow(model, row);
}

/**
 * Predicts the classes of many rows.
 *
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictModel(model: Model, rows: BitMatrix, kernels?: Kernels): Predictions {
  if (isBoosted(model)) return predictBoosted(model, rows, kernels);
  if (isPairwise(model)) return predictPairs(model, rows, kernels);
  return isVoting(model) ? predictVoting(model, rows, kernels) : predictBatch(model, rows, kernels);
}

/**
 * Predicts the classes of many rows without scores.
 *
 * @throws {RoteError} as {@linkcode predictModel}
 */
export function labelModel(model: Model, rows: BitMatrix, kernels?: Kernels): Uint8Array {
  if (isBoosted(model)) return labelBoosted(model, rows, kernels);
  if (isPairwise(model)) return labelPairs(model, rows, kernels);
  return isVoting(model)
    ? labelVoting(model, rows, kernels)
    : predictBatch(model, rows, kernels).labels;
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
