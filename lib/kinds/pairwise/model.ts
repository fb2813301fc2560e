/**
 * Networks for three classes or more, one against one: a network for each pair of classes, as the
 * paper's pairwise tasks have them (section 4), and what they say together. Decoding a blob gives
 * them, training gives them; inference reads them and nothing changes them.
 *
 * Each pair casts a vote for one of its classes and against the other, and it counts as much as the
 * pair is certain. The class with the largest sum is the label. (In trials, counting votes and settling
 * ties by their weight has 0.9261 in place of 0.9284 on ten-class MNIST with k = 8, and 0.724 in
 * place of 0.876 with k = 12: among nine pairs that know nothing of a row's digit some are wrong.)
 *
 * @module
 */

import { lutCount } from "../network/model.ts";
import type { PairNetwork } from "./pair_network.ts";

/** Trained networks, one for each pair of classes. */
export interface PairwiseNetworks {
  /** Tells them from other models. */
  readonly kind: "pairwise";
  /** Input bits, the same for all pairs. */
  readonly features: number;
  /** The names of the classes, 3 to 64. */
  readonly classes: readonly string[];
  /**
   * classes x (classes - 1) / 2 networks in the order of {@linkcode pairsOf}. Their classes are the
   * names of the two; they have no metadata.
   */
  readonly pairs: readonly PairNetwork[];
  /** What a sum of votes is worth (`docs/blob-format.md`), in 1/65,536 of a logit: 1 to 1,048,576. */
  readonly scale: number;
  /** What is known about the training, as text. Never interpreted. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Two classes by index. The higher one is class 1 of their network. */
export interface Pair {
  readonly low: number;
  readonly high: number;
}

/** All pairs of so many classes: (0, 1), (0, 2), ..., the pairs of a lower class first. */
export function pairsOf(classes: number): Pair[] {
  const pairs: Pair[] = [];
  for (let low = 0; low < classes; low++) {
    for (let high = low + 1; high < classes; high++) pairs.push({ low, high });
  }
  return pairs;
}

/** Number of pairs of so many classes. */
export function countPairs(classes: number): number {
  return classes * (classes - 1) / 2;
}

/** LUTs of all networks. */
export function pairwiseLutCount({ pairs }: PairwiseNetworks): number {
  return pairs.reduce((luts, network) => luts + lutCount(network), 0);
}
