/**
 * The network of a pair of classes: one whose output LUT answers, or one whose last layer votes. Either
 * way all that matters of a row is one number that it reaches: an address, or a count of votes.
 *
 * @module
 */

import { type Network, outputLayer } from "../network/model.ts";
import { outputAddress } from "../network/predict.ts";
import { SCORE_ONE, scoreRow } from "../../scores/scores.ts";
import { countRowVotes, surplusOf } from "../voting/predict.ts";
import { voterCount, type VotingNetwork } from "../voting/model.ts";

/** A network that tells the two classes of a pair apart. */
export type PairNetwork = Network | VotingNetwork;

/** True for a network whose last layer votes. */
export function isVotingPair(network: PairNetwork): network is VotingNetwork {
  return network.kind === "voting";
}

/** The address at which a row reads the output LUT, or its votes for class 1. */
export function reachedBy(network: PairNetwork, row: Uint8Array): number {
  return isVotingPair(network) ? countRowVotes(network, row) : outputAddress(network, row);
}

/** For each number that rows may reach what the network says for its class 1: see {@linkcode voteAt}. */
export function allVotes(network: PairNetwork): Int16Array {
  const length = isVotingPair(network) ? voterCount(network) + 1 : network.margins.length;
  return new Int16Array(length).map((_, reached) => voteAt(network, reached));
}

/** What the network says for its class 1, from -625 to 625, of rows that reach a number. */
export function voteAt(network: PairNetwork, reached: number): number {
  if (isVotingPair(network)) {
    const scores = new Float64Array(2);
    const sums = [0, surplusOf(reached, network)];
    const label = scoreRow(scores, 0, sums, 0, 2, network.scale);
    const margin = Math.round(scores[label]! * SCORE_ONE) - SCORE_ONE / 2;
    return label === 1 ? weigh(margin) : -weigh(margin);
  }
  const label = (outputLayer(network).tables[reached >>> 3]! >>> (reached & 7)) & 1;
  const vote = weigh(network.margins[reached]!);
  return label === 1 ? vote : -vote;
}

/**
 * The weight of a vote, 0 to 625, for the margin of a network: round(margin / 16), halves up. Sums of
 * 63 votes then fit 17 bits, and the scale that belongs to them has three digits or more.
 */
function weigh(margin: number): number {
  return (margin + 8) >> 4;
}
