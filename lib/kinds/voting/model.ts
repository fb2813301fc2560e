/**
 * A voting network: layers of wiring and truth tables as a network has them, but the last layer is
 * as wide as it likes, and the majority of its LUTs is the answer. Decoding a blob gives one,
 * training gives one; inference reads it and nothing changes it. Everything in it is data.
 *
 * @module
 */

import type { Layer } from "../network/model.ts";

/** Layers from the inputs to the LUTs that vote, which tell two classes apart. */
export interface VotingNetwork {
  /** Tells it from other models. */
  readonly kind: "voting";
  /** Input bits. */
  readonly features: number;
  /** At least one layer; the LUTs of the last one vote: 1 is a vote for class 1. */
  readonly layers: readonly Layer[];
  /** The names of the two classes. */
  readonly classes: readonly string[];
  /**
   * What one vote of surplus is worth, in 1/65,536 of a logit: 1 to 1,048,576. Class 1 has the
   * surplus 2 x ones - width, class 0 has 0; scores are their softmax (`../../scores/scores.ts`).
   */
  readonly scale: number;
  /** What is known about the training, as text. Never interpreted. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** LUTs that vote. */
export function voterCount({ layers }: Pick<VotingNetwork, "layers">): number {
  return layers[layers.length - 1]!.width;
}
