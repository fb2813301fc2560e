/**
 * What a boosting run reports while it goes on, and how a report ends it: because it is cancelled, or
 * because early stopping has no more patience.
 *
 * @module
 */

import { RoteError } from "../../../errors.ts";
import type { Kernels } from "../../../kernels/kernels.ts";
import type { ThreadOptions } from "../../../threads/on_threads.ts";
import type { StageReport } from "../../../threads/stages.ts";
import type { BoostingLayout } from "./training_layout.ts";
import { tablesDone, tablesSeen, unitsOfBoosting } from "./stages.ts";
import { isOver, lookAtKept } from "./kept_rows.ts";
import type { EarlyStopping } from "./stopping.ts";

/** How far a run is. */
export interface BoostingProgress {
  /** Tables that are made. */
  readonly tables: number;
  /** Their share of all, 0 to 1. */
  readonly fraction: number;
}

/** What to do besides training. */
export interface BoostingOptions extends ThreadOptions {
  /** Called about a hundred times a run. */
  readonly onProgress?: (progress: BoostingProgress) => void;
  /** Asked after each table and each 2048 rows; a yes ends the run. */
  readonly isCancelled?: () => boolean;
}

/** Thrown by a report to end a run whose patience is over. */
const STOP = Symbol("patience is over");

/** Does the work of a run to its end, where a last look is taken, or to where patience is over. */
export function untilStopped(kernels: Kernels, layout: BoostingLayout, work: () => void): void {
  try {
    work();
    if (layout.losses > 0) lookAtKept(kernels, layout, layout.tables);
  } catch (error) {
    if (error !== STOP) throw error;
  }
}

/** Turns stages into progress. Ends a run that is cancelled, or need not go on, by throwing. */
export function stageReporter(
  kernels: Kernels,
  layout: BoostingLayout,
  { onProgress, isCancelled }: BoostingOptions,
  stopping: EarlyStopping | undefined,
): StageReport {
  let hundredth = -1;
  return (stage, done) => {
    if (isCancelled?.()) throw new RoteError("job_cancelled", "The training was cancelled");
    const tables = tablesDone(layout, stage, done);
    const ends = stopping !== undefined && done === unitsOfBoosting(layout, stage) &&
      isOver(kernels, layout, tablesSeen(layout, stage), stopping);
    const fraction = ends ? 1 : tables / layout.tables;
    if (Math.floor(100 * fraction) > hundredth) {
      hundredth = Math.floor(100 * fraction);
      onProgress?.({ tables, fraction });
    }
    if (ends) throw STOP;
  };
}
