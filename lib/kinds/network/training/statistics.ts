/**
 * How well the units of each layer predict the label by themselves: the paper's Table 2.
 *
 * @module
 */

import { type Kernels, VECTOR_BYTES } from "../../../kernels/kernels.ts";
import type { TrainingLayout } from "./training_layout.ts";

/** The training accuracy of the units of one layer. Layer 0 is the input: its units are features. */
export interface LayerStatistics {
  /** Number of the layer; 0 is the input. */
  readonly layer: number;
  /** Units in the layer. */
  readonly count: number;
  /** Mean accuracy of the units, 0 to 1. */
  readonly mean: number;
  /** Standard deviation over the units (of the whole layer, not estimated from a sample). */
  readonly std: number;
  /** Accuracy of the worst unit. */
  readonly min: number;
  /** Accuracy of the best unit. */
  readonly max: number;
}

/** Sums up the accuracies (0 to 1) of the units of one layer. */
export function summarize(layer: number, accuracies: Float64Array): LayerStatistics {
  const count = accuracies.length;
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / count;
  const variance = accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0) / count;
  return {
    layer,
    count,
    mean,
    std: Math.sqrt(variance),
    min: accuracies.reduce((least, accuracy) => Math.min(least, accuracy), 1),
    max: accuracies.reduce((most, accuracy) => Math.max(most, accuracy), 0),
  };
}

/** For each feature the share of the training rows on which it equals the label. */
export function featureAccuracies(kernels: Kernels, layout: TrainingLayout): Float64Array {
  const { features, columns, vectors, vectorsOfOnes, ones, zeros } = layout;
  const words = vectors * VECTOR_BYTES / 4;
  const wordsOfOnes = vectorsOfOnes * VECTOR_BYTES / 4;
  const data = new Uint32Array(kernels.buffer, columns, features * words);
  return Float64Array.from({ length: features }, (_, column) => {
    const start = column * words;
    const trueOnes = countBits(data.subarray(start, start + wordsOfOnes));
    const falseOnes = countBits(data.subarray(start + wordsOfOnes, start + words));
    return (trueOnes + zeros - falseOnes) / (ones + zeros);
  });
}

/**
 * For each LUT of layer `number` (from 1) the share of the training rows that it predicts right, by
 * what it puts out in training: in a leave-one-out layer without the row's own vote.
 */
export function lutAccuracies(
  kernels: Kernels,
  layout: TrainingLayout,
  number: number,
): Float64Array {
  const { surpluses, width } = layout.layers[number - 1]!;
  const rows = layout.ones + layout.zeros;
  return Float64Array.from(
    new Int32Array(kernels.buffer, surpluses, width),
    (surplus) => (rows + surplus) / (2 * rows),
  );
}

/** The paper's Table 2. */
export function describeLayers(kernels: Kernels, layout: TrainingLayout): LayerStatistics[] {
  return [
    summarize(0, featureAccuracies(kernels, layout)),
    ...layout.layers.map((_, index) =>
      summarize(index + 1, lutAccuracies(kernels, layout, index + 1))
    ),
  ];
}

function countBits(words: Uint32Array): number {
  let bits = 0;
  for (let word of words) {
    for (; word !== 0; word &= word - 1) bits++;
  }
  return bits;
}
