/**
 * Bars: accuracies that a ladder must reach, and what the steps that reach them must keep to.
 *
 * @module
 */

import type { Check } from "../experiment.ts";
import { formatSummary, meanOf } from "../figure.ts";
import { isAugmented } from "./step.ts";
import { fastestOf, type StepResult } from "./step_result.ts";
import { formatBytes, formatSpeed } from "./words.ts";

/** A test accuracy that some step must reach, as a mean over the seeds. */
export interface Bar {
  readonly sentence: string;
  readonly least: number;
  /** Steps of larger blobs do not count. */
  readonly mostBytes?: number;
  /** Steps that learn from copies do not count. */
  readonly withoutCopies?: boolean;
}

/** What the best step of each bar must keep to. */
export interface Limits {
  /** Time of training, one thread, of the fastest seed. */
  readonly seconds?: number;
  /** Of the scores of the test rows, mean over the seeds. */
  readonly calibrationError?: number;
  /** What the best step of at most so many bytes must do. */
  readonly speed?: {
    readonly sentence: string;
    readonly mostBytes: number;
    readonly rowsPerSecond: number;
  };
}

/** Holds the steps against bars and limits. */
export function checkBars(
  bars: readonly Bar[],
  limits: Limits,
  steps: readonly StepResult[],
): Check[] {
  const best = bars.map((bar) => bestOf(steps, bar));
  const champions = [...new Set(best.filter((step) => step !== undefined))];
  const { seconds, calibrationError, speed } = limits;
  return [
    ...bars.map(({ sentence, least }, index) => checkBar(sentence, least, best[index])),
    ...(seconds === undefined ? [] : [checkMost(
      `The best step of each bar is trained in at most ${seconds} s`,
      seconds,
      champions.map((step) => ({ step, value: fastestOf(step).seconds })),
      (value) => `${value.toFixed(1)} s on one core`,
    )]),
    ...(calibrationError === undefined ? [] : [checkMost(
      `The calibration error of each of these (15 bins) is at most ${calibrationError}`,
      calibrationError,
      champions.map((step) => ({ step, value: meanOf(step.calibrationError) })),
      (value) => value.toFixed(4),
    )]),
    ...(speed === undefined ? [] : [checkSpeed(speed, bestOf(steps, speed))]),
  ];
}

/** The step with the best test accuracy among those that count; none if none counts. */
function bestOf(
  steps: readonly StepResult[],
  { mostBytes = Infinity, withoutCopies = false }: Pick<Bar, "mostBytes" | "withoutCopies">,
): StepResult | undefined {
  return steps
    .filter(({ step, bytes }) =>
      Math.max(...bytes) <= mostBytes && !(withoutCopies && isAugmented(step))
    )
    .toSorted((a, b) => meanOf(b.test) - meanOf(a.test))[0];
}

const NOTHING = { holds: false, evidence: "no step counts" };

function checkBar(sentence: string, least: number, best: StepResult | undefined): Check {
  if (!best) return { sentence, ...NOTHING };
  const { step, test, bytes } = best;
  return {
    sentence,
    // Means of decimals are not exact.
    holds: meanOf(test) >= least - 1e-9,
    evidence: `${step.name}: ${formatSummary(test)} over ${test.length} seeds, ` +
      formatBytes(Math.max(...bytes)),
  };
}

function checkMost(
  sentence: string,
  most: number,
  values: readonly { readonly step: StepResult; readonly value: number }[],
  format: (value: number) => string,
): Check {
  return {
    sentence,
    holds: values.length > 0 && values.every(({ value }) => value <= most),
    evidence: values.map(({ step, value }) => `${step.step.name}: ${format(value)}`).join("; ") ||
      NOTHING.evidence,
  };
}

function checkSpeed(
  { sentence, rowsPerSecond }: NonNullable<Limits["speed"]>,
  best: StepResult | undefined,
): Check {
  if (!best) return { sentence, ...NOTHING };
  const fastest = fastestOf(best);
  return {
    sentence,
    holds: fastest.rowsPerSecond >= rowsPerSecond,
    evidence: `${best.step.name}: ${formatSpeed(fastest.rowsPerSecond)} rows/s`,
  };
}
