/**
 * Assertions about networks for pairs of classes, and such networks put together by hand.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { pairsOf, type PairwiseNetworks } from "../../../lib/pairs/pairwise_networks.ts";
import { assertSameNetwork } from "../assertions.ts";
import { type NetworkPlan, randomNetwork, randomStream } from "../random_data.ts";

/** Asserts that two models are equal in everything. */
export function assertSamePairs(actual: PairwiseNetworks, expected: PairwiseNetworks): void {
  const plain = ({ pairs, ...rest }: PairwiseNetworks) => ({ ...rest, count: pairs.length });
  assertEquals(plain(actual), plain(expected));
  actual.pairs.forEach((network, index) => assertSameNetwork(network, expected.pairs[index]!));
}

/** Networks of random wires, tables and margins, each pair of another shape if there are several. */
export function randomPairs(
  seed: number,
  classes: number,
  ...plans: readonly NetworkPlan[]
): PairwiseNetworks {
  const names = Array.from({ length: classes }, (_, index) => `class ${index}`);
  const pairs = pairsOf(classes).map(({ low, high }, index) =>
    randomNetwork(64 * seed + index, plans[index % plans.length]!, {
      classes: [names[low]!, names[high]!],
      metadata: {},
    })
  );
  return {
    ...{ kind: "pairwise", features: plans[0]!.features, classes: names, pairs },
    ...{ scale: 1 + randomStream(seed, 9).below(2000), metadata: { seed: String(seed) } },
  };
}
