/**
 * A job: one training run asked for through the API, as the API shows it.
 *
 * @module
 */

import type { ErrorCode, TrainingProgress, TrainingResult } from "../lib/mod.ts";

/** What became of a job. The last three never change again. */
export type JobStatus = "queued" | "running" | "succeeded" | "failed" | "cancelled";

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
  readonly progress: TrainingProgress;
  readonly result?: TrainingResult;
  readonly error?: { readonly code: ErrorCode; readonly detail: string };
}

/** True if a job will not change any more. */
export function isFinished(job: Job): boolean {
  return job.status !== "queued" && job.status !== "running";
}
