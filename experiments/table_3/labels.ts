/**
 * What the training rows of Table 3 are labelled with, and how to pick its outcomes.
 *
 * @module
 */

import type { Results } from "../experiment.ts";
import { valuesOf } from "../lab/outcomes.ts";
import type { RandomLabels } from "../lab/task.ts";
import type { Outcome } from "../lab/trial.ts";

/** Real labels, or a reading of the paper's "random data". */
export type Labels = "real" | RandomLabels;

/** The readings in words. */
export const READINGS: Readonly<Record<RandomLabels, string>> = {
  permuted: "labels permuted",
  coin: "a coin for each label",
  balanced: "classes of equal size",
};

/** The readings that are tried. */
export function readingsFor({ quick }: { readonly quick: boolean }): readonly RandomLabels[] {
  return quick ? ["permuted"] : ["permuted", "coin", "balanced"];
}

/** The values of the trials with these labels and this k, one a seed. */
export function pick(
  results: Results,
  k: number,
  labels: Labels,
  value: (outcome: Outcome) => number,
): number[] {
  const randomLabels = labels === "real" ? undefined : labels;
  return valuesOf(
    results,
    ({ shape, task }) => shape.arity === k && task.randomLabels === randomLabels,
    value,
  );
}

/** Accuracy on test rows with labels made random in the same way. */
export const testOnRandomLabels = (outcome: Outcome): number => outcome.testOnRandomLabels!;
