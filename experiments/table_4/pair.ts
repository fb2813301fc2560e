/**
 * A pair of classes of CIFAR-10: its outcomes and its name.
 *
 * @module
 */

import type { Results } from "../experiment.ts";
import { valuesOf } from "../lab/outcomes.ts";
import type { Pair } from "../lab/pairs.ts";
import type { Outcome } from "../lab/trial.ts";
import { TABLE_4 } from "../paper.ts";

/** The values of the trials on a pair, one a seed. */
export function pick(
  results: Results,
  [a, b]: Pair,
  value: (outcome: Outcome) => number,
): number[] {
  return valuesOf(results, ({ task: { classes } }) => classes[0] === a && classes[1] === b, value);
}

/** "CAT and DOG". */
export function nameOf([a, b]: Pair): string {
  return `${TABLE_4.classes[a]} and ${TABLE_4.classes[b]}`;
}
