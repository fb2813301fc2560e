/**
 * The arithmetic of boosting, to the last bit. Sums over rows are integers, so that they do not
 * depend on their order; what is divided or exponentiated is 32-bit floating point in + - x / alone,
 * which is the same on every machine. The definition and the TypeScript kernels use these functions,
 * and the WebAssembly kernels do the same to four rows at a time.
 *
 * A row's scores, one for each class, count in 1/4,096 of the rate. So does what a table adds to
 * them, which is cut off just below 4 rates; so a sum over 65,536 tables fits 31 bits.
 *
 * @module
 */

/** The probability 1. */
export const ONE = 8_192;
/** The probability 1 of a single class, with two bits more, so that sums of them are good. */
export const CLASS_ONE = 32_768;
/** Parts of a rate in which scores count. */
export const PARTS = 4_096;
/** The most that a table adds to a score. */
export const MOST = 16_383;
/**
 * Units of an entry that are a rate. Entries are cut off at 2 rates where changes go to 4: few are
 * larger, and what noisy data teach is small and wants the finer unit (Binary-CIFAR-10: 0.001 more).
 */
const UNITS = 63.5;
/** The largest entry: 2 rates. */
export const MAX_ENTRY = 127;
/** A polynomial for 2^-f, f from 0 to 1, from the constant up. It is right to 2.4 in a million. */
const POLYNOMIAL = [1, -0.69307214, 0.23949727, -0.05327609, 0.006850985].map(Math.fround);
/** Parts in which gains count. */
const GAIN_ONE = 4_096;
/** The largest number of halvings of a weight. */
const MOST_HALVINGS = 126;

const { fround } = Math;
/** 2^-n for n = 0 to 126. */
const HALVINGS = Float32Array.from({ length: MOST_HALVINGS + 1 }, () => 1);
for (let n = 1; n <= MOST_HALVINGS; n++) HALVINGS[n] = HALVINGS[n - 1]! / 2;
const [, P1, P2, P3, P4] = POLYNOMIAL as [number, number, number, number, number];

/** Binary logarithm of e, over 4,096 and times the rate: halvings of a weight for a part of a score. */
export function halvingsOf(rate: number): number {
  return fround(rate * 1.4426950408889634 / PARTS);
}

/** Lambda in the unit of {@linkcode spreadOf}. */
export function dampingOf(lambda: number): number {
  return fround(lambda * ONE);
}

/** `BoostedTables.scale` as training sees it, for a rate: 127 units are 2 rates. */
export function scaleOf(rate: number): number {
  return Math.round(65_536 * rate / UNITS);
}

/** A running score in units of an entry. */
export function unitsOf(score: number): number {
  return Math.round(score * UNITS / PARTS);
}

/**
 * The weight of a class whose score is `distance` below the largest one, 0 to 1.
 *
 * @param halvings see {@linkcode halvingsOf}
 */
export function softWeight(distance: number, halvings: number): number {
  const exponent = Math.min(MOST_HALVINGS, fround(fround(distance) * halvings));
  const whole = Math.trunc(exponent);
  const f = fround(exponent - whole);
  let p = fround(fround(P4 * f) + P3);
  p = fround(fround(p * f) + P2);
  p = fround(fround(p * f) + P1);
  p = fround(fround(p * f) + 1);
  return fround(p * HALVINGS[whole]!);
}

/** The probability of a class as an integer, for its weight and the sum of all weights. */
export function probabilityOf(weight: number, total: number): number {
  return Math.trunc(fround(weight * fround(CLASS_ONE / total)));
}

/**
 * Which way a row pulls a table: 1 if the row's class is in the table's half, else 0, less the
 * probability of that half.
 *
 * @param sum the probabilities of the classes in the half, added up
 */
export function gradientOf(isMember: number, sum: number): number {
  return isMember * ONE - Math.min(ONE, (sum + 2) >> 2);
}

/** How undecided a row is: the probability of a half times that of the other. */
export function spreadOf(gradient: number): number {
  const probability = Math.abs(gradient);
  return (probability * (ONE - probability)) >> 13;
}

/**
 * What a table adds to the scores of a row: the entry without the row's own share in it.
 *
 * @param gradients the gradients of all rows at the address, added up, rounded to 32 bits
 * @param spreads their spreads likewise
 */
export function changeOf(
  gradients: number,
  spreads: number,
  gradient: number,
  damping: number,
): number {
  const others = fround(fround(spreads - spreadOf(gradient)) + damping);
  const change = fround(fround(fround(gradients - gradient) / others) * PARTS);
  return Math.trunc(Math.max(-MOST, Math.min(MOST, change)));
}

/**
 * What an address adds to the gain of a table, in 1/4,096: its step down the loss, (G^2 - H) /
 * (H + lambda), from which H takes what its own rows would have said of themselves. 64-bit floating
 * point, cut off behind the point, so that sums of gains are exact in any order.
 *
 * @param gradients the gradients of some rows at the address, added up: at most 2^29
 * @param spreads their spreads likewise
 */
export function gainOf(gradients: number, spreads: number, damping: number): number {
  return Math.trunc((gradients * gradients / ONE - spreads) / (spreads + damping) * GAIN_ONE);
}

/** The entry of an address. */
export function entryOf(gradients: number, spreads: number, damping: number): number {
  const entry = fround(fround(gradients / fround(spreads + damping)) * UNITS);
  return Math.floor(fround(Math.max(-MAX_ENTRY, Math.min(MAX_ENTRY, entry)) + 0.5));
}
