/**
 * Time limits on clients that send or take too slowly. One timer serves them all: a prediction takes
 * microseconds, and a timer of its own would cost as much again.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";

/** Milliseconds between two looks at who is late. */
const TICK = 500;

/** Somebody who is waited for. */
export interface Waiting {
  /** The tick at which they are late. */
  until: number;
  readonly giveUp: () => void;
}

const waiting = new Set<Waiting>();
let timer: ReturnType<typeof setInterval> | undefined;
let ticks = 0;

/** Waits for somebody; `giveUp` is called if {@linkcode stopWaiting} is not called in time. */
export function startWaiting(milliseconds: number, giveUp: () => void): Waiting {
  const entry = { until: tickAfter(milliseconds), giveUp };
  waiting.add(entry);
  timer ??= setInterval(lookAround, TICK);
  return entry;
}

/** Somebody has done something: the time begins anew. */
export function waitAnew(entry: Waiting, milliseconds: number): void {
  entry.until = tickAfter(milliseconds);
}

/** Waits no longer. Returns false if it was given up before. */
export function stopWaiting(entry: Waiting): boolean {
  return waiting.delete(entry);
}

function tickAfter(milliseconds: number): number {
  return ticks + Math.ceil(milliseconds / TICK);
}

/** One timer goes on as long as anybody is waited for, and until a look finds nobody. */
function lookAround(): void {
  ticks++;
  if (waiting.size === 0) {
    clearInterval(timer);
    timer = undefined;
  }
  for (const entry of waiting) {
    if (entry.until >= ticks) continue;
    stopWaiting(entry);
    entry.giveUp();
  }
}

/**
 * What depends on a request's body, or `body_too_slow` if that is not there in time.
 *
 * @param work is told what to call once the body is read: from then on it may take its time
 * @throws {RoteError} `body_too_slow`
 */
export function inTime<T>(
  work: (onRead: () => void) => T | Promise<T>,
  milliseconds: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const entry = startWaiting(milliseconds, () => reject(tooSlow(milliseconds)));
    const onRead = () => void stopWaiting(entry);
    Promise.resolve(work(onRead)).then(
      (value) => {
        onRead();
        resolve(value);
      },
      (error) => {
        onRead();
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
