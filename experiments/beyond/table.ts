/**
 * The table of a ladder: its steps from the start upwards, then the other methods.
 *
 * @module
 */

import { type BaselineResult, METHODS } from "../baselines/baseline.ts";
import type { Results, ResultTable } from "../experiment.ts";
import { formatSummary, meanOf } from "../figure.ts";
import { describeStep } from "./step.ts";
import { fastestOf, type StepResult } from "./step_result.ts";
import { formatCount, formatSpeed } from "./words.ts";

const HEAD = [
  ...["", "test accuracy", "training accuracy", "bytes", "seconds to train", "rows/s"],
  ...["calibration error", "how"],
];

/** Writes it. */
export function tableOf(
  steps: readonly StepResult[],
  baselines: Results["baselines"],
): ResultTable {
  return {
    title: "The steps, and other methods on the same bits",
    head: HEAD,
    rows: [
      ...steps.map(rowOf),
      ...baselines.map(({ method, result }) => [
        METHODS[method].title,
        ...baselineCells(result),
      ]),
    ],
  };
}

function rowOf(result: StepResult): string[] {
  const { step, test, train, bytes, calibrationError } = result;
  const { seconds, rowsPerSecond } = fastestOf(result);
  return [
    step.name,
    formatSummary(test),
    formatSummary(train),
    formatCount(Math.max(...bytes)),
    seconds.toFixed(1),
    formatSpeed(rowsPerSecond),
    meanOf(calibrationError).toFixed(4),
    describeStep(step),
  ];
}

function baselineCells(result: BaselineResult): string[] {
  if ("missing" in result) return ["", "", "", "", "", "", result.missing];
  const { test, train, bytes, fitSeconds, rowsPerSecond, library, settings } = result;
  return [
    test.toFixed(4),
    train.toFixed(4),
    bytes === undefined ? "" : formatCount(bytes),
    fitSeconds?.toFixed(1) ?? "",
    rowsPerSecond === undefined ? "" : formatSpeed(rowsPerSecond),
    "",
    `${library}: ${settings}`,
  ];
}
