/**
 * Margins: how much more often rows at an address of an output LUT had one class than the other.
 *
 * @module
 */

/** The margin of certainty. A decimal unit keeps scores short when written as text. */
export const MARGIN_ONE = 10_000;

/**
 * The margin of an address that `count1` training rows of class 1 and `count0` of class 0 reach.
 * It is that of Laplace's rule of succession: the score (1 + margin) / 2 of the predicted class is
 * (count + 1) / (count0 + count1 + 2). Integers in, an integer out, the same on any machine.
 */
export function marginOf(count1: number, count0: number): number {
  const all = count1 + count0 + 2;
  return Math.floor((2 * MARGIN_ONE * Math.abs(count1 - count0) + all) / (2 * all));
}

/** The score of the predicted class, 0.5 to 1, and of the other, for a margin. */
export function scoresOfMargin(margin: number): { predicted: number; other: number } {
  return {
    predicted: (MARGIN_ONE + margin) / (2 * MARGIN_ONE),
    other: (MARGIN_ONE - margin) / (2 * MARGIN_ONE),
  };
}
