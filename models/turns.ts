/**
 * Long work in turns: it is a generator that yields wherever others may run.
 *
 * @module
 */

import { setImmediate } from "node:timers/promises";

/** Milliseconds of work before others get their turn. */
const TURN_MILLISECONDS = 8;

/**
 * Does work to its end, with a break whenever a turn is over.
 *
 * @example
 * ```ts
 * import { readJsonInSlices } from "./json_slices.ts";
 * import { inTurns } from "./turns.ts";
 *
 * const body = new TextEncoder().encode("[1, 2]");
 * console.assert(Array.isArray(await inTurns(readJsonInSlices(body))));
 * ```
 *
 * @param now milliseconds of a clock
 * @param rest lets others run
 * @returns what the work returns
 */
export async function inTurns<T>(
  work: Iterator<void, T>,
  now: () => number = () => performance.now(),
  rest: () => Promise<unknown> = setImmediate,
): Promise<T> {
  for (let began = now();;) {
    const step = work.next();
    if (step.done) return step.value;
    if (now() - began < TURN_MILLISECONDS) continue;
    await rest();
    began = now();
  }
}
