/**
 * A figure of the paper beside ours: the mean over seeds, its spread, and the difference.
 *
 * @module
 */

import { mean, sampleStandardDeviation } from "simple-statistics";

/** A figure that the paper gives and what we found for it. */
export interface Figure {
  /** What it is: "k = 8, test". */
  readonly name: string;
  readonly paper: number;
  /** One value a seed. */
  readonly ours: readonly number[];
  /** How far the mean of ours may be from the paper's; none if nothing is asked. */
  readonly tolerance?: number;
}

/** Our values summed up. */
export interface Summary {
  readonly mean: number;
  /** Standard deviation over the seeds, estimated from the sample; 0 for a single seed. */
  readonly deviation: number;
  readonly count: number;
}

/** Sums up the values of several seeds. */
export function summarize(values: readonly number[]): Summary {
  return {
    mean: mean(values as number[]),
    deviation: values.length > 1 ? sampleStandardDeviation(values as number[]) : 0,
    count: values.length,
  };
}

/** The mean of several values. */
export function meanOf(values: readonly number[]): number {
  return mean(values as number[]);
}

/** Our mean minus the paper's figure. */
export function differenceOf({ paper, ours }: Figure): number {
  return meanOf(ours) - paper;
}

/** A tolerance for means over the usual seeds, or over the fewer ones of a quick run. */
export function toleranceOf(usual: number, { quick }: { readonly quick: boolean }): number {
  return quick ? 1.5 * usual : usual;
}

/** True if the figure is within its tolerance, or if none was set. */
export function isWithin(figure: Figure): boolean {
  const { tolerance } = figure;
  // The paper's figures have two decimals, and differences of decimals are not exact.
  return tolerance === undefined || Math.abs(differenceOf(figure)) <= tolerance + 1e-9;
}

/** "0.8722 ± 0.0035", or the value alone for a single seed. */
export function formatSummary(values: readonly number[]): string {
  const { mean, deviation, count } = summarize(values);
  return count > 1 ? `${mean.toFixed(4)} ± ${deviation.toFixed(4)}` : mean.toFixed(4);
}

/** "+0.002", "-0.013". */
export function formatDifference(difference: number): string {
  const text = difference.toFixed(3);
  if (Number(text) === 0) return "0.000";
  return difference < 0 ? text : `+${text}`;
}

/** "0.657, 0.807, 0.850": the means of several lists of values. */
export function formatMeans(lists: readonly (readonly number[])[], digits = 3): string {
  return lists.map((values) => meanOf(values).toFixed(digits).replace(/^-(0\.0*)$/, "$1"))
    .join(", ");
}

/** The cells of a figure: the paper's, ours, the difference. */
export function cellsOf(figure: Figure): string[] {
  return [
    figure.paper.toFixed(2),
    formatSummary(figure.ours),
    formatDifference(differenceOf(figure)),
  ];
}
