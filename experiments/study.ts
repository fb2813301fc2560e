/**
 * A study: experiments that are run by one command and reported together. The paper's is one
 * (`reproduction.ts`), what goes beyond it another (`beyond/study.ts`); runner, command line and
 * report are the same for both.
 *
 * @module
 */

import type { AnyExperiment, AnyTrial } from "./experiment.ts";

/** What the report says of a study as a whole. */
export interface StudyTexts {
  readonly title: string;
  /** What a reader must know before anything else if the images are made up. */
  readonly madeUp: string;
  /** True if the report lists the figures that differ from the paper's. */
  readonly comparesFigures: boolean;
}

/** Experiments with a command of their own. */
export interface Study extends StudyTexts {
  /** The name of the task in `deno.json`. */
  readonly command: string;
  /** What the command does, for its help, and what it says that it is doing. */
  readonly description: string;
  readonly doing: string;
  /** Examples and whatever else stands below the options in the help. */
  readonly help: string;
  /** What `--no-baselines` leaves out, and what `--python` must have. */
  readonly baselines: { readonly what: string; readonly needs: string };
  /** Seeds, and the folder of the report, unless somebody says otherwise. */
  readonly seeds: number;
  readonly out: string;
  /** In the order of the report. */
  readonly experiments: readonly AnyExperiment[];
  /** The module of the Web Worker that runs the trials: a call of `serveTrials`. */
  readonly worker: URL;
  /** Steps of one trial, for the time left: about three billion are done in a second. */
  costOf(trial: AnyTrial, trainingRows: number): number;
}
