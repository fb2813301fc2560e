/**
 * How certain sums should sound: the scale with which a softmax over them says best how often they
 * are right, fitted on rows that were not learned from. In integers, so that every machine finds the
 * same.
 *
 * @module
 */

import { SCORE_ONE, scoreRow } from "./boosted/scores.ts";
import { MAX_SCALE } from "./limits.ts";

/**
 * Fits the scale by the Brier score: the squares of what each score is off, added up over rows and
 * classes. All scales from 1 up are tried, an eighth apart; the least one wins a tie, so that fewer
 * rows than it takes to know better make nobody too certain.
 *
 * @param sums rows x classes: for each row what speaks for each class
 * @param labels rows: the true classes
 * @returns what a unit of the sums is worth, in 1/65,536 of a logit: 1 to 1,048,576
 */
export function fitScale(sums: Int32Array, labels: Uint8Array, classes: number): number {
  let best = 1;
  let least = Infinity;
  for (let scale = 1; scale <= MAX_SCALE; scale += Math.max(1, scale >>> 3)) {
    const score = brierScore(sums, labels, classes, scale);
    if (score < least) [best, least] = [scale, score];
  }
  return best;
}

/** The Brier score in units of 1/400,000,000, exact for ten million rows. */
function brierScore(
  sums: Int32Array,
  labels: Uint8Array,
  classes: number,
  scale: number,
): number {
  const scores = new Float64Array(classes);
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    scoreRow(scores, 0, sums, row * classes, classes, scale);
    for (let index = 0; index < classes; index++) {
      const wanted = index === labels[row] ? SCORE_ONE : 0;
      const off = Math.round(scores[index]! * SCORE_ONE) - wanted;
      total += off * off;
    }
  }
  return total;
}
