/**
 * The picture of a ladder: the test accuracy of each step and of the other methods.
 *
 * @module
 */

import { METHODS } from "../baselines/baseline.ts";
import type { Plot, Results } from "../experiment.ts";
import { meanOf } from "../figure.ts";
import { accuracyAxis, colourBy, namesAxis, namesHeight } from "../report/plot.ts";
import type { Ladder } from "./ladder.ts";
import type { StepResult } from "./step_result.ts";

/** The series and their colours. */
const COLOURS = { network: "blue", "boosted tables": "green", "scikit-learn": "orange" } as const;

/** One dot a step or method. */
export function plotOf(
  { id, title }: Ladder,
  steps: readonly StepResult[],
  baselines: Results["baselines"],
): Plot {
  const values = [
    ...steps.map(({ step, test }) => ({
      name: step.name,
      test: meanOf(test),
      series: step.method === "network" ? "network" : "boosted tables",
    })),
    ...baselines.flatMap(({ method, result }) =>
      "missing" in result
        ? []
        : [{ name: METHODS[method].title, test: result.test, series: "scikit-learn" }]
    ),
  ];
  const tests = values.map(({ test }) => test);
  return {
    id,
    title: `${title.split(":")[0]}: test accuracy`,
    alt: `Dot plot of the test accuracy of each step: ` +
      values.map(({ name, test }) => `${name} ${test.toFixed(4)}`).join(", "),
    draw: (width) => ({
      data: { values },
      height: namesHeight(width),
      mark: { type: "point", size: 90, strokeWidth: 2, opacity: 1, filled: true },
      encoding: {
        y: namesAxis("name", width),
        x: accuracyAxis("test", "test accuracy", [
          Math.floor(20 * Math.min(...tests)) / 20,
          Math.ceil(20 * Math.max(...tests)) / 20,
        ]),
        color: colourBy("series", COLOURS, width),
      },
    }),
  };
}
