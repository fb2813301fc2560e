/**
 * Long work in turns, with breaks in which others run.
 *
 * @module
 */

/** Milliseconds of work before others get their turn. */
const TURN_MILLISECONDS = 8;
/** Bytes that are passed on in a few milliseconds. */
const TURN_BYTES = 1_048_576;

/**
 * Lets others run, whoever comes over a connection too. `setImmediate` would not: Deno 2.9.6 looks after
 * its connections only once in many of these, and others wait for hundreds of milliseconds.
 */
export function takeBreak(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Breaks in work that has places for them: one is taken there whenever a turn is over. */
export class Turns {
  #began = performance.now();

  /** Ends a step of the work. */
  async step(): Promise<void> {
    if (performance.now() - this.#began < TURN_MILLISECONDS) return;
    await takeBreak();
    this.#began = performance.now();
  }
}

/**
 * Does work to its end, which is a generator that yields wherever others may run, with a break whenever a turn is over.
 *
 * @example
 * ```ts
 * import { readJsonInSlices } from "./bodies/json_slices.ts";
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
  rest: () => Promise<unknown> = takeBreak,
): Promise<T> {
  for (let began = now();;) {
    const step = work.next();
    if (step.done) return step.value;
    if (now() - began < TURN_MILLISECONDS) continue;
    await rest();
    began = now();
  }
}

/**
 * Breaks while bytes are passed on: pieces that are all there already are read one after the other,
 * and nobody else has a turn before the last of them.
 *
 * @example
 * ```ts
 * import { ByteTurns } from "./turns.ts";
 *
 * const turns = new ByteTurns();
 * await turns.pass(65_536);
 * ```
 */
export class ByteTurns {
  #bytes = 0;

  /** So many bytes are passed on; ends with a break whenever there were a megabyte of them. */
  async pass(bytes: number): Promise<void> {
    this.#bytes += bytes;
    if (this.#bytes < TURN_BYTES) return;
    this.#bytes = 0;
    await takeBreak();
  }
}
