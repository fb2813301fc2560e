/**
 * Inference for many rows with networks for pairs of classes: blocks of rows are packed and taken
 * through all of them; a few rows go one by one. Same answers as `predictPairwiseRow`, row by row.
 *
 * @module
 */

import { type BitMatrix, checkColumns, rowAt } from "../../rows/bit_matrix.ts";
import { labelOf, scoreRow } from "../../scores/scores.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { inBlocks } from "../../kernels/in_blocks.ts";
import { writeRecords } from "../network/layout.ts";
import type { Predictions } from "../../scores/predictions.ts";
import { countVotesOnBlock, lookUpBlock, takeBlocks } from "../network/row_blocks.ts";
import { isVotingPair } from "./pair_network.ts";
import { PairwiseLayout } from "./layout.ts";
import { pairsOf, type PairwiseNetworks } from "./model.ts";
import { sumRowVotes } from "./predict.ts";

/** Below as many rows, taking them one after the other is faster than a vector that is mostly empty. */
const ONE_BY_ONE = 3;

/**
 * Predicts the classes of many rows.
 *
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictPairwise(
  model: PairwiseNetworks,
  rows: BitMatrix,
  kernels?: Kernels,
): Predictions {
  const { scale, classes: { length: classes } } = model;
  const sums = sumVotes(model, rows, kernels);
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * classes);
  for (let row = 0, at = 0; row < labels.length; row++, at += classes) {
    labels[row] = scoreRow(scores, at, sums, at, classes, scale);
  }
  return { labels, scores };
}

/**
 * Predicts the classes of many rows without scores.
 *
 * @throws {RoteError} as {@linkcode predictPairwise}
 */
export function labelPairwise(
  model: PairwiseNetworks,
  rows: BitMatrix,
  kernels?: Kernels,
): Uint8Array {
  const classes = model.classes.length;
  const sums = sumVotes(model, rows, kernels);
  return new Uint8Array(rows.rows).map((_, row) => labelOf(sums, row * classes, classes));
}

/**
 * Adds up the votes of all pairs.
 *
 * @returns rows x classes: the votes for each class less those against it
 * @throws {RoteError} as {@linkcode predictPairwise}
 */
export function sumVotes(model: PairwiseNetworks, rows: BitMatrix, kernels?: Kernels): Int32Array {
  checkColumns(rows, model.features, "the networks read");
  const classes = model.classes.length;
  const sums = new Int32Array(rows.rows * classes);
  inBlocks(PairwiseLayout, model, rows.rows, kernels, {
    oneByOne: ONE_BY_ONE,
    one: (row) => sums.set(sumRowVotes(model, rowAt(rows, row)), row * classes),
    all: (kernels, layout) => sumBlocks(kernels, layout, model, rows, sums),
  });
  return sums;
}

/** Adds up the votes of all rows, block by block and pair by pair. */
function sumBlocks(
  kernels: Kernels,
  { block, places, votes }: PairwiseLayout,
  { pairs, classes: { length: classes } }: PairwiseNetworks,
  rows: BitMatrix,
  sums: Int32Array,
): void {
  const reached = new Uint16Array(kernels.buffer, block.addresses, block.blockRows);
  const numbers = pairsOf(classes);
  takeBlocks(
    kernels,
    block,
    rows,
    ({ vectors, hasFewRows }) =>
      pairs.forEach((network, index) =>
        writeRecords(kernels, block, places[index]!, network, vectors, hasFewRows)
      ),
    (first, count, vectors) =>
      pairs.forEach((network, index) => {
        const { low, high } = numbers[index]!;
        const ofPair = votes[index]!;
        if (isVotingPair(network)) {
          countVotesOnBlock(kernels, block, places[index]!, network, vectors);
        } else {
          lookUpBlock(kernels, block, places[index]!, network);
        }
        for (let row = 0, at = first * classes; row < count; row++, at += classes) {
          const vote = ofPair[reached[row]!]!;
          sums[at + high]! += vote;
          sums[at + low]! -= vote;
        }
      }),
  );
}
