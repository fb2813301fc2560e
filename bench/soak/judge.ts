/**
 * What the soak demands, as functions of what was seen: which answers may come, that nothing which
 * was acknowledged is lost, that memory is flat and that the service recovers.
 *
 * @module
 */

import { median } from "../turns.ts";
import { KINDS } from "./clients/kinds.ts";
import type { Count, Timed, Written } from "./clients/outcome.ts";

/** Seconds of predictions whose median is looked at. */
const WINDOW = 0.5;

/** True if the service said that it has no room just now, as it should: with when to try again. */
export function isTurnedAway({ status, hasRetryAfter }: Count): boolean {
  return (status === 429 || status === 503) && hasRetryAfter;
}

/** True if a request of its kind may come to this end. */
export function isAllowed(count: Count): boolean {
  if (isTurnedAway(count)) return true;
  const { status } = count;
  const { outcome } = KINDS[count.kind];
  if (outcome === "success") return status >= 200 && status <= 299;
  const isRefused = status >= 400 && status <= 499 && status !== 429;
  return isRefused || (outcome === "refusal or nothing" && status === 0);
}

/** How many requests there are in some counts. */
export function timesOf(counts: readonly Count[]): number {
  return counts.reduce((sum, { times }) => sum + times, 0);
}

/** Requests by status, in words: "200: 5, 429: 1". */
export function statusesOf(counts: readonly Count[]): string {
  const byStatus = Map.groupBy(counts, ({ status }) => status);
  return [...byStatus].sort(([a], [b]) => a - b)
    .map(([status, some]) => `${status || "no answer"}: ${timesOf(some).toLocaleString("en")}`)
    .join(", ");
}

/** Where a write is found: a version of a model. */
export function placeOf(model: string, version: string): string {
  return `${model}@${version}`;
}

/**
 * The acknowledged writes that are not there, or with other bytes.
 *
 * @param jobs for each job the version that it made, if it has succeeded
 * @param hashes for each place the SHA-256 of the bytes that are there, in hex; it is the version
 */
export function lostWrites(
  written: readonly Written[],
  jobs: ReadonlyMap<string, string>,
  hashes: ReadonlyMap<string, string>,
): Written[] {
  return written.filter(({ model, version, job }) => {
    const wanted = version ?? jobs.get(job!);
    return wanted === undefined || hashes.get(placeOf(model, wanted)) !== wanted;
  });
}

/** The medians of the second and the last third of some samples. */
export function lateThirds(samples: readonly number[]): { second: number; last: number } {
  const third = Math.floor(samples.length / 3);
  return {
    second: median(samples.slice(third, samples.length - third)),
    last: median(samples.slice(samples.length - third)),
  };
}

/**
 * Seconds until the median of predictions is within a limit: to the first half second in which it is,
 * if the median of all that come from then on is, too.
 *
 * @param predictions timed from the end of the load on
 * @param limit in milliseconds
 * @returns infinity if that does not come about
 */
export function secondsUntilIdle(predictions: readonly Timed[], limit: number): number {
  const isWithin = (some: readonly Timed[]) =>
    median(some.map(({ milliseconds }) => milliseconds)) <= limit;
  const windows = Map.groupBy(predictions, ({ at }) => Math.floor(at / WINDOW));
  const first = [...windows].sort(([a], [b]) => a - b).find(([, some]) => isWithin(some));
  if (!first) return Infinity;
  const start = first[0] * WINDOW;
  return isWithin(predictions.filter(({ at }) => at >= start)) ? start : Infinity;
}
