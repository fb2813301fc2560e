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
import type { Network } from "./network.ts";
import { type Prediction, predictRow } from "./predict.ts";
import { predictBatch, type Predictions } from "./predict_batch.ts";
import { predictVotingRow } from "./voting/predict.ts";
import { labelVoting, predictVoting } from "./voting/predict_batch.ts";
import type { VotingNetwork } from "./voting/voting_network.ts";

/** Whatever a blob may hold. */
export type Model = Network | VotingNetwork | BoostedTables;

/** True for boosted tables. */
export function isBoosted(model: Model): model is BoostedTables {
  return "kind" in model && model.kind === "boosted";
}

/** True for networks whose last layer votes. */
export function isVoting(model: Model): model is VotingNetwork {
  return "kind" in model && model.kind === "voting";
}

/**
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictModelRow(model: Model, row: Uint8Array): Prediction {
  if (isBoosted(model)) return predictBoostedRow(model, row);
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
  return isVoting(model) ? predictVoting(model, rows, kernels) : predictBatch(model, rows, kernels);
}

/**
 * Predicts the classes of many rows without scores.
 *
 * @throws {RoteError} as {@linkcode predictModel}
 */
export function labelModel(model: Model, rows: BitMatrix, kernels?: Kernels): Uint8Array {
  if (isBoosted(model)) return labelBoosted(model, rows, kernels);
  return isVoting(model)
    ? labelVoting(model, rows, kernels)
    : predictBatch(model, rows, kernels).labels;
}
