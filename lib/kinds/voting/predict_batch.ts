/**
 * Inference with a voting network for many rows: blocks of them are taken through all layers, then
 * the votes on each row are counted; a few rows go one by one. Same answers as `predictVotingRow`,
 * row by row.
 *
 * @module
 */

import { type BitMatrix, checkColumns, rowAt } from "../../rows/bit_matrix.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { inBlocks } from "../../kernels/in_blocks.ts";
import { NetworkLayout, writeRecords } from "../network/layout.ts";
import type { Predictions } from "../../scores/predictions.ts";
import { countVotesOnBlock, takeBlocks } from "../network/row_blocks.ts";
import { scoreRow } from "../../scores/scores.ts";
import { countRowVotes, surplusOf } from "./predict.ts";
import type { VotingNetwork } from "./model.ts";

/** Below as many rows, taking them one after the other is faster than a vector that is mostly empty. */
const ONE_BY_ONE = 3;

/** Takes the number of votes for class 1 on a row. */
type Take = (row: number, ones: number) => void;

/**
 * Predicts the classes of many rows.
 *
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictVoting(
  model: VotingNetwork,
  rows: BitMatrix,
  kernels?: Kernels,
): Predictions {
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(2 * rows.rows);
  // Nothing depends on a row but its votes, so there are few answers to many rows.
  const known = new Map<number, Float64Array>();
  countAllVotes(model, rows, kernels, (row, ones) => {
    let answer = known.get(ones);
    if (!answer) {
      known.set(ones, answer = new Float64Array(2));
      scoreRow(answer, 0, [0, surplusOf(ones, model)], 0, 2, model.scale);
    }
    labels[row] = labelOfVotes(ones, model);
    scores[2 * row] = answer[0]!;
    scores[2 * row + 1] = answer[1]!;
  });
  return { labels, scores };
}

/**
 * Predicts the classes of many rows without scores.
 *
 * @throws {RoteError} as {@linkcode predictVoting}
 */
export function labelVoting(model: VotingNetwork, rows: BitMatrix, kernels?: Kernels): Uint8Array {
  const labels = new Uint8Array(rows.rows);
  countAllVotes(model, rows, kernels, (row, ones) => labels[row] = labelOfVotes(ones, model));
  return labels;
}

/** Class 1 if more than half of the votes are for it. */
function labelOfVotes(ones: number, model: VotingNetwork): 0 | 1 {
  return surplusOf(ones, model) > 0 ? 1 : 0;
}

/** Counts the votes on all rows. */
function countAllVotes(
  model: VotingNetwork,
  rows: BitMatrix,
  kernels: Kernels | undefined,
  take: Take,
): void {
  checkColumns(rows, model.features, "the network reads");
  inBlocks(NetworkLayout, model, rows.rows, kernels, {
    oneByOne: ONE_BY_ONE,
    one: (row) => take(row, countRowVotes(model, rowAt(rows, row))),
    all: (kernels, layout) => countBlocks(kernels, layout, model, rows, take),
  });
}

/** Counts the votes on all rows, block by block. */
function countBlocks(
  kernels: Kernels,
  { block, places }: NetworkLayout,
  model: VotingNetwork,
  rows: BitMatrix,
  take: Take,
): void {
  const votes = new Uint16Array(kernels.buffer, block.addresses, block.blockRows);
  takeBlocks(
    kernels,
    block,
    rows,
    ({ vectors, hasFewRows }) => writeRecords(kernels, block, places, model, vectors, hasFewRows),
    (first, count, vectors) => {
      countVotesOnBlock(kernels, block, places, model, vectors);
      for (let row = 0; row < count; row++) take(first + row, votes[row]!);
    },
  );
}
