/**
 * From sums, of entries or votes, to an answer, in integers alone, so that every language gives the same: the
 * label is the class with the largest sum, the lowest index on a tie, and the scores are a softmax
 * whose exponential is specified to the last bit (`docs/blob-format.md`).
 *
 * @module
 */

/** The score of certainty: scores are in units of 1/20,000, as those of networks are. */
export const SCORE_ONE = 20_000;

/**
 * round(65,536 x exp(-2^(i - 12))) for i = 0 to 15: what bit i of a distance in 1/4,096 of a logit
 * leaves of a weight.
 */
export const DECAYS: readonly number[] = [
  ...[65_520, 65_504, 65_472, 65_408, 65_280, 65_026, 64_520, 63_520],
  ...[61_565, 57_835, 51_039, 39_750, 24_109, 8_869, 1_200, 22],
];

/** For a byte of a distance, low and high, what its bits leave of a weight. */
const LOW = decaysOf(32_768, 0);
const HIGH = decaysOf(65_536, 8);

/** For each byte a weight, multiplied by the decay of each bit that is set, from the lowest on. */
function decaysOf(one: number, first: number): Uint32Array {
  const weights = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let weight = one;
    for (let bit = 0; bit < 8; bit++) {
      if ((byte >>> bit) & 1) {
        weight = Math.floor((weight * DECAYS[first + bit]! + 32_768) / 65_536);
      }
    }
    weights[byte] = weight;
  }
  return weights;
}

/**
 * The weight of a class: 65,536 x exp(-distance / 4,096) as an integer.
 *
 * @param distance how far its logit is below the largest one, in 1/4,096, a non-negative integer
 */
export function weightOf(distance: number): number {
  if (distance > 65_535) return 0;
  return (LOW[distance & 255]! * HIGH[distance >>> 8]! + 16_384) >>> 15;
}

/** The index of the largest of `classes` sums from `at` on, the lowest one on a tie. */
export function labelOf(sums: ArrayLike<number>, at: number, classes: number): number {
  let label = 0;
  for (let index = 1; index < classes; index++) {
    if (sums[at + index]! > sums[at + label]!) label = index;
  }
  return label;
}

/**
 * Writes the score of each class, 0 to 1 in steps of 1/20,000; together they are 1.
 *
 * @param out written from `to` on
 * @param sums for each class what speaks for it, from `at` on
 * @param scale what a sum of 1 is worth, in 1/65,536 of a logit
 * @returns the label
 */
export function scoreRow(
  out: Float64Array,
  to: number,
  sums: ArrayLike<number>,
  at: number,
  classes: number,
  scale: number,
): number {
  const label = labelOf(sums, at, classes);
  const largest = sums[at + label]!;
  let total = 0;
  for (let index = 0; index < classes; index++) {
    // At most 2^24 x 2^20: exact in a double.
    const weight = weightOf(Math.floor((largest - sums[at + index]!) * scale / 16));
    out[to + index] = weight;
    total += weight;
  }
  let rest = SCORE_ONE;
  for (let index = 0; index < classes; index++) {
    if (index === label) continue;
    const score = Math.floor(SCORE_ONE * out[to + index]! / total);
    out[to + index] = score / SCORE_ONE;
    rest -= score;
  }
  out[to + label] = rest / SCORE_ONE;
  return label;
}
