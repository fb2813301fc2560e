/**
 * Where the thresholds of a number column lie. Only + - * / on doubles, each rounded once, so the same
 * values give the same thresholds on any machine.
 *
 * @module
 */

/**
 * How thresholds are spread: at quantiles of the values; evenly between the least and the largest; two
 * thirds at quantiles and the others evenly, as what is rare lies in tails that quantiles leave bare.
 */
export const SPREADS = ["quantile", "uniform", "mixed"] as const;
/** How thresholds are spread. */
export type Spread = typeof SPREADS[number];

/**
 * Thresholds for a column.
 *
 * A column of at most `most` + 1 distinct values has one between any two neighbours, which keeps all
 * that the column tells. Else "quantile" aims at so many cuts with equally many rows between them,
 * and moves a cut that falls among equal values to the nearer end of them; "uniform" divides the
 * range evenly; "mixed" does both. Cuts that fall together count once.
 *
 * @param sorted ascending finite values
 * @param most how many thresholds there may be
 */
export function placeThresholds(sorted: Float64Array, spread: Spread, most: number): Float64Array {
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  if (distinct.length <= most + 1) return between(distinct);
  if (spread === "quantile") return atQuantiles(sorted, most);
  if (spread === "uniform") return evenly(sorted, most);
  const quantiles = Math.ceil(2 * most / 3);
  const all = new Set([...atQuantiles(sorted, quantiles), ...evenly(sorted, most - quantiles)]);
  return Float64Array.from(all).sort();
}

/** One threshold between any two neighbours. */
function between(distinct: Float64Array): Float64Array {
  return distinct.subarray(1).map((value, at) => separate(distinct[at]!, value));
}

function atQuantiles(sorted: Float64Array, most: number): Float64Array {
  const cuts = new Set<number>();
  for (let j = 1; j <= most; j++) {
    const cut = moveToEdge(sorted, Math.floor((j * sorted.length) / (most + 1)));
    if (cut > 0) cuts.add(cut);
  }
  const ascending = Uint32Array.from(cuts).sort();
  return Float64Array.from(ascending, (cut) => separate(sorted[cut - 1]!, sorted[cut]!));
}

/** The cut nearest to `at` that parts no equal values, the lower one on a tie; 0 if there is none. */
function moveToEdge(sorted: Float64Array, at: number): number {
  const value = sorted[at]!;
  const low = countWhere(sorted, (other) => other < value);
  if (low === at) return at;
  const high = countWhere(sorted, (other) => other <= value);
  if (high === sorted.length) return low;
  return low === 0 || high - at < at - low ? high : low;
}

/** How many values pass, of which the first ones do and the others do not: most may be equal. */
function countWhere(sorted: Float64Array, passes: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function evenly(sorted: Float64Array, most: number): Float64Array {
  const least = sorted[0]!;
  const largest = sorted.at(-1)!;
  const thresholds: number[] = [];
  let last = least;
  for (let j = 1; j <= most; j++) {
    // The two shares by themselves: the range may be more than a double holds.
    const at = least * ((most + 1 - j) / (most + 1)) + largest * (j / (most + 1));
    if (!(at > last && at <= largest)) continue;
    last = at;
    // Adding zero makes 0 of -0.
    thresholds.push(at + 0);
  }
  return Float64Array.from(thresholds);
}

/** A number above `low` and at most `high`, in the middle if doubles have one there. */
function separate(low: number, high: number): number {
  const range = high - low;
  const middle = range < Infinity ? low + range / 2 : low / 2 + high / 2;
  return (middle > low && middle <= high ? middle : high) + 0;
}
