/**
 * Threads that train together, whatever is trained.
 *
 * @module
 */

import { TrainingTeam } from "../threads/team.ts";

/**
 * Starts threads that help with trainings.
 *
 * @param threads threads that work together, the leader included
 * @param onFault told why a helper ended that ought not to; the team is closed then, and trainings go
 *   on without it
 * @returns nothing where there can be none or one thread was asked for, see `TrainingTeam.start`: train
 *   without a team then
 */
export function startTeam(
  threads: number,
  onFault?: (fault: string) => void,
): Promise<TrainingTeam | undefined> {
  return TrainingTeam.start(
    () => new Worker(new URL("./training_helper.ts", import.meta.url), { type: "module" }),
    threads,
    onFault,
  );
}
