/**
 * What models of any kind answer, and how right they are.
 *
 * @module
 */

/** The answer for one row. */
export interface Prediction {
  /** Index of the predicted class in `classes` of the model. */
  readonly label: number;
  /** For each class its score, 0 to 1; they add up to 1 and the predicted class has at least 0.5. */
  readonly scores: readonly number[];
}

/** The answers for many rows. */
export interface Predictions {
  /** rows: index of the predicted class in `classes` of the model. */
  readonly labels: Uint8Array;
  /** rows x classes: the score of each class, 0 to 1; the scores of a row add up to 1. */
  readonly scores: Float64Array;
}

/** Share of the rows whose predicted class is their label, 0 to 1. */
export function accuracyOf(predicted: Uint8Array, labels: Uint8Array): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    if (predicted[row] === labels[row]) right++;
  }
  return right / labels.length;
}
