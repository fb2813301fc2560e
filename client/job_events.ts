/**
 * What becomes of a job, as it becomes. A stream that is lost is taken up again where it was.
 *
 * @module
 */

import { createParser, type EventSourceMessage } from "eventsource-parser";
import { delay } from "./delay.ts";
import { segment, type Send, signalInit } from "./fetch.ts";
import { RoteProblem } from "./problem.ts";
import type { Job } from "./types.ts";

/** A job as it was when the service told of it. */
export interface JobEvent {
  /** Names the event: with `lastEventId` a later stream goes on behind it. */
  readonly id: string;
  readonly job: Job;
}

/** How to listen. */
export interface EventsOptions {
  /** Id of the last event that was heard before. */
  readonly lastEventId?: string;
  /** Ends the listening, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Streams in a row that may be lost without an event. */
const MOST_LOSSES = 5;
/** Milliseconds to wait after a loss, if the service has not said how long. */
const RETRY_MILLISECONDS = 2_000;

/**
 * The events of a job, to the one that tells its end.
 *
 * @throws {RoteProblem} if the service refuses; what `fetch` throws if it stays out of reach
 */
export async function* jobEvents(
  send: Send,
  id: string,
  { lastEventId = "", signal }: EventsOptions,
): AsyncGenerator<JobEvent> {
  const path = `/v1/jobs/${segment(id)}/events`;
  let last = lastEventId;
  let retry = RETRY_MILLISECONDS;
  let losses = 0;
  for (;;) {
    try {
      const headers: Record<string, string> = last === "" ? {} : { "Last-Event-ID": last };
      const answer = await send(path, { headers, ...signalInit(signal) });
      // There is nothing more to hear.
      if (answer.status === 204) return;
      const events = eventsOf(answer, (milliseconds) => void (retry = milliseconds));
      for await (const { event, data, id } of events) {
        last = id ?? last;
        if (event !== "job") continue;
        losses = 0;
        const job: Job = JSON.parse(data);
        yield { id: last, job };
        if (job.finishedAt !== undefined) return;
      }
    } catch (error) {
      if (error instanceof RoteProblem || signal?.aborted || losses === MOST_LOSSES) throw error;
    }
    if (++losses > MOST_LOSSES) throw new Error(`The events of job ${id} do not come`);
    await delay(retry, signal);
  }
}

/** @param onRetry told how many milliseconds to wait when the stream is lost */
async function* eventsOf(answer: Response, onRetry: (milliseconds: number) => void) {
  const heard: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void heard.push(event), onRetry });
  const reader = answer.body!.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* heard.splice(0);
    }
  } finally {
    // A listener that goes away closes the stream; one that broke is closed already.
    await reader.cancel().catch(() => {});
  }
}
