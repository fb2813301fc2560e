/**
 * The work of a training run, stage by stage: first the rows are packed, then the layers are trained
 * one after the other. Threads claim a few units of a stage at a time and wait for each other before
 * the next; any number of them, one included, goes through the same code and writes the same bytes.
 *
 * @module
 */

import { type BoostingJob, countStages } from "../kinds/boosted/training/training_layout.ts";
import { claimOfBoosting, doBoosting, unitsOfBoosting } from "../kinds/boosted/training/stages.ts";
import { histogramsOf, type Kernels, VECTOR_BYTES } from "../kernels/kernels.ts";
import type { TrainingJob } from "../kinds/network/training/training_layout.ts";

/** A run of any kind that threads share. */
export type SharedJob = TrainingJob | BoostingJob;

/** Units (vectors of rows or LUTs) that a thread claims at a time. */
const CLAIM = 4;

/** Units that no stage has, with room for the claims of every thread on top. */
const CALLED_OFF = 2 ** 30;

/** Milliseconds without any unit done after which a thread no longer waits for the others. */
export const PATIENCE = 10_000;

/** Milliseconds that a thread sleeps at a time: a worker that is told to end does so in between. */
const NAP = 100;

/** Told by a thread of each stage (0 packs the rows) and of how many units of it are done. */
export type StageReport = (stage: number, done: number) => void;

/**
 * Does a thread's share of a run.
 *
 * @param thread number of the thread, from 0; each has its own scratch memory
 * @param report may throw, which ends this thread's share; {@linkcode callOff} then ends the others'
 * @param patience milliseconds to wait for other threads that get nothing done
 * @throws {TeamStalledError} if another thread claimed units and does not get them done
 */
export function runStages(
  kernels: Kernels,
  job: SharedJob,
  thread: number,
  report: StageReport = () => {},
  patience: number = PATIENCE,
): void {
  const counters = countersOf(kernels, job);
  for (let stage = 0; stage < stagesOf(job); stage++) {
    const units = unitsOf(job, stage);
    const claim = isBoosting(job) ? claimOfBoosting(stage) : CLAIM;
    const claimed = 2 * stage;
    const done = claimed + 1;
    for (;;) {
      const from = Atomics.add(counters, claimed, claim);
      if (from >= units) break;
      const to = Math.min(from + claim, units);
      if (isBoosting(job)) doBoosting(kernels, job, stage, from, to, thread);
      else doUnits(kernels, job, stage, from, to, thread);
      const before = Atomics.add(counters, done, to - from);
      if (before + to - from === units) Atomics.notify(counters, done);
      report(stage, before + to - from);
    }
    waitFor(counters, done, units, patience);
    // The last units may have been another thread's.
    report(stage, units);
  }
}

/**
 * Makes every thread leave a run once it has done what it claimed: of each stage more seems to be
 * claimed and done than there is. The last stage first, so that nobody goes on to one that is open.
 */
export function callOff(kernels: Kernels, job: SharedJob): void {
  const counters = countersOf(kernels, job);
  for (let index = counters.length - 1; index >= 0; index--) {
    Atomics.store(counters, index, CALLED_OFF);
    Atomics.notify(counters, index);
  }
}

/** For each stage the units claimed and the units done. */
function countersOf(kernels: Kernels, job: SharedJob): Int32Array {
  return new Int32Array(kernels.buffer, job.control, 2 * stagesOf(job));
}

function isBoosting(job: SharedJob): job is BoostingJob {
  return "kind" in job;
}

function stagesOf(job: SharedJob): number {
  return isBoosting(job) ? countStages(job) : job.layers.length + 1;
}

function unitsOf(job: SharedJob, stage: number): number {
  if (isBoosting(job)) return unitsOfBoosting(job, stage);
  return stage === 0 ? job.vectors : job.layers[stage - 1]!.width;
}

/** Another thread stopped in the middle of its work. */
export class TeamStalledError extends Error {
  override readonly name = "TeamStalledError";
}

function doUnits(
  kernels: Kernels,
  job: TrainingJob,
  stage: number,
  from: number,
  to: number,
  thread: number,
): void {
  const scratch = job.scratch[thread]!;
  if (stage === 0) {
    const columnBytes = job.vectors * VECTOR_BYTES;
    kernels.packRows(job.order, job.columns, columnBytes, job.features, from, to, scratch);
  } else {
    kernels.trainLuts(job.layers[stage - 1]!.record, from, to, histogramsOf(thread), scratch);
  }
}

/** Waits until a counter of units done has reached a number. */
function waitFor(counters: Int32Array, index: number, wanted: number, patience: number): void {
  let done = Atomics.load(counters, index);
  let deadline = performance.now() + patience;
  while (done < wanted) {
    Atomics.wait(counters, index, done, NAP);
    const now = Atomics.load(counters, index);
    if (now > done) deadline = performance.now() + patience;
    else if (performance.now() > deadline) {
      throw new TeamStalledError(`${wanted - now} units of a training are claimed and not done`);
    }
    done = now;
  }
}
