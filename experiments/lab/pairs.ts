/**
 * The 45 pairwise tasks of ten classes (the paper's Figure 1 and Table 4).
 *
 * @module
 */

/** Two of ten classes, a < b. */
export type Pair = readonly [a: number, b: number];

/** All 45 pairs. */
export const PAIRS: readonly Pair[] = Array.from(
  { length: 10 },
  (_, a) => Array.from({ length: 9 - a }, (_, i): Pair => [a, a + 1 + i]),
).flat();

/** The pairs that are tried: all, or each class once. */
export function pairsFor(quick: boolean): readonly Pair[] {
  return quick ? PAIRS.filter(([a, b]) => b === a + 1 && a % 2 === 0) : PAIRS;
}

/**
 * The seed of a pair's network: a construction of its own for each pair, as far apart as the seeds
 * themselves.
 */
export function pairSeed(seed: number, [a, b]: Pair): number {
  return 100 * seed + 10 * a + b;
}
