/**
 * Assertions about networks for pairs of classes, and such networks put together by hand.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { isVotingPair } from "../../../../lib/kinds/pairwise/pair_network.ts";
import { pairsOf, type PairwiseNetworks } from "../../../../lib/kinds/pairwise/model.ts";
import { assertSameLayers, assertSameNetwork } from "../../assertions.ts";
import { randomVoters } from "../voting/random_voters.ts";
import { type NetworkPlan, randomNetwork, randomStream } from "../../random_data.ts";

/** Asserts that two models are equal in everything. */
export function assertSamePairs(actual: PairwiseNetworks, expected: PairwiseNetworks): void {
  const plain = ({ pairs, ...rest }: PairwiseNetworks) => ({ ...rest, count: pairs.length });
  assertEquals(plain(actual), plain(expected));
  actual.pairs.forEach((network, index) => {
    const other = expected.pairs[index]!;
    if (isVotingPair(network) || isVotingPair(other)) assertSameLayers(network, other);
    else assertSameNetwork(network, other);
  });
}

/** The same with live LUTs alone. */
export function prunePairs(model: PairwiseNetworks): PairwiseNetworks {
  const pairs = model.pairs.map((pair) =>
    isVotingPair(pair) ? pruneNetwork(pair) : pruneNetwork(pair)
  );
  return { ...model, pairs };
}

/**
 * Networks of random wires, tables and margins, each pair of another shape if there are several. One
 * whose last layer has several LUTs votes.
 */
export function randomPairs(
  seed: number,
  classes: number,
  ...plans: readonly NetworkPlan[]
): PairwiseNetworks {
  const names = Array.from({ length: classes }, (_, index) => `class ${index}`);
  const pairs = pairsOf(classes).map(({ low, high }, index) => {
    const plan = plans[index % plans.length]!;
    const said = { classes: [names[low]!, names[high]!], metadata: {} };
    return plan.layers.at(-1)!.width > 1
      ? randomVoters(64 * seed + index, plan.features, plan.layers, said)
      : randomNetwork(64 * seed + index, plan, said);
  });
  return {
    ...{ kind: "pairwise", features: plans[0]!.features, classes: names, pairs },
    ...{ scale: 1 + randomStream(seed, 9).below(2000), metadata: { seed: String(seed) } },
  };
}
