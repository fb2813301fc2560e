/**
 * How long work will go on, from how long it took so far.
 *
 * @module
 */

/**
 * "12 s left" or "3 min left", for work that goes on as it did; nothing for work that is done.
 *
 * @param seconds how long it took so far
 * @param fraction share that is done, above 0 and at most 1
 */
export function timeLeft(seconds: number, fraction: number): string {
  if (fraction >= 1) return "";
  const left = seconds * (1 - fraction) / fraction;
  return left < 90 ? `${Math.ceil(left)} s left` : `${Math.round(left / 60)} min left`;
}
