/**
 * Inference with a voting network for one row: the lookups of a network, then counting.
 *
 * @module
 */

import { checkPackedRow } from "../../rows/bit_matrix.ts";
import { MAX_FEATURES, MAX_WIDTH } from "../../limits.ts";
import { lookUpRow, spreadBits } from "../network/predict.ts";
import type { Prediction } from "../../scores/predictions.ts";
import { scoreRow } from "../../scores/scores.ts";
import { voterCount, type VotingNetwork } from "./model.ts";

/** One byte for each bit that a layer reads, and for each that it puts out; the next one swaps them. */
const EVEN = new Uint8Array(Math.max(MAX_WIDTH, MAX_FEATURES));
const ODD = new Uint8Array(EVEN.length);

/**
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictVotingRow(model: VotingNetwork, row: Uint8Array): Prediction {
  checkPackedRow(row, model.features);
  const scores = new Float64Array(2);
  const sums = [0, surplusOf(countRowVotes(model, row), model)];
  return { label: scoreRow(scores, 0, sums, 0, 2, model.scale), scores: [...scores] };
}

/** How many LUTs of the last layer put out 1 for a row. */
export function countRowVotes({ layers, features }: VotingNetwork, row: Uint8Array): number {
  let inputs = EVEN;
  let outputs = ODD;
  spreadBits(inputs, row, features);
  for (let layer = 0; layer < layers.length; layer++) {
    lookUpRow(outputs, layers[layer]!, inputs);
    [inputs, outputs] = [outputs, inputs];
  }
  let ones = 0;
  for (let lut = 0; lut < layers[layers.length - 1]!.width; lut++) ones += inputs[lut]!;
  return ones;
}

/** What so many votes for class 1 say for it: more of them than against it. */
export function surplusOf(ones: number, model: VotingNetwork): number {
  return 2 * ones - voterCount(model);
}
