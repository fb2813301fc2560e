/**
 * The expected calibration error: rows are sorted into bins by the score of their predicted class, and
 * in each bin the mean score is held against the share of rows that are right (Guo et al., "On
 * Calibration of Modern Neural Networks", 2017).
 *
 * @module
 */

/** Bins of equal width from 0 to 1. */
const BINS = 15;

/**
 * Measures it.
 *
 * @param scores rows x classes, 0 to 1
 * @param labels rows: the predicted classes
 * @param truth rows: the true ones
 * @returns the mean over rows of the difference of their bin, 0 to 1
 */
export function calibrationError(
  scores: Float64Array,
  labels: Uint8Array,
  truth: Uint8Array,
): number {
  const classes = scores.length / labels.length;
  /** For each bin the scores of its rows less the number of rows that are right. */
  const excess = new Float64Array(BINS);
  for (const [row, label] of labels.entries()) {
    const score = scores[row * classes + label]!;
    // A score of 1 belongs to the last bin.
    const bin = Math.min(Math.floor(score * BINS), BINS - 1);
    excess[bin]! += score - Number(label === truth[row]);
  }
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / labels.length;
}
