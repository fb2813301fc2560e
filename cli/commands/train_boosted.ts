/**
 * `rote train --method boosted`: boosted tables. The bytes are those of `trainBoostedBlob`.
 *
 * @module
 */

import { Option } from "commander";
import {
  type BoostedSettings,
  type BoostingRun,
  checkBoostedSettings,
  checkBoosting,
  checkSeed,
  countSplits,
  DEFAULT_BOOSTED,
  DEFAULT_STOPPING,
  type InputShape,
  MAX_FEATURES,
} from "../../lib/mod.ts";
import { boost } from "../boosting/boost.ts";
import { UsageError } from "../failure.ts";
import { classesOf } from "../groups.ts";
import { count, decimal, share } from "../options.ts";
import { startProgress } from "../progress.ts";
import { timeLeft } from "../time_left.ts";
import { DEFAULT_PATCH, type ImageFlags, imagesOf, needsImage } from "./image_options.ts";
import { describeTables } from "./model_facts.ts";
import type { CommonFlags, TrainedModel, TrainingData, TrainingMethod } from "./training_method.ts";

/** The values of the options of boosted tables. */
export interface BoostedFlags extends CommonFlags, ImageFlags {
  readonly tables: number;
  readonly rate: number;
  readonly lambda: number;
  readonly shift?: number;
  readonly flip?: boolean;
  readonly splits?: number;
  readonly earlyStopping?: number | true;
  readonly patience?: number;
}

/** Boosted tables. */
export const BOOSTED: TrainingMethod<BoostedFlags> = {
  title: "Boosted tables (--method boosted):",
  options: [
    new Option("--tables <n>", "number of tables").argParser(count).default(
      DEFAULT_BOOSTED.tables,
    ),
    new Option("--rate <x>", "how far a table goes, 0.001 to 1; more tables want less")
      .argParser(decimal).default(DEFAULT_BOOSTED.rate),
    new Option("--lambda <x>", "holds down what few rows say, 0.01 to 10000").argParser(decimal)
      .default(DEFAULT_BOOSTED.lambda),
    new Option("--shift <n>", "learn from images moved by up to n pixels, too: 1 or 2")
      .argParser(count),
    new Option("--flip", "learn from images mirrored left to right, too"),
    new Option(
      "--early-stopping [share]",
      `end where a share of the rows, kept from training, is answered best (default: ` +
        `${DEFAULT_STOPPING.share})`,
    ).argParser(share),
    new Option(
      "--patience <n>",
      `stop early after n tables that make nothing better (default: ${DEFAULT_STOPPING.patience})`,
    ).argParser(count),
    new Option("--splits <n>", "ways to halve three classes or more (default: 32)")
      .argParser(count),
  ],
  plan(flags) {
    // Before the rows are read; what the rows are is known only afterwards.
    checkBoostedSettings(MAX_FEATURES, tablesOf(flags));
    checkSeed(flags.seed);
    if (flags.group && classesOf(flags.group).length < 2) {
      throw new UsageError("--group must name two classes or more");
    }
    return {
      check: ({ data, shape, test }) => checkBoosting(data, settingsOf(flags, shape), test),
      train: (data) => train(data, settingsOf(flags, data.shape)),
    };
  },
};

/** What does not depend on the rows. */
function tablesOf(flags: BoostedFlags): BoostedSettings {
  const { tables, arity, rate, lambda, splits, earlyStopping, patience, seed } = flags;
  return {
    ...{ tables, arity, rate, lambda, seed },
    ...(splits === undefined ? {} : { splits }),
    ...(earlyStopping === undefined && patience === undefined ? {} : {
      earlyStopping: {
        share: typeof earlyStopping === "number" ? earlyStopping : DEFAULT_STOPPING.share,
        patience: patience ?? DEFAULT_STOPPING.patience,
      },
    }),
  };
}

/** @param found what the file says of the rows as images */
function settingsOf(flags: BoostedFlags, found: InputShape | undefined): BoostingRun {
  const { image: inputShape = found, shift, flip, holdout } = flags;
  const settings = { ...tablesOf(flags), ...(holdout === undefined ? {} : { holdout }) };
  const images = imagesOf(flags, inputShape, DEFAULT_PATCH);
  if (!inputShape) {
    if (shift) throw needsImage("--shift");
    if (flip) throw needsImage("--flip");
  }
  return {
    ...settings,
    ...images,
    ...(shift || flip ? { augment: { shift: shift ?? 0, flip: flip ?? false } } : {}),
  };
}

async function train(
  { data, test }: TrainingData,
  settings: BoostingRun,
): Promise<TrainedModel> {
  const { tables, arity, inputShape, patch } = settings;
  const splits = countSplits(settings, data.classes.length);
  const threads = navigator.hardwareConcurrency;
  const progress = startProgress("Training");
  // From the first report on: starting threads takes a second, and none of it comes again.
  let start: number | undefined;
  try {
    const { blob, result } = await boost(
      { data, settings, threads, ...(test ? { test } : {}) },
      ({ fraction, tables: done }) => {
        start ??= performance.now();
        const left = fraction > 0 ? timeLeft((performance.now() - start) / 1000, fraction) : "";
        progress.update(fraction, `table ${done} of ${tables}${left && `, ${left}`}`);
      },
    );
    // Training that stops early may have made fewer tables than there are splits.
    const used = Math.min(splits, result.tables);
    return {
      blob,
      result,
      facts: {
        method: "boosted",
        arity,
        splits: used,
        ...(inputShape ? { inputShape } : {}),
        ...(patch === undefined ? {} : { patch }),
        ...result,
      },
      words: [
        ["tables", describeTables(result.tables, arity, used)],
        ...(result.stoppingRows === undefined
          ? []
          : [["early stopping", `at ${result.tables} tables of ${tables}`]] as const),
      ],
    };
  } finally {
    progress.stop();
  }
}
