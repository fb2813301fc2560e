/**
 * Inference for one row with networks for pairs of classes: each answers, and the votes are added
 * up. Networks that a blob or training gave are whole, so nothing is checked on the way.
 *
 * @module
 */

import { checkPackedRow } from "../../rows/bit_matrix.ts";
import { scoreRow } from "../../scores/scores.ts";
import type { Prediction } from "../../scores/predictions.ts";
import { reachedBy, voteAt } from "./pair_network.ts";
import type { PairwiseNetworks } from "./model.ts";

/**
 * Predicts the class of one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictPairwiseRow(model: PairwiseNetworks, row: Uint8Array): Prediction {
  checkPackedRow(row, model.features);
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
      const vote = voteAt(network, reachedBy(network, row));
      sums[high]! += vote;
      sums[low]! -= vote;
    }
  }
  return sums;
}
