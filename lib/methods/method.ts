/**
 * What a method of training tells of itself: a table of its settings, and runs. Each method has a file;
 * `mod.ts` lists them all, and whoever trains by a method that a user names asks there.
 *
 * @module
 */

import type { ErrorCode } from "../errors.ts";
import type { DataSet } from "../rows/data_set.ts";
import type { Setting, SettingsOf } from "../setting.ts";
import type { RunOptions } from "../threads/run_options.ts";
import type { TrainedRun } from "./measured_run.ts";

/** What every run is told, whatever its method. */
export interface RunSettings {
  /** Integer from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Share of the rows, above 0 and below 1, that is kept away from training to test on. */
  readonly holdout?: number;
}

/** What is known of the rows to train on before a run is checked. */
export interface RowsToTrain {
  /** How many there are. */
  readonly rows: number;
  /** Bits of each. */
  readonly features: number;
  /** True for numbers and categories as bits. */
  readonly isTabular: boolean;
}

/**
 * A method of training.
 *
 * @typeParam Run all settings of a run
 * @typeParam Own those of them that are the method's own, as users say them
 * @typeParam Beside more of those, which requests do not say among the others
 */
export interface Method<
  Run extends RunSettings,
  Own extends object,
  Beside extends object = object,
> {
  /** What it makes, at the head of its options. */
  readonly title: string;
  /** The same, several of them, in the middle of a sentence. */
  readonly plural: string;
  /** What it makes, in a sentence of several methods. */
  readonly words: string;
  /** How many classes it tells apart. */
  readonly mostClasses: number;
  /** Its own settings, without those of every run. */
  readonly fields: SettingsOf<Own>;
  /** Those that a JSON body says beside the others, at its top. */
  readonly beside?: SettingsOf<Beside>;
  /** What holds if nothing is said and nothing is known of the rows, for the OpenAPI document. */
  readonly start: Partial<Own>;
  /**
   * The settings of a run: those that are given, and what is usual for such rows.
   *
   * @param given its own and those beside, as somebody says them; nothing of them is checked
   */
  complete(given: Partial<Own & Beside>, rows: RowsToTrain, run: RunSettings): Run;
  /** Its own settings of a run. */
  own(settings: Run): Own;
  /**
   * Checks its own settings by themselves.
   *
   * @throws {RoteError}
   */
  checkSettings(features: number, settings: Run): void;
  /**
   * Checks what can be known of a run before it starts.
   *
   * @param test rows to test on, in place of held-out ones
   * @throws {RoteError}
   */
  check(data: DataSet, settings: Run, test?: DataSet): void;
  /**
   * Refuses a model whose tables alone are too large.
   *
   * @param limit the same in words: "the limit of this service is 100 bytes a model"
   * @throws {RoteError} `network_too_large`
   */
  checkBytes(settings: Run, classes: number, most: number, limit: string): void;
  /** Layers that are trained, those that answer included. */
  countLayers(settings: Run): number;
  /**
   * Trains on a data set and encodes what comes of it.
   *
   * @param test rows to test on, in place of held-out ones
   * @throws {RoteError} as {@linkcode Method.check}; `job_cancelled` if told to stop
   */
  train(data: DataSet, settings: Run, test?: DataSet, options?: RunOptions): TrainedRun;
}

/** Codes of what is refused of several settings together. */
export const CODES_OF_SEVERAL: readonly ErrorCode[] = [
  "arity_above_width_below",
  "network_too_large",
];

/** The settings of every run. */
export const RUN_FIELDS: Readonly<Record<keyof RunSettings, Setting>> = {
  seed: {
    type: "integer",
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
    usual: 1,
    code: "seed_out_of_range",
    words: "The same rows, settings and seed give the same bytes",
  },
  holdout: {
    type: "share",
    code: "holdout_out_of_range",
    words: "Share of the rows that is kept away from training, to tell an honest accuracy",
  },
};
