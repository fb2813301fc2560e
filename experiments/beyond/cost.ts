/**
 * How long a trial of a ladder takes compared with another. Nothing depends on it but the time left.
 *
 * @module
 */

import { costOf as costOfNetwork } from "../lab/cost.ts";
import type { StepTrial } from "./trial.ts";

/** Counting a row in a boosted table and bringing its scores up to date takes as many steps. */
const STEPS_A_ROW = 3;

/** A network for each pair of ten classes reads nine times as many rows, and once more to fit scores. */
const PAIRS = 18;

/** Steps of one trial: rows and their copies times what is done to each of them. */
export function costOf({ step, task, seed }: StepTrial, trainingRows: number): number {
  if (step.method === "network") {
    const steps = costOfNetwork({ task, seed, shape: step.shape }, trainingRows);
    return task.classes === "all" ? PAIRS * steps : steps;
  }
  const { tables, arity, augment } = step.settings;
  const { shift = 0, flip = false } = augment ?? {};
  const copies = (1 + 2 * shift * (shift + 1)) * (flip ? 2 : 1);
  return tables * (STEPS_A_ROW * copies * trainingRows + 2 ** arity);
}
