/**
 * Training through the service: asked for once, and waited for in as few requests as can be.
 *
 * @module
 */

import { delay } from "./delay.ts";
import { jsonInit, type Send, signalInit } from "./fetch.ts";
import { readSeconds } from "./problem.ts";
import type { Job, TrainingRequest } from "./types.ts";

/** How to train. */
export interface TrainOptions {
  /**
   * Names the request: sent again with the same key, it does nothing new. Choose one to be able to
   * send a training again that may or may not have arrived.
   */
  readonly idempotencyKey?: string;
  /** Calls off the waiting, not the training. */
  readonly signal?: AbortSignal;
}

/** A training that came to another end than success. */
export class TrainingFailed extends Error {
  /** As it stands before the message in a stack trace. */
  override readonly name = "TrainingFailed";
  /** The job as it ended; `job.error` says why. */
  readonly job: Job;

  /** Makes an error of how a job ended. */
  constructor(job: Job) {
    super(job.error?.detail ?? `Job ${job.id} has ${job.status}`);
    this.job = job;
  }
}

/** Seconds that the service is asked to wait with its answer; proxies cut longer silences. */
const WAIT_SECONDS = 25;
/** Seconds between two questions where the service names none. */
const POLL_SECONDS = 1;

/** Asks for a training, and for the answer within so many seconds. */
export async function submit(
  send: Send,
  request: TrainingRequest,
  { idempotencyKey, signal }: TrainOptions,
  waitSeconds: number,
): Promise<{ job: Job; retryAfter: number | undefined }> {
  const answer = await send("/v1/train", {
    ...jsonInit(request, {
      ...(waitSeconds > 0 ? { Prefer: `wait=${waitSeconds}` } : {}),
      ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey }),
    }),
    ...signalInit(signal),
  });
  return { job: await answer.json(), retryAfter: readSeconds(answer.headers.get("Retry-After")) };
}

/** Trains, and waits for the end. */
export async function train(
  send: Send,
  request: TrainingRequest,
  options: TrainOptions,
): Promise<Job> {
  const { signal } = options;
  const submitted = await submit(send, request, options, WAIT_SECONDS);
  const { retryAfter = POLL_SECONDS } = submitted;
  let { job } = submitted;
  while (job.finishedAt === undefined) {
    await delay(retryAfter * 1_000, signal);
    job = await (await send(`/v1/jobs/${job.id}`, signalInit(signal))).json();
  }
  if (job.status !== "succeeded") throw new TrainingFailed(job);
  return job;
}
