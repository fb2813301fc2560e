/**
 * Finding out what sums are worth: the scale that turns them into scores which say how often they
 * are right. It tries scales one after the other, on rows that the sums are honest about, and uses
 * the very scores that predictions will have, so the same sums give the same scale on any machine.
 *
 * @module
 */

import { MAX_SCALE } from "./limits.ts";
import { scoreRow } from "./scores.ts";

/** Rows that are looked at; more of them tell the same. */
const MOST_ROWS = 65_536;
/** Steps by which a power of two grows to the next. */
const STEPS = 8;

/**
 * Fits a scale by the Brier score: the sum of (score - truth)^2 over rows and classes is the least
 * there is among the powers of two, then among seven numbers on either side of the best one. Where
 * two do equally well, it is the smaller one, which claims less.
 *
 * @param sums rows x classes
 * @param labels the class of each row
 * @returns what a sum of 1 is worth, in 1/65,536 of a logit: 1 to 1,048,576
 */
export function fitScale(sums: Int32Array, labels: Uint8Array, classes: number): number {
  const cost = (scale: number) => brierScore(sums, labels, classes, scale);
  let best = 1;
  let least = Infinity;
  const consider = (scale: number) => {
    const found = cost(scale);
    if (found > least || (found === least && scale > best)) return;
    best = scale;
    least = found;
  };
  for (let scale = 1; scale <= MAX_SCALE; scale *= 2) consider(scale);
  const power = best;
  for (let step = 1; step < STEPS; step++) {
    consider(Math.max(1, Math.floor(power * (STEPS + step) / (2 * STEPS))));
    consider(Math.min(MAX_SCALE, power + Math.floor(power * step / STEPS)));
  }
  return best;
}

/** The sum of squared errors of the scores, over up to 65,536 rows that lie evenly. */
function brierScore(
  sums: Int32Array,
  labels: Uint8Array,
  classes: number,
  scale: number,
): number {
  const rows = labels.length;
  const count = Math.min(rows, MOST_ROWS);
  const scores = new Float64Array(classes);
  let cost = 0;
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i * rows / count);
    scoreRow(scores, 0, sums, row * classes, classes, scale);
    for (let index = 0; index < classes; index++) {
      const error = scores[index]! - (labels[row] === index ? 1 : 0);
      cost += error * error;
    }
  }
  return cost;
}
