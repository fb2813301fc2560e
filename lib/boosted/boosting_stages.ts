/**
 * The stages of a boosting run: the rows are packed, the scores are set to zero, then for each batch
 * of tables the tables are made one by one and the samples' scores are changed chunk by chunk. What
 * the last batch changes in the scores, nobody asks.
 *
 * @module
 */

import type { Kernels } from "../kernels/kernels.ts";
import { VECTOR_BYTES } from "../kernels/kernels.ts";
import { BATCH } from "./arithmetic.ts";
import type { BoostingJob } from "./boosting_job.ts";

/** Units (vectors of rows, tables or chunks of samples) of a stage. */
export function unitsOfBoosting({ vectors, chunks, tables }: BoostingJob, stage: number): number {
  if (stage === 0) return vectors;
  if (stage % 2 === 1) return chunks;
  return Math.min(BATCH, tables - firstTable(stage));
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
    const first = firstTable(stage);
    for (let unit = from; unit < to; unit++) kernels.boostTable(record, first + unit, scratch);
  }
}

/** Tables that are made when so many units of a stage are done. */
export function tablesDone(job: BoostingJob, stage: number, done: number): number {
  if (stage < 2) return 0;
  if (stage % 2 === 0) return firstTable(stage) + done;
  return Math.min(job.tables, firstTable(stage + 1));
}

/** The first table of a stage that makes tables. */
function firstTable(stage: number): number {
  return BATCH * (stage / 2 - 1);
}
