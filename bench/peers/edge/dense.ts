/**
 * The model that the peers serve at the edge: a dense network 784-32-1 (ReLU, then a sigmoid), which
 * has about as many bytes as the paper's network of LUTs. Its weights are made up, since speed does
 * not depend on them; the plain loops here say what its answers are.
 *
 * @module
 */

import { RandomStream } from "../../../lib/random.ts";

/** Inputs of a row. */
export const INPUTS = 784;
/** Hidden units. */
export const HIDDEN = 32;

/** The weights, row-major. */
export interface DenseNetwork {
  /** INPUTS x HIDDEN. */
  readonly hiddenWeights: Float32Array<ArrayBuffer>;
  /** HIDDEN. */
  readonly hiddenBias: Float32Array<ArrayBuffer>;
  /** HIDDEN x 1. */
  readonly outputWeights: Float32Array<ArrayBuffer>;
  /** 1. */
  readonly outputBias: Float32Array<ArrayBuffer>;
}

/** Makes up a network; the same one each time. */
export function makeUpNetwork(): DenseNetwork {
  const random = new RandomStream(1, 0, 3, 3_000);
  const weights = (count: number, most: number) =>
    Float32Array.from({ length: count }, () => (random.below(2_001) / 1_000 - 1) * most);
  return {
    hiddenWeights: weights(INPUTS * HIDDEN, 0.1),
    hiddenBias: weights(HIDDEN, 0.1),
    outputWeights: weights(HIDDEN, 0.5),
    outputBias: weights(1, 0.1),
  };
}

/** The probability of each row, by plain loops. */
export function predictPlainly(network: DenseNetwork, rows: Float32Array): Float32Array {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = network;
  const answers = new Float32Array(rows.length / INPUTS);
  for (let row = 0; row < answers.length; row++) {
    let sum = outputBias[0]!;
    for (let unit = 0; unit < HIDDEN; unit++) {
      let activation = hiddenBias[unit]!;
      for (let input = 0; input < INPUTS; input++) {
        activation += rows[row * INPUTS + input]! * hiddenWeights[input * HIDDEN + unit]!;
      }
      sum += Math.max(0, activation) * outputWeights[unit]!;
    }
    answers[row] = 1 / (1 + Math.exp(-sum));
  }
  return answers;
}
