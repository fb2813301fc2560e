/**
 * The definition of networks for pairs of classes: training pair by pair and inference row by row,
 * by the definition of a single network. Every fast path is tested against it bit for bit.
 *
 * @module
 */

import type { BitMatrix } from "../../rows/bit_matrix.ts";
import { scoreRow } from "../../scores/scores.ts";
import { fitScale } from "../../scores/calibration.ts";
import { checkDataSet, type DataSet } from "../../rows/data_set.ts";
import { MAX_PAIRWISE_CLASSES } from "../../limits.ts";
import { MARGIN_ONE } from "../network/model.ts";
import { predictByDefinition, trainByDefinition } from "../network/oracle.ts";
import type { Predictions } from "../../scores/predictions.ts";
import { checkSeed } from "../../random.ts";
import { checkShape, type NetworkShape } from "../network/shape.ts";
import { countFolds, foldAt, pairData, pairSeed } from "./pair_data.ts";
import { predictVotingByDefinition, trainVotingByDefinition } from "../voting/oracle.ts";
import type { PairNetwork } from "./pair_network.ts";
import { pairsOf, type PairwiseNetworks } from "./model.ts";

/**
 * Trains a network for each pair of classes, without pruning. The scale is fitted on rows that are
 * kept from networks trained for nothing else.
 *
 * @throws {RoteError} as `checkDataSet` for up to 64 classes, `checkShape` and `checkSeed`
 */
export function trainPairsByDefinition(
  data: DataSet,
  shape: NetworkShape,
  seed: number,
): PairwiseNetworks {
  checkDataSet(data, MAX_PAIRWISE_CLASSES);
  const { classes, labels, rows: { columns: features } } = data;
  checkShape(features, shape);
  checkSeed(seed);
  const trainPair = shape.head === "vote" ? trainVotingByDefinition : trainByDefinition;
  const train = (rows: DataSet): PairNetwork[] =>
    pairsOf(classes.length).map((pair) =>
      trainPair(pairData(rows, pair), shape, pairSeed(seed, pair))
    );
  const keptSums: number[] = [];
  const keptLabels: number[] = [];
  for (let fold = 1; fold <= countFolds(labels, classes.length); fold++) {
    const { training, kept } = foldAt(data, fold);
    keptSums.push(...sumVotes(train(training), kept.rows, classes.length).flat());
    keptLabels.push(...kept.labels);
  }
  const scale = fitScale(
    Int32Array.from(keptSums),
    Uint8Array.from(keptLabels),
    classes.length,
  );
  return { kind: "pairwise", features, classes, pairs: train(data), scale, metadata: {} };
}

/** Predicts rows. */
export function predictPairsByDefinition(model: PairwiseNetworks, rows: BitMatrix): Predictions {
  const classes = model.classes.length;
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * classes);
  sumVotes(model.pairs, rows, classes).forEach((sums, row) => {
    labels[row] = scoreRow(scores, row * classes, sums, 0, classes, model.scale);
  });
  return { labels, scores };
}

/** For each row and class the votes for it less the votes against it. */
function sumVotes(pairs: readonly PairNetwork[], rows: BitMatrix, classes: number): number[][] {
  const sums = Array.from({ length: rows.rows }, () => new Array<number>(classes).fill(0));
  pairsOf(classes).forEach(({ low, high }, index) => {
    const network = pairs[index]!;
    const { labels, scores } = network.kind === "voting"
      ? predictVotingByDefinition(network, rows)
      : predictByDefinition(network, rows);
    sums.forEach((ofRow, row) => {
      // The margin of the predicted class, from its score (`scoresOfMargin`).
      const margin = Math.round((2 * scores[2 * row + labels[row]!]! - 1) * MARGIN_ONE);
      const vote = Math.floor((margin + 8) / 16);
      ofRow[labels[row] === 1 ? high : low]! += vote;
      ofRow[labels[row] === 1 ? low : high]! -= vote;
    });
  });
  return sums;
}
