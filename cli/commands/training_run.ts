/**
 * A run of `rote train`, whatever its method: the settings that the options ask for, checked before the
 * rows are read and again with them, and the training in a Web Worker, so that Ctrl-C is heard meanwhile.
 *
 * @module
 */

import type { Command } from "commander";
import {
  type AnyRun,
  checkRun,
  checkSeed,
  checkSettings,
  type DataSet,
  type GivenSettings,
  type InputShape,
  MAX_FEATURES,
  MAX_ROWS,
  type MethodName,
  methodNamed,
  type RunSettings,
  settingsOf,
  type TrainedRun,
  type TrainingProgress,
} from "../../lib/mod.ts";
import { Trainer } from "../../models/jobs/trainer.ts";
import { startProgress } from "../progress.ts";
import { timeLeft } from "../time_left.ts";
import { type ImageFlags, imagesOf, needsImage, WINDOWS } from "./image_options.ts";
import { givenOptions, imageOptionsGiven } from "./method_options.ts";

/** The values of the options that every method takes. */
export interface RunFlags extends ImageFlags {
  readonly seed: number;
  readonly holdout?: number;
}

/** What to train on. */
export interface TrainingData {
  readonly data: DataSet;
  /** What the rows are as images, if their file says it. */
  readonly shape?: InputShape;
  readonly test?: DataSet;
  /** True for numbers and categories as bits; then no rows are held out. */
  readonly isTabular?: boolean;
}

/** Wires of a LUT or table that reads numbers and categories, if nobody says. */
const TABULAR_ARITY = 6;

/** What the options ask for. */
export class TrainingPlan {
  readonly #method: MethodName;
  readonly #flags: RunFlags;
  readonly #given: GivenSettings;
  readonly #imageOptions: readonly string[];

  /**
   * Checks what can be known before the rows are read.
   *
   * @throws {UsageError} or {RoteError} if the options ask for what cannot be
   */
  constructor(method: MethodName, flags: RunFlags, command: Command) {
    this.#method = method;
    this.#flags = flags;
    this.#given = givenOptions(command, method);
    this.#imageOptions = imageOptionsGiven(command, method);
    const { fields, complete, checkSettings: checkOwn, own } = methodNamed(method);
    const rows = { rows: MAX_ROWS, features: MAX_FEATURES, isTabular: false };
    const run = { seed: flags.seed };
    checkSettings(fields, { ...own(complete({}, rows, run)), ...this.#given });
    // What the rows are as images is known only afterwards.
    checkOwn(MAX_FEATURES, complete(withoutImages(method, this.#given), rows, run));
    checkSeed(flags.seed);
  }

  /**
   * Checks what can be known of the run before it starts.
   *
   * @throws {UsageError} or {RoteError} if the rows do not go with the options
   */
  check(data: TrainingData): void {
    checkRun(data.data, this.#settingsFor(data), data.test);
  }

  /** Trains. The rows must not be used afterwards. */
  async train(training: TrainingData): Promise<TrainedRun & { readonly settings: AnyRun }> {
    const { data, test } = training;
    const settings = this.#settingsFor(training);
    const trainer = new Trainer(navigator.hardwareConcurrency);
    const progress = startProgress("Training");
    // From the first report on: starting threads takes a second, and none of it comes again.
    let start: number | undefined;
    try {
      const { blob, result } = await trainer.run(
        { data, settings, ...(test ? { test } : {}) },
        (report) => {
          start ??= performance.now();
          const seconds = (performance.now() - start) / 1_000;
          progress.update(report.fraction, noteOf(report, seconds));
        },
      );
      return { blob, result, settings };
    } finally {
      progress.stop();
      trainer.stop();
    }
  }

  #settingsFor({ data, shape, isTabular = false }: TrainingData): AnyRun {
    const { seed, holdout } = this.#flags;
    const { rows, columns: features } = data.rows;
    const run: RunSettings = {
      seed,
      ...(holdout === undefined || isTabular ? {} : { holdout }),
    };
    const usual = isTabular && "arity" in settingsOf(this.#method)
      ? { arity: Math.min(TABULAR_ARITY, features) }
      : {};
    return methodNamed(this.#method).complete(
      { ...usual, ...this.#given, ...this.#images(shape) },
      { rows, features, isTabular },
      run,
    );
  }

  /** @param found what the file says of the rows as images; it matters to those who look at windows */
  #images(found: InputShape | undefined): GivenSettings {
    const { image, patch } = this.#flags;
    const reach = WINDOWS[this.#method];
    const isOfWindows = reach !== undefined || patch !== undefined;
    const inputShape = image ?? (isOfWindows ? found : undefined);
    const [option] = this.#imageOptions;
    const images = imagesOf(this.#flags, inputShape, reach);
    if (!inputShape && option !== undefined) throw needsImage(option);
    return { ...images };
  }
}

/** The settings that mean something for rows of any sort. */
function withoutImages(method: MethodName, given: GivenSettings): GivenSettings {
  const ofImages = Object.entries(settingsOf(method)).filter(([, { isOfImages }]) => isOfImages)
    .map(([name]) => name.split(".")[0]!);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !ofImages.includes(name)));
}

/** What a run is at, in a few words. How long layers take depends on where they are. */
function noteOf({ what, done, of, fraction }: TrainingProgress, seconds: number): string {
  const left = what === "table" && fraction > 0 ? timeLeft(seconds, fraction) : "";
  return `${what} ${done} of ${of}${left && `, ${left}`}`;
}
