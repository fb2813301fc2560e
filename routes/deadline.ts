/**
 * Time limits on clients that send or take too slowly. One timer serves them all: a prediction takes
 * microseconds, and a timer of its own would cost as much again.
 *
 * @module
 */

import { RoteError } from "../lib/mod.ts";

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
 * What depends on a request's body, or `body_too_slow` if it is not there in time.
 *
 * @throws {RoteError} `body_too_slow`
 */
export function inTime<T>(body: T | Promise<T>, milliseconds: number): T | Promise<T> {
  if (!(body instanceof Promise)) return body;
  return new Promise((resolve, reject) => {
    const entry = startWaiting(milliseconds, () => reject(tooSlow(milliseconds)));
    body.then(
      (value) => {
        stopWaiting(entry);
        resolve(value);
      },
      (error) => {
        stopWaiting(entry);
        reject(error);
      },
    );
  });
}

/** A body that is read piece by piece, all of which must be there in time. */
export function streamInTime(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  milliseconds: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let entry: Waiting;
  return body.pipeThrough(
    new TransformStream({
      start: (controller) => {
        entry = startWaiting(milliseconds, () => controller.error(tooSlow(milliseconds)));
      },
      flush: () => void stopWaiting(entry),
      cancel: () => void stopWaiting(entry),
    }),
  );
}

/** Bytes that are handed over at a time, and that a client must take before it gets more. */
const PIECE = 65_536;

/**
 * An answer's bytes as a body whose connection is dropped when the client takes nothing for so long.
 * What is not taken stays in memory once, however many clients there are for the same bytes.
 */
export function takenInTime(
  bytes: Uint8Array<ArrayBuffer>,
  milliseconds: number,
  onEnd: () => void = () => {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  let entry: Waiting;
  const end = () => {
    stopWaiting(entry);
    onEnd();
  };
  return new ReadableStream({
    start(controller) {
      entry = startWaiting(milliseconds, () => {
        controller.error(new Error("The client takes nothing of the answer"));
        onEnd();
      });
    },
    pull(controller) {
      entry.until = tickAfter(milliseconds);
      controller.enqueue(bytes.subarray(at, at += PIECE));
      if (at < bytes.length) return;
      controller.close();
      end();
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

/** What a client is told whose body does not come. */
export function tooSlow(milliseconds: number): RoteError {
  return new RoteError(
    "body_too_slow",
    `The body was not whole after ${milliseconds / 1_000} seconds`,
  );
}
