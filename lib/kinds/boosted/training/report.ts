/**
 * What a boosting run reports while it goes on, and how a report ends it: because it is cancelled, or
 * because early stopping has no more patience.
 *
 * @module
 */

import { RoteError } from "../../../errors.ts";
import type { Kernels } from "../../../kernels/kernels.ts";
import type { StageReport } from "../../../threads/stages.ts";
import type { BoostingJob } from "./training_layout.ts";
import { tablesDone, tablesSeen, unitsOfBoosting } from "./stages.ts";
import { isOver, lookAtKept } from "./kept_rows.ts";
import type { EarlyStopping } from "./stopping.ts";
import type { BoostingOptions } from "../train.ts";

/** Thrown by a report to end a run whose patience is over. */
const STOP = Symbol("patience is over");

/** Does the work of a run to its end, where a last look is taken, or to where patience is over. */
export function untilStopped(kernels: Kernels, job: BoostingJob, work: () => void): void {
  try {
    work();
    if (job.losses > 0) lookAtKept(kernels, job, job.tables);
  } catch (error) {
    if (error !== STOP) throw error;
  }
}

/** Turns stages into progress. Ends a run that is cancelled, or need not go on, by throwing. */
export function stageReporter(
  kernels: Kernels,
  job: BoostingJob,
  { onProgress, isCancelled }: BoostingOptions,
  stopping: EarlyStopping | undefined,
): StageReport {
  let hundredth = -1;
  return (stage, done) => {
    if (isCancelled?.()) throw new RoteError("job_cancelled", "The training was cancelled");
    const tables = tablesDone(job, stage, done);
    const ends = stopping !== undefined && done === unitsOfBoosting(job, stage) &&
      isOver(kernels, job, tablesSeen(job, stage), stopping);
    const fraction = ends ? 1 : tables / job.tables;
    if (Math.floor(100 * fraction) > hundredth) {
      hundredth = Math.floor(100 * fraction);
      onProgress?.({ tables, fraction });
    }
    if (ends) throw STOP;
  };
}
