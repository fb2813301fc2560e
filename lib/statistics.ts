/**
 * How well the units of each layer predict the label by themselves: the paper's Table 2.
 *
 * @module
 */

import type { SortedRows } from "./sorted_rows.ts";

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
export function featureAccuracies(sorted: SortedRows): Float64Array {
  const { columns, words, data } = sorted.columns;
  return Float64Array.from({ length: columns }, (_, column) => {
    const start = column * words;
    const ones = countBits(data.subarray(start, start + sorted.wordsOfOnes));
    const falseOnes = countBits(data.subarray(start + sorted.wordsOfOnes, start + words));
    return (ones + sorted.zeros - falseOnes) / (sorted.ones + sorted.zeros);
  });
}

function countBits(words: Uint32Array): number {
  let bits = 0;
  for (let word of words) {
    for (; word !== 0; word &= word - 1) bits++;
  }
  return bits;
}
