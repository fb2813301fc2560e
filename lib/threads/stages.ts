/**
 * The work of a run, stage by stage: threads claim a few units of a stage at a time and wait for each
 * other before the next; any number of them, one included, goes through the same code and writes the
 * same bytes. What the stages do is told by whoever lays the run out.
 *
 * @module
 */

import type { Kernels } from "../kernels/kernels.ts";

/** A run laid out in memory: data alone, as it is sent to other threads. */
export interface SharedLayout {
  /** Which stages belong to it, for a thread that has those of several kinds of runs. */
  readonly stages: string;
  /** Two counters for each stage: units claimed, units done. */
  readonly control: number;
}

/** The stages of a kind of runs. */
export interface Stages<Layout extends SharedLayout> {
  /** How many there are. */
  count(layout: Layout): number;
  /** Units of a stage. */
  units(layout: Layout, stage: number): number;
  /** Units of a stage that a thread claims at a time. */
  claim(stage: number): number;
  /** Does some units of a stage, with the scratch memory of a thread. */
  work(
    kernels: Kernels,
    layout: Layout,
    stage: number,
    from: number,
    to: number,
    thread: number,
  ): void;
}

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
export function runStages<Layout extends SharedLayout>(
  kernels: Kernels,
  layout: Layout,
  stages: Stages<Layout>,
  thread: number,
  report: StageReport = () => {},
  patience: number = PATIENCE,
): void {
  const count = stages.count(layout);
  const counters = countersOf(kernels, layout, count);
  for (let stage = 0; stage < count; stage++) {
    const units = stages.units(layout, stage);
    const claim = stages.claim(stage);
    const claimed = 2 * stage;
    const done = claimed + 1;
    for (;;) {
      const from = Atomics.add(counters, claimed, claim);
      if (from >= units) break;
      const to = Math.min(from + claim, units);
      stages.work(kernels, layout, stage, from, to, thread);
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
export function callOff<Layout extends SharedLayout>(
  kernels: Kernels,
  layout: Layout,
  stages: Stages<Layout>,
): void {
  const counters = countersOf(kernels, layout, stages.count(layout));
  for (let index = counters.length - 1; index >= 0; index--) {
    Atomics.store(counters, index, CALLED_OFF);
    Atomics.notify(counters, index);
  }
}

/** For each stage the units claimed and the units done. */
function countersOf(kernels: Kernels, { control }: SharedLayout, stages: number): Int32Array {
  return new Int32Array(kernels.buffer, control, 2 * stages);
}

/** Another thread stopped in the middle of its work. */
export class TeamStalledError extends Error {
  override readonly name = "TeamStalledError";
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
