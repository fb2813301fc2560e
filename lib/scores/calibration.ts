/**
 * The scale of scores: how many logits a unit of a class's sum is worth, so that of the answers with
 * a score of 0.8 four in five are right. It is one number a model, fitted to rows that the sums do
 * not know by heart, and found in integers, so that it is the same on every machine.
 *
 * (Temperature scaling: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017. The doubt about the labels is that of Platt, "Probabilistic Outputs for Support Vector
 * Machines", 1999.)
 *
 * @module
 */

import { SCORE_ONE, scoreRow } from "./scores.ts";
import { MAX_SCALE } from "../limits.ts";
import type { Predictions } from "./predictions.ts";

/** Bins of the calibration error. */
const BINS = 15;

/** First all powers of 4; then, around the best, steps up and down by these shares. */
const COARSE = 4;
const FINE = [[2, 1], [3, 2], [5, 4], [9, 8], [17, 16], [33, 32]] as const;

/**
 * Finds the scale at which the scores of some rows are least wrong: the sum over rows and classes of
 * the squared distance to 1 for the row's own class and 0 for the others (the Brier score).
 *
 * @param sums rows x classes
 * @param labels the index of each row's class
 * @returns 1 to 1,048,576, in 1/65,536 of a logit
 */
export function fitScale(sums: Int32Array, labels: Uint8Array, classes: number): number {
  let best = 1;
  let least = Infinity;
  const consider = (scale: number) => {
    if (scale < 1 || scale > MAX_SCALE) return;
    const loss = lossOf(sums, labels, classes, scale);
    if (loss >= least) return;
    least = loss;
    best = scale;
  };
  for (let scale = 1; scale <= MAX_SCALE; scale *= COARSE) consider(scale);
  for (const [more, less] of FINE) {
    const middle = best;
    consider(Math.floor(middle * less / more));
    consider(Math.ceil(middle * more / less));
  }
  return best;
}

/**
 * How far scores are from the share of answers that are right: answers are put into 15 bins of equal
 * width by the score of their label, and the distances of the bins' means are weighed by their rows
 * (the expected calibration error of Guo et al.).
 *
 * @returns 0 to 1
 */
export function calibrationError(
  { labels, scores }: Predictions,
  actual: Uint8Array,
): number {
  const classes = scores.length / labels.length;
  const excess = new Float64Array(BINS);
  for (let row = 0; row < labels.length; row++) {
    const score = scores[row * classes + labels[row]!]!;
    const bin = Math.min(BINS - 1, Math.floor(score * BINS));
    excess[bin]! += score - (labels[row] === actual[row] ? 1 : 0);
  }
  return excess.reduce((sum, distance) => sum + Math.abs(distance), 0) / labels.length;
}

/**
 * How wrong the scores of some rows are: see {@linkcode fitScale}. An integer, at most 8 x 10^8 a
 * row, so exact for ten million rows.
 *
 * All rows may be answered right, and the next one wrong: so no class is wished for wholly, and a
 * few rows that are told apart without a mistake do not call for certainty.
 */
export function lossOf(
  sums: Int32Array,
  labels: Uint8Array,
  classes: number,
  scale: number,
): number {
  const doubt = Math.round(SCORE_ONE / (labels.length + 2));
  const others = Math.round(doubt / (classes - 1));
  const scores = new Float64Array(classes);
  let loss = 0;
  for (let row = 0, at = 0; row < labels.length; row++, at += classes) {
    scoreRow(scores, 0, sums, at, classes, scale);
    for (let index = 0; index < classes; index++) {
      const wished = index === labels[row] ? SCORE_ONE - doubt : others;
      const error = Math.round(scores[index]! * SCORE_ONE) - wished;
      loss += error * error;
    }
  }
  return loss;
}
