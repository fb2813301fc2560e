/**
 * The stages of a boosting run: the rows are packed, the scores are set to zero, then for each batch
 * of tables the tables are made one by one and the samples' scores are changed chunk by chunk. The
 * scores at the end say what scale the answers have.
 *
 * @module
 */

import type { Kernels } from "../../../kernels/kernels.ts";
import { VECTOR_BYTES } from "../../../kernels/kernels.ts";
import type { BoostingJob } from "./training_layout.ts";
import { lookAtKept } from "./kept_rows.ts";
import { CHECK_TABLES } from "./stopping.ts";

/** Units (vectors of rows, tables or chunks of samples) of a stage. */
export function unitsOfBoosting(job: BoostingJob, stage: number): number {
  if (stage === 0) return job.vectors;
  if (stage % 2 === 1) return job.chunks;
  return countTables(job, stage) + (looksAtKept(job, stage) ? 1 : 0);
}

/** Units that a thread claims at a time: tables and chunks take long, and there are few of them. */
export function claimOfBoosting(stage: number): number {
  return stage === 0 ? 4 : 1;
}

/** Does some units of a stage. */
export function doBoosting(
  kernels: Kernels,
  job: BoostingJob,
  stage: number,
  from: number,
  to: number,
  thread: number,
): void {
  const { order, columns, columnBytes, packed, record } = job;
  const scratch = job.scratch[thread]!;
  if (stage === 0) {
    kernels.packRows(order, columns, columnBytes, packed, from, to, scratch);
    kernels.boostLabels(record, from * VECTOR_BYTES, to * VECTOR_BYTES, scratch);
  } else if (stage % 2 === 1) {
    const batch = (stage - 3) / 2;
    for (let chunk = from; chunk < to; chunk++) kernels.boostRows(record, batch, chunk, scratch);
  } else {
    const first = firstTable(job, stage);
    const tables = countTables(job, stage);
    for (let unit = from; unit < to; unit++) {
      if (unit < tables) kernels.boostTable(record, first + unit, scratch);
      else lookAtKept(kernels, job, first);
    }
  }
}

/** Looks at kept rows that were taken when a stage is done, by tables made before them. */
export function tablesSeen(job: BoostingJob, stage: number): number {
  return stage < 2 ? 0 : firstTable(job, stage - stage % 2);
}

/** Tables that are made when so many units of a stage are done. */
export function tablesDone(job: BoostingJob, stage: number, done: number): number {
  if (stage < 2) return 0;
  if (stage % 2 === 0) return firstTable(job, stage) + Math.min(done, countTables(job, stage));
  return Math.min(job.tables, firstTable(job, stage + 1));
}

/** Tables of a stage that makes tables. */
function countTables(job: BoostingJob, stage: number): number {
  return Math.min(job.batch, job.tables - firstTable(job, stage));
}

/** True if a unit of a stage is to look at what the tables before it made of the kept rows. */
function looksAtKept(job: BoostingJob, stage: number): boolean {
  const first = firstTable(job, stage);
  return job.losses > 0 && first > 0 && first % CHECK_TABLES === 0;
}

/** The first table of a stage that makes tables. */
function firstTable({ batch }: BoostingJob, stage: number): number {
  return batch * (stage / 2 - 1);
}
