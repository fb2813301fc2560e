/**
 * What an experiment is: what the paper says or we claim, how it is tried here, what must hold, and a
 * way from trials to findings. The runner (`run.ts`) does the trials; an experiment neither reads
 * files nor trains anything by itself.
 *
 * @module
 */

import type { Baseline, BaselineResult } from "./baselines/baseline.ts";
import type { Figure } from "./figure.ts";
import type { ImageSetName, Task } from "./lab/task.ts";
import type { Outcome, Trial } from "./lab/trial.ts";
import type { PlotSpec } from "./report/plot.ts";

/** A trial of any study: something is trained on a task from a seed. */
export interface AnyTrial {
  readonly task: Task;
  readonly seed: number;
}

/** An experiment of any study. */
export type AnyExperiment = Experiment<AnyTrial, unknown>;

/** One claim, tried by trials of kind T that come out as O: the paper's, unless said. */
export interface Experiment<T extends AnyTrial = Trial, O = Outcome> {
  /** The name that `--only` takes. */
  readonly id: string;
  readonly title: string;
  /** What the paper says, or what is claimed beyond it, in a few sentences. */
  readonly says: string;
  /** How it is tried here: data, networks, seeds. */
  readonly setUp: string;
  /** What must hold, with its tolerance. */
  readonly tolerance: string;
  /** What the whole experiment takes on two cores, measured. */
  readonly takes: { readonly minutes: number; readonly megabytes: number };
  readonly imageSets: readonly ImageSetName[];
  /** The trials to run. */
  plan(setting: Setting): Plan<T>;
  /** What the outcomes say. */
  conclude(results: Results<T, O>, setting: Setting): Findings;
}

/** What a run of the experiments was asked for. */
export interface Setting {
  readonly seeds: readonly number[];
  /** A small subset of everything. */
  readonly quick: boolean;
  /** True if the images are the paper's; figures are held against the paper's only then. */
  readonly isReal: boolean;
}

/** What an experiment wants to be run. */
export interface Plan<T = Trial> {
  readonly trials: readonly T[];
  readonly baselines?: readonly Baseline[];
}

/** What came of a plan, in the same order. */
export interface Results<T = Trial, O = Outcome> {
  readonly trials: readonly T[];
  readonly outcomes: readonly O[];
  readonly baselines: readonly (Baseline & { readonly result: BaselineResult })[];
}

/** What an experiment found. */
export interface Findings {
  /** Figures of the paper and ours for them. */
  readonly figures: readonly Figure[];
  readonly tables: readonly ResultTable[];
  readonly plots: readonly Plot[];
  readonly checks: readonly Check[];
  /** What a reader should know: deviations explained, readings of the paper chosen. */
  readonly remarks: readonly string[];
}

/** A table of results, as text. */
export interface ResultTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A sentence, and whether it holds here. */
export interface Check {
  readonly sentence: string;
  readonly holds: boolean;
  /** The figures that say so. */
  readonly evidence: string;
}

/** A picture. */
export interface Plot {
  /** Unique among all plots: the name of its file. */
  readonly id: string;
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  /** Draws it for a width in pixels. */
  draw(width: number): PlotSpec;
}
