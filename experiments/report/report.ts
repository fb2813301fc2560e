/**
 * What a run found, as plain data: `results.json` is this, and the Markdown and HTML reports are
 * written from it.
 *
 * @module
 */

import type { ImageSet } from "../../cli/data_sets/image_set.ts";
import type { Check, Findings, Results, ResultTable } from "../experiment.ts";
import { differenceOf, type Figure, isWithin, summarize, type Summary } from "../figure.ts";
import type { Finished } from "../run.ts";
import type { StudyTexts } from "../study.ts";
import type { Surroundings } from "./surroundings.ts";

/** A difference from the paper that is worth a line of its own, whether it is judged or not. */
const NOTABLE = 0.02;

/** The whole report. */
export interface Report extends StudyTexts, Surroundings {
  readonly seeds: readonly number[];
  /** True for a small subset of everything. */
  readonly quick: boolean;
  /** False if made-up images stand in for the real ones. */
  readonly isReal: boolean;
  /** The images that were read. */
  readonly data: readonly Pick<ImageSet, "name" | "provenance">[];
  /** Wall-clock time of the experiments. */
  readonly seconds: number;
  readonly sections: readonly Section[];
}

/** One experiment in the report. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly setUp: string;
  readonly tolerance: string;
  readonly takes: { readonly minutes: number; readonly megabytes: number };
  readonly seconds: number;
  readonly peakBytes: number;
  readonly figures: readonly ComparedFigure[];
  readonly tables: readonly ResultTable[];
  readonly checks: readonly Check[];
  readonly plots: readonly { readonly id: string; readonly title: string; readonly alt: string }[];
  readonly remarks: readonly string[];
  /** Each trial of the study with its outcome. */
  readonly trials: readonly { readonly trial: unknown; readonly outcome: unknown }[];
  readonly baselines: Results["baselines"];
}

/** A figure of the paper with ours summed up. */
export interface ComparedFigure extends Figure, Summary {
  readonly difference: number;
  /** False if it is judged and farther off than its tolerance. */
  readonly isWithin: boolean;
}

/** Puts a report together. */
export function makeReport(
  finished: readonly Finished[],
  run: Omit<Report, "sections" | "seconds">,
): Report {
  return {
    ...run,
    seconds: finished.reduce((sum, { seconds }) => sum + seconds, 0),
    sections: finished.map(sectionOf),
  };
}

function sectionOf({ experiment, results, findings, seconds, peakBytes }: Finished): Section {
  const { id, title, says, setUp, tolerance, takes } = experiment;
  const { tables, checks, remarks }: Findings = findings;
  return {
    id,
    title,
    says,
    setUp,
    tolerance,
    takes,
    seconds,
    peakBytes,
    figures: findings.figures.map((figure) => ({
      ...figure,
      ...summarize(figure.ours),
      difference: differenceOf(figure),
      isWithin: isWithin(figure),
    })),
    tables,
    checks,
    plots: findings.plots.map(({ id, title, alt }) => ({ id, title, alt })),
    remarks,
    trials: results.trials.map((trial, i) => ({ trial, outcome: results.outcomes[i]! })),
    baselines: results.baselines,
  };
}

/** All checks of a report, the figures that are judged included. */
export function checksOf({ sections }: Report): (Check & { readonly section: Section })[] {
  return sections.flatMap((section) => {
    const judged = section.figures.filter(({ tolerance }) => tolerance !== undefined);
    const off = judged.filter(({ isWithin }) => !isWithin);
    const farthest = Math.max(...judged.map(({ difference }) => Math.abs(difference)));
    const agreement: Check[] = judged.length === 0 ? [] : [{
      sentence: "The figures are the paper's, within the tolerance",
      holds: off.length === 0,
      evidence:
        `${judged.length - off.length} of ${judged.length} figures; the largest difference ` +
        `is ${farthest.toFixed(3)}`,
    }];
    return [...agreement, ...section.checks].map((check) => ({ ...check, section }));
  });
}

/** The figures that differ from the paper's by more than 0.02, judged or not. */
export function deviationsOf(
  { sections }: Report,
): (ComparedFigure & { readonly section: Section })[] {
  return sections.flatMap((section) =>
    section.figures
      .filter((figure) => !figure.isWithin || Math.abs(figure.difference) > NOTABLE + 1e-9)
      .map((figure) => ({ ...figure, section }))
  );
}
