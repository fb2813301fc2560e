/**
 * The lines of Table 1: each method with the paper's accuracy and ours, as far as they are known.
 *
 * @module
 */

import { type BaselineResult, METHODS } from "../baselines/baseline.ts";
import type { Results } from "../experiment.ts";
import { meanOf } from "../figure.ts";
import { test, train, valuesOf } from "../lab/outcomes.ts";
import type { ImageSetName } from "../lab/task.ts";
import { type Accuracy, TABLE_1 } from "../paper.ts";

/** The paper's k for each image set. */
export const ARITY: Readonly<Record<ImageSetName, number>> = { mnist: 12, cifar10: 10 };
/** The tasks in words. */
export const TASKS: Readonly<Record<ImageSetName, string>> = {
  mnist: "Binary-MNIST",
  cifar10: "Binary-CIFAR-10",
};

/** One line of the table, as far as it is known. */
export interface Line {
  readonly title: string;
  /** True for memorization. */
  readonly isRote: boolean;
  readonly paper: Accuracy | undefined;
  readonly ours: { readonly train: number[]; readonly test: number[] } | undefined;
  readonly how: string;
}

/** The lines of an image set: memorization first. */
export function linesOf(results: Results, images: ImageSetName, isReal: boolean): Line[] {
  return [memorizationOf(results, images, isReal), ...baselinesOf(results, images, isReal)];
}

function memorizationOf(results: Results, images: ImageSetName, isReal: boolean): Line {
  const fits = ({ task }: { task: { images: string } }) => task.images === images;
  return {
    title: `memorization, k = ${ARITY[images]}`,
    isRote: true,
    paper: isReal ? TABLE_1[images][`memorization_k${ARITY[images]}`] : undefined,
    ours: { train: valuesOf(results, fits, train), test: valuesOf(results, fits, test) },
    how: "Rote",
  };
}

function baselinesOf({ baselines }: Results, images: ImageSetName, isReal: boolean): Line[] {
  return baselines.filter((baseline) => baseline.images === images).map(({ method, result }) => ({
    title: METHODS[method].title,
    isRote: false,
    paper: isReal ? TABLE_1[images][method] : undefined,
    ours: hasFigures(result) ? { train: [result.train], test: [result.test] } : undefined,
    how: hasFigures(result)
      ? `${result.library}: ${result.settings}; ${result.seconds.toFixed(0)} s`
      : result.missing,
  }));
}

function hasFigures(
  result: BaselineResult,
): result is Exclude<BaselineResult, { missing: string }> {
  return "train" in result;
}

/** The order of the table: by the paper's test accuracy, the best first, or by ours without. */
export function byAccuracy(a: Line, b: Line): number {
  const testOf = ({ paper, ours }: Line) => paper?.test ?? (ours ? meanOf(ours.test) : 0);
  return testOf(b) - testOf(a);
}
