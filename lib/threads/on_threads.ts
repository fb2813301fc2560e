/**
 * A run on all threads that there are, or on this one alone.
 *
 * @module
 */

import type { Kernels } from "../kernels/kernels.ts";
import { borrowWorkbench, returnWorkbench } from "../kernels/workbench.ts";
import { runStages, type SharedLayout, type Stages, TeamStalledError } from "./stages.ts";
import type { Run, TrainingTeam } from "./team.ts";

/** What a run may use. */
export interface ThreadOptions {
  /** Threads that help; the answers are the same without them. */
  readonly team?: TrainingTeam;
  /** Kernels to use in place of the fastest that the runtime allows; the answers are the same. */
  readonly kernels?: Kernels;
}

/**
 * Does a run: on a team's threads if it is ready, else with the given kernels or those at hand. A run
 * whose team stalls is done again without it.
 */
export function onThreads<Layout extends SharedLayout, T>(
  { team, kernels }: ThreadOptions,
  stages: Stages<Layout>,
  run: Run<Layout, T>,
): T {
  if (team?.isReady) {
    try {
      return team.lead(stages, run);
    } catch (error) {
      // The team is of no use any more.
      if (!(error instanceof TeamStalledError)) throw error;
    }
  }
  const alone = (kernels: Kernels) =>
    run(kernels, 1, (layout, report) => runStages(kernels, layout, stages, 0, report));
  if (kernels) return alone(kernels);
  const workbench = borrowWorkbench();
  workbench.left = undefined;
  try {
    return alone(workbench.kernels);
  } finally {
    returnWorkbench(workbench);
  }
}
