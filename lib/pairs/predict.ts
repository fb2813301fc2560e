/**
 * Inference for one row with networks for pairs of classes: each answers, and the votes are added
 * up. Networks that a blob or training gave are whole, so nothing is checked on the way.
 *
 * @module
 */

import { rowBytes } from "../bit_matrix.ts";
import { scoreRow } from "../scores.ts";
import { refuse } from "../errors.ts";
import { outputLayer } from "../network.ts";
import { outputAddress, type Prediction } from "../predict.ts";
import { type PairwiseNetworks, voteOf } from "./pairwise_networks.ts";

/**
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictPairsRow(model: PairwiseNetworks, row: Uint8Array): Prediction {
  const bytes = rowBytes(model.features);
  if (row.length !== bytes) {
    throw refuse(
      row.length < bytes ? "row_too_short" : "row_too_long",
      `A packed row of ${model.features} features has ${bytes} bytes, not ${row.length}`,
    );
  }
  const classes = model.classes.length;
  const scores = new Float64Array(classes);
  const sums = sumRowVotes(model, row);
  return { label: scoreRow(scores, 0, sums, 0, classes, model.scale), scores: [...scores] };
}

/** For each class the votes for it less the votes against it. */
export function sumRowVotes({ pairs, classes }: PairwiseNetworks, row: Uint8Array): Int32Array {
  const sums = new Int32Array(classes.length);
  let pair = 0;
  for (let low = 0; low < sums.length; low++) {
    for (let high = low + 1; high < sums.length; high++) {
      const network = pairs[pair++]!;
      const address = outputAddress(network, row);
      const vote = voteOf(network.margins[address]!);
      const isHigher = (outputLayer(network).tables[address >>> 3]! >>> (address & 7)) & 1;
      sums[isHigher ? high : low]! += vote;
      sums[isHigher ? low : high]! -= vote;
    }
  }
  return sums;
}
