/**
 * A method of training as `rote train` sees it: options of its own, and a run that they ask for.
 *
 * @module
 */

import type { Option } from "commander";
import type { DataSet, InputShape, LayerStatistics, RunResult } from "../../lib/mod.ts";
import type { ReadingFlags } from "../options.ts";

/** The values of the options that every method takes. */
export interface CommonFlags extends ReadingFlags {
  readonly holdout?: number;
  readonly arity: number;
  readonly seed: number;
}

/** A method of training. */
export interface TrainingMethod<Flags extends CommonFlags> {
  /** Heads its options in the help. */
  readonly title: string;
  /** Options that no other method takes. */
  readonly options: readonly Option[];
  /**
   * Plans a run, and checks what can be known of it before the rows are read.
   *
   * @throws {UsageError} or {RoteError} if the options ask for what cannot be
   */
  plan(flags: Flags): TrainingRun;
}

/** What to train on. */
export interface TrainingData {
  readonly data: DataSet;
  /** What the rows are as images, if their file says it. */
  readonly shape?: InputShape;
  readonly test?: DataSet;
}

/** A planned run. */
export interface TrainingRun {
  /**
   * Checks what can be known of it before it starts.
   *
   * @throws {UsageError} or {RoteError} if the rows do not go with the options
   */
  check(data: TrainingData): void;
  /** Trains. The rows must not be used afterwards. */
  train(data: TrainingData): Promise<TrainedModel>;
}

/** What a run made. */
export interface TrainedModel {
  readonly blob: Uint8Array<ArrayBuffer>;
  /** What every method finds out. */
  readonly result: RunResult;
  /** What it found out, for programs. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What it made, in words. */
  readonly words: readonly (readonly [name: string, value: string])[];
  /** The paper's Table 2, if asked for. */
  readonly layers?: readonly LayerStatistics[];
}
