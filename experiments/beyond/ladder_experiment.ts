/**
 * A ladder as an experiment: the steps from the paper's network to the best, each trained from every
 * seed, with other methods beside them and bars that they are held against.
 *
 * @module
 */

import type { Method } from "../baselines/baseline.ts";
import type { Check, Experiment, Setting } from "../experiment.ts";
import { formatMeans, meanOf } from "../figure.ts";
import { checkBars } from "./bars.ts";
import { checkClaims } from "./claims.ts";
import type { Ladder } from "./ladder.ts";
import { plotOf } from "./plot.ts";
import type { Step } from "./step.ts";
import { resultOf, type StepResult } from "./step_result.ts";
import { tableOf } from "./table.ts";
import type { StepOutcome, StepTrial } from "./trial.ts";

/** What stands beside a ladder, unless it says otherwise. */
const OTHERS: readonly Method[] = ["random_forest_100", "gradient_boosting"];

/** Makes an experiment of a ladder. */
export function experimentOf(ladder: Ladder): Experiment<StepTrial, StepOutcome> {
  const { id, title, says, setUp, takes, task } = ladder;
  return {
    ...{ id, title, says, setUp, takes },
    tolerance: toleranceOf(ladder),
    imageSets: [task.images],

    plan({ seeds, quick }) {
      const trials = stepsFor(ladder, quick).flatMap((step) =>
        seeds.map((seed) => ({ task, step, seed }))
      );
      const { images, classes } = task;
      const baselines = (ladder.others ?? OTHERS).map((method) => ({ images, classes, method }));
      return quick ? { trials } : { trials, baselines };
    },

    conclude(results, setting) {
      const steps = stepsFor(ladder, setting.quick).map((step) => resultOf(results, step));
      return {
        figures: [],
        tables: [tableOf(steps, results.baselines)],
        plots: [plotOf(ladder, steps, results.baselines)],
        checks: [aboveStart(steps), ...barChecks(ladder, steps, setting)],
        remarks: ladder.remarks ?? [],
      };
    },
  };
}

/** Bars and claims are for all steps on real images. */
function barChecks(ladder: Ladder, steps: StepResult[], { isReal, quick }: Setting): Check[] {
  if (!isReal || quick) return [];
  const { bars, claims = [], limits } = ladder;
  return [...checkBars(bars, limits, steps), ...checkClaims(claims, steps)];
}

function stepsFor({ steps }: Ladder, quick: boolean): readonly Step[] {
  return quick ? steps.filter((step) => step.quick) : steps;
}

function aboveStart(steps: readonly StepResult[]): Check {
  const start = steps.find(({ step }) => step.isStart)!;
  const others = steps.filter(({ step }) => !step.isStart);
  const tests = others.map(({ test }) => test);
  return {
    sentence: `Every step tests better than ${start.step.name}`,
    holds: tests.every((test) => meanOf(test) > meanOf(start.test)),
    evidence: `${formatMeans([start.test], 4)}; the others ${formatMeans(tests, 4)}`,
  };
}

function toleranceOf({ bars, claims = [], limits }: Ladder): string {
  const { seconds, calibrationError, speed } = limits;
  return [
    ...bars.map(({ sentence }) => sentence),
    ...claims.map(({ sentence }) => sentence),
    ...(seconds === undefined ? [] : [`the best step of each bar trained in at most ${seconds} s`]),
    ...(calibrationError === undefined
      ? []
      : [`calibration error of each of these at most ${calibrationError}`]),
    ...(speed === undefined ? [] : [speed.sentence]),
  ].join("; ");
}
