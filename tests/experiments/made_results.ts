/**
 * Results that no training made: what an experiment concludes from them is known beforehand.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { AnyTrial, Experiment, Findings, Setting } from "../../experiments/experiment.ts";
import type { Outcome, Trial } from "../../experiments/lab/trial.ts";
import type { BaselineResult, Method } from "../../experiments/baselines/baseline.ts";
import type { ImageSetName } from "../../experiments/lab/task.ts";

/** A whole run on the paper's images. */
export const WHOLE: Setting = { seeds: [1, 2, 3, 4, 5], quick: false, isReal: true };

/** What an experiment concludes if each trial comes out as `outcomeOf` says. */
export function conclude(
  experiment: Experiment,
  outcomeOf: (trial: Trial) => Partial<Outcome>,
  setting: Setting = WHOLE,
  baselineOf: (images: ImageSetName, method: Method) => BaselineResult = () => ({ missing: "no" }),
): Findings {
  const perfect = { train: 1, test: 1, seconds: 0 };
  return concludeFrom(
    experiment,
    (trial) => ({ ...perfect, ...outcomeOf(trial) }),
    setting,
    baselineOf,
  );
}

/** The same for trials of any kind. */
export function concludeFrom<T extends AnyTrial, O>(
  experiment: Experiment<T, O>,
  outcomeOf: (trial: T) => O,
  setting: Setting,
  baselineOf: (images: ImageSetName, method: Method) => BaselineResult = () => ({ missing: "no" }),
): Findings {
  const { trials, baselines = [] } = experiment.plan(setting);
  const outcomes = trials.map(outcomeOf);
  return experiment.conclude({
    trials,
    outcomes,
    baselines: baselines.map((one) => ({ ...one, result: baselineOf(one.images, one.method) })),
  }, setting);
}

/** The sentences that do not hold. */
export function failures({ checks }: Findings): string[] {
  return checks.filter(({ holds }) => !holds).map(({ sentence }) => sentence);
}

/** Asserts that these sentences fail, each named by a part of it, and no others. */
export function assertFailures(findings: Findings, parts: readonly string[]): void {
  const found = failures(findings);
  assertEquals(found.map((sentence) => parts.find((part) => sentence.includes(part))), [...parts]);
}
