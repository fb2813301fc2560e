/**
 * A job: one training run asked for through the API, as the API shows it.
 *
 * @module
 */

import type { ErrorCode, TrainingProgress, TrainingResult } from "../lib/mod.ts";

/** What may become of a job. The last three never change again. */
export const JOB_STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
/** What became of a job. */
export type JobStatus = typeof JOB_STATUSES[number];

/** How far a job is. */
export interface JobProgress {
  /** Number of the layer being trained, from 1, of the network under way where there are several. */
  readonly layer: number;
  /** Layers in all, those that answer included. */
  readonly layers: number;
  /** Share of the LUTs or tables that are trained, 0 to 1. */
  readonly fraction: number;
}

/** The progress of a training as jobs tell it: all that is no layer is part of a single one. */
export function progressOf({ what, done, of, fraction }: TrainingProgress): JobProgress {
  return what === "layer"
    ? { layer: done, layers: of, fraction }
    : { layer: 1, layers: 1, fraction };
}

/** One training run. */
export interface Job {
  readonly id: string;
  readonly status: JobStatus;
  /** Name of the model that is trained. */
  readonly model: string;
  /** The version that came of it. */
  readonly version?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly progress: JobProgress;
  readonly result?: TrainingResult;
  readonly error?: { readonly code: ErrorCode; readonly detail: string };
}

/** True if a job will not change any more. */
export function isFinished(job: Job): boolean {
  return job.status !== "queued" && job.status !== "running";
}

/**
 * Number of the step that a job is at: 1 waits, 2 runs, 3 to 103 the hundredths of its progress, 104
 * has ended. It grows with every change of a job (`trainNetwork` tells each hundredth once), and is
 * told from the job alone, so that it is the same after a restart.
 */
export function stepOf(job: Job): number {
  if (isFinished(job)) return 104;
  if (job.status === "queued") return 1;
  const { layer, fraction } = job.progress;
  // A hundredth that is reached may be a rounding error below.
  return layer === 0 ? 2 : 3 + Math.floor(100 * fraction + 1e-9);
}

/** What a client names a request by, so that sending it again does nothing new. */
export interface IdempotencyKey {
  /** Who sends the request: a key belongs to one client. */
  readonly client: string;
  readonly key: string;
  /** SHA-256 in hex over all that makes the request what it is. */
  readonly fingerprint: string;
}
