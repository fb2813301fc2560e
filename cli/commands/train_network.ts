/**
 * `rote train --method network`: the paper's networks. The bytes are those of `trainBlob`.
 *
 * @module
 */

import { Option } from "commander";
import {
  checkShape,
  checkTraining,
  DEFAULT_SHAPE,
  MAX_FEATURES,
  type TrainingSettings,
} from "../../lib/mod.ts";
import { checkSeed } from "../../lib/random.ts";
import { Trainer } from "../../models/trainer.ts";
import { UsageError } from "../failure.ts";
import { classesOf } from "../groups.ts";
import { count } from "../options.ts";
import { startProgress } from "../progress.ts";
import type { CommonFlags, TrainedModel, TrainingData, TrainingMethod } from "./training_method.ts";

/** The values of the options of a network. */
export interface NetworkFlags extends CommonFlags {
  readonly hiddenLayers: number;
  readonly width: number;
  readonly statistics?: boolean;
}

/** The paper's networks. */
export const NETWORK: TrainingMethod<NetworkFlags> = {
  title: "Network (--method network):",
  options: [
    new Option("--hidden-layers <n>", "layers below the output").argParser(count)
      .default(DEFAULT_SHAPE.hiddenLayers),
    new Option("--width <n>", "LUTs of a hidden layer").argParser(count)
      .default(DEFAULT_SHAPE.width),
    new Option("--statistics", "show how well the LUTs of each layer do (trains all of them)"),
  ],
  plan(flags) {
    const settings = settingsOf(flags);
    // Before the rows are read; how many features there are is known only afterwards.
    checkShape(MAX_FEATURES, settings.network);
    checkSeed(settings.seed);
    if (flags.group && classesOf(flags.group).length < 2) {
      throw new UsageError("--group must name two classes or more");
    }
    return {
      check: ({ data, test }) => checkTraining(data, settings, test),
      train: (data) => train(data, settings),
    };
  },
};

function settingsOf(flags: NetworkFlags): TrainingSettings {
  const { hiddenLayers, width, arity, seed, holdout, statistics } = flags;
  return {
    network: { hiddenLayers, width, arity },
    seed,
    ...(holdout === undefined ? {} : { holdout }),
    ...(statistics ? { statistics } : {}),
  };
}

async function train(
  { data, test }: TrainingData,
  settings: TrainingSettings,
): Promise<TrainedModel> {
  const trainer = new Trainer(navigator.hardwareConcurrency);
  const progress = startProgress("Training");
  try {
    const { blob, result } = await trainer.run(
      { data, settings, ...(test ? { test } : {}) },
      ({ fraction, layer, layers }) => progress.update(fraction, `layer ${layer} of ${layers}`),
    );
    const { liveLuts, luts, layers } = result;
    return {
      ...{ blob, result, facts: { ...result }, words: [["live LUTs", `${liveLuts} of ${luts}`]] },
      ...(layers ? { layers } : {}),
    };
  } finally {
    progress.stop();
    trainer.stop();
  }
}
