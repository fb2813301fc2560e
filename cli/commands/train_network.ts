/**
 * `rote train --method network`: the paper's networks. The bytes are those of `trainBlob`.
 *
 * @module
 */

import { Option } from "commander";
import {
  checkSeed,
  checkShape,
  checkTraining,
  DEFAULT_SHAPE,
  HEADS,
  HIDDEN,
  type InputShape,
  MAX_FEATURES,
  type NetworkShape,
  type TrainingSettings,
} from "../../lib/mod.ts";
import { Trainer } from "../../models/jobs/trainer.ts";
import { UsageError } from "../failure.ts";
import { classesOf } from "../groups.ts";
import { count } from "../options.ts";
import { startProgress } from "../progress.ts";
import { type ImageFlags, imagesOf } from "./image_options.ts";
import type { CommonFlags, TrainedModel, TrainingData, TrainingMethod } from "./training_method.ts";

/** The values of the options of a network. */
export interface NetworkFlags extends CommonFlags, ImageFlags {
  readonly hiddenLayers: number;
  readonly width: number;
  readonly hidden: typeof HIDDEN[number];
  readonly head: typeof HEADS[number];
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
    new Option(
      "--hidden <rule>",
      "what layers see of the rows they learn from: what was memorized of them, or what all other " +
        "rows say",
    ).choices(HIDDEN).default(HIDDEN[0]),
    new Option("--head <head>", "one LUT answers, or the last hidden layer by majority")
      .choices(HEADS).default(HEADS[0]),
    new Option("--statistics", "show how well the LUTs of each layer do (trains all of them)"),
  ],
  plan(flags) {
    // Before the rows are read; what the rows are is known only afterwards.
    checkShape(MAX_FEATURES, shapeOf(flags));
    checkSeed(flags.seed);
    if (flags.group && classesOf(flags.group).length < 2) {
      throw new UsageError("--group must name two classes or more");
    }
    return {
      check: ({ data, shape, test }) => checkTraining(data, settingsOf(flags, shape), test),
      train: (data) => train(data, settingsOf(flags, data.shape)),
    };
  },
};

/** What does not depend on the rows. */
function shapeOf({ hiddenLayers, width, arity, hidden, head }: NetworkFlags): NetworkShape {
  return { hiddenLayers, width, arity, hidden, head };
}

/** @param found what the file says of the rows as images; it matters to those who want a window */
function settingsOf(flags: NetworkFlags, found: InputShape | undefined): TrainingSettings {
  const { image, patch, seed, holdout, statistics } = flags;
  const images = imagesOf(flags, image ?? (patch === undefined ? undefined : found));
  return {
    network: { ...shapeOf(flags), ...images },
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
