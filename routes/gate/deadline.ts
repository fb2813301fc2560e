/**
 * Time limits on clients that send or take too slowly. One timer serves them all: a prediction takes
 * microseconds, and a timer of its own would cost as much again.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";

/** Milliseconds between two looks at who is late. */
const TICK = 500;

/**
 * Somebody who is waited for: an entry of one list. A `Set` would cost a prediction a third of its
 * time, as each new object in it gets a hash of its own and the table is made anew all the time.
 */
export interface Waiting {
  /** The tick at which they are late. */
  until: number;
  readonly giveUp: () => void;
  /** The neighbours in the list; both are missing once nobody is waited for. */
  before: Waiting | undefined;
  after: Waiting | undefined;
}

/** Both ends of the list. */
const ends: Waiting = { until: Infinity, giveUp: () => {}, before: undefined, after: undefined };
ends.before = ends.after = ends;
let timer: ReturnType<typeof setInterval> | undefined;
let ticks = 0;

/** Waits for somebody; `giveUp` is called if {@linkcode stopWaiting} is not called in time. */
export function startWaiting(milliseconds: number, giveUp: () => void): Waiting {
  const before = ends.before!;
  const entry: Waiting = { until: tickAfter(milliseconds), giveUp, before, after: ends };
  before.after = ends.before = entry;
  timer ??= setInterval(lookAround, TICK);
  return entry;
}

/** Somebody has done something: the time begins anew. */
export function waitAnew(entry: Waiting, milliseconds: number): void {
  entry.until = tickAfter(milliseconds);
}

/** Waits no longer. Returns false if it was given up before. */
export function stopWaiting(entry: Waiting): boolean {
  const { before, after } = entry;
  if (!before || !after) return false;
  before.after = after;
  after.before = before;
  entry.before = entry.after = undefined;
  return true;
}

function tickAfter(milliseconds: number): number {
  return ticks + Math.ceil(milliseconds / TICK);
}

/** One timer goes on as long as anybody is waited for, and until a look finds nobody. */
function lookAround(): void {
  ticks++;
  if (ends.after === ends) {
    clearInterval(timer);
    timer = undefined;
  }
  const late: Waiting[] = [];
  for (let entry = ends.after!; entry !== ends; entry = entry.after!) {
    if (entry.until < ticks) late.push(entry);
  }
  // Giving one up may stop others.
  for (const entry of late) if (stopWaiting(entry)) entry.giveUp();
}

/**
 * What depends on a request's body, or `body_too_slow` if that is not there in time.
 *
 * @param work is told what to call once the body is there: from then on it may take its time
 * @throws {RoteError} `body_too_slow`
 */
export function inTime<T>(
  work: (onCome: () => void) => T | Promise<T>,
  milliseconds: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const entry = startWaiting(milliseconds, () => reject(tooSlow(milliseconds)));
    const onCome = () => void stopWaiting(entry);
    Promise.resolve(work(onCome)).then(
      (value) => {
        onCome();
        resolve(value);
      },
      (error) => {
        onCome();
        reject(error);
      },
    );
  });
}

/** What a client is told whose body does not come. */
export function tooSlow(milliseconds: number): RoteError {
  return new RoteError(
    "body_too_slow",
    `The body was not whole after ${milliseconds / 1_000} seconds`,
  );
}
