/**
 * Both halves of the paper's Figure 1: training minus test accuracy of many trials against one thing
 * that varies among them.
 *
 * @module
 */

import type { Plot, Results, ResultTable } from "../experiment.ts";
import { formatSummary } from "../figure.ts";
import { valuesOf } from "./outcomes.ts";
import type { Outcome, Trial } from "./trial.ts";

/** What varies. */
export interface Variable {
  /** Its name on the axis. */
  readonly title: string;
  /** Its name at the head of a column. */
  readonly short: string;
  readonly values: readonly number[];
  of(trial: Trial): number;
}

/** Training minus test accuracy of all trials, for each value of the variable. */
export function errorsBy(variable: Variable, results: Results): number[][] {
  return by(variable, results, errorOf);
}

/** Test accuracy of all trials, for each value of the variable. */
export function testsBy(variable: Variable, results: Results): number[][] {
  return by(variable, results, ({ test }) => test);
}

/** The table: mean and spread of accuracy and error for each value of the variable. */
export function errorTable(variable: Variable, results: Results): ResultTable {
  const trains = by(variable, results, ({ train }) => train);
  const tests = testsBy(variable, results);
  const errors = errorsBy(variable, results);
  return {
    title: "Over all pairs and seeds: mean ± standard deviation",
    head: [variable.short, "training", "test", "training - test", "from", "to"],
    rows: variable.values.map((value, i) => [
      String(value),
      formatSummary(trains[i]!),
      formatSummary(tests[i]!),
      formatSummary(errors[i]!),
      Math.min(...errors[i]!).toFixed(4),
      Math.max(...errors[i]!).toFixed(4),
    ]),
  };
}

/** A box plot: the median, the quartiles and the extremes for each value of the variable. */
export function errorPlot(
  variable: Variable,
  { trials, outcomes }: Results,
  words: Pick<Plot, "id" | "title" | "alt">,
): Plot {
  const values = outcomes.map((outcome, i) => ({
    variable: variable.of(trials[i]!),
    error: errorOf(outcome),
  }));
  return {
    ...words,
    draw: () => ({
      data: { values },
      height: 320,
      mark: { type: "boxplot", extent: "min-max", size: 18, color: "var(--blue)" },
      encoding: {
        x: {
          field: "variable",
          type: "ordinal",
          title: variable.title,
          axis: { labelAngle: 0 },
        },
        y: {
          field: "error",
          type: "quantitative",
          title: "training minus test accuracy",
          axis: { format: ".2f" },
        },
      },
    }),
  };
}

function errorOf({ train, test }: Outcome): number {
  return train - test;
}

function by(variable: Variable, results: Results, value: (outcome: Outcome) => number): number[][] {
  return variable.values.map((wanted) =>
    valuesOf(results, (trial) => variable.of(trial) === wanted, value)
  );
}
