/**
 * `rote train`: rows in, a model out. The bytes are those of the engine's `trainBlob`.
 *
 * @module
 */

import { type Command, Option } from "commander";
import {
  checkShape,
  checkTraining,
  type DataSet,
  DEFAULT_SHAPE,
  MAX_FEATURES,
  type TrainingSettings,
} from "../../lib/mod.ts";
import { checkSeed } from "../../lib/random.ts";
import { type TrainedBlob, Trainer } from "../../models/trainer.ts";
import { about, UsageError } from "../failure.ts";
import { loadDataSet } from "../data_set_file.ts";
import { classesOf } from "../groups.ts";
import { addReadingOptions, count, type ReadingFlags, share } from "../options.ts";
import { startProgress } from "../progress.ts";
import { checkOut, writeWholeFile } from "../whole_file.ts";
import { reportTraining } from "./train_report.ts";

/** The values of the options of `rote train`. */
interface TrainFlags extends ReadingFlags {
  readonly out: string;
  readonly force?: boolean;
  readonly test?: string;
  readonly testLabels?: string;
  readonly holdout?: number;
  readonly hiddenLayers: number;
  readonly width: number;
  readonly arity: number;
  readonly seed: number;
  readonly statistics?: boolean;
  readonly json?: boolean;
}

const EXAMPLE = `
Example: tell the digits 0-4 from 5-9, tested on rows of their own
  $ rote fetch mnist
  $ rote train data/mnist/train-images-idx3-ubyte.gz \\
      --labels data/mnist/train-labels-idx1-ubyte.gz \\
      --test data/mnist/t10k-images-idx3-ubyte.gz \\
      --test-labels data/mnist/t10k-labels-idx1-ubyte.gz \\
      --group 0=0-4 --group 1=5-9 --out digits.rote

Rows are CSV (a header line, cells 0 or 1, a column "label"), IDX or PLA, gzipped or not; the
contents tell which. Without --group the labels themselves are the classes, two of them.`;

/** Adds `rote train`. */
export function addTrain(program: Command): void {
  const command = program.command("train")
    .description("Train a network of lookup tables and write it as a model.")
    .argument("<rows>", "file of rows with labels")
    .requiredOption("--out <file>", "where the model goes")
    .option("--force", "replace the model that is there")
    .optionsGroup("Testing:")
    .addOption(new Option("--test <rows>", "file of rows to test on").conflicts("holdout"))
    .option("--test-labels <file>", "IDX: the labels of the test images")
    .option("--holdout <share>", "test on this share of the rows, kept from training", share);
  command.optionsGroup("Network:")
    .option("--hidden-layers <n>", "layers below the output", count, DEFAULT_SHAPE.hiddenLayers)
    .option("--width <n>", "LUTs of a hidden layer", count, DEFAULT_SHAPE.width)
    .option("--arity <k>", "wires of a LUT", count, DEFAULT_SHAPE.arity)
    .option("--seed <n>", "the same rows, options and seed give the same bytes", count, 1);
  addReadingOptions(command)
    .optionsGroup("Report:")
    .option("--statistics", "show how well the LUTs of each layer do (trains all of them)")
    .option("--json", "report as JSON")
    .optionsGroup("Options:")
    .addHelpText("after", EXAMPLE)
    .action(train);
}

async function train(rowsFile: string, flags: TrainFlags): Promise<void> {
  const { out, test: testFile } = flags;
  const settings = settingsOf(flags);
  if (flags.testLabels !== undefined && testFile === undefined) {
    throw new UsageError("--test-labels goes with --test");
  }
  await about(out, () => checkOut(out, flags.force ?? false));

  const data = await loadDataSet(rowsFile, flags, flags.labels);
  await about(rowsFile, () => checkTraining(data, settings));
  const test = testFile === undefined
    ? undefined
    : await loadDataSet(testFile, flags, flags.testLabels, data.classes);
  if (test) await about(testFile!, () => checkTraining(data, settings, test));

  const { classes, rows: { columns: features } } = data;
  const trained = await runTraining(data, settings, test);
  await about(out, () => writeWholeFile(out, trained.blob));
  await reportTraining({ out, features, classes, ...trained }, flags.json ?? false);
}

function settingsOf(flags: TrainFlags): TrainingSettings {
  const { hiddenLayers, width, arity, seed, holdout, statistics } = flags;
  const network = { hiddenLayers, width, arity };
  // Before the rows are read; how many features there are is known only afterwards.
  checkShape(MAX_FEATURES, network);
  checkSeed(seed);
  if (flags.group && classesOf(flags.group).length !== 2) {
    throw new UsageError("--group must name two classes: a network tells two apart");
  }
  return {
    network,
    seed,
    ...(holdout === undefined ? {} : { holdout }),
    ...(statistics ? { statistics } : {}),
  };
}

async function runTraining(
  data: DataSet,
  settings: TrainingSettings,
  test: DataSet | undefined,
): Promise<TrainedBlob> {
  const trainer = new Trainer(navigator.hardwareConcurrency);
  const progress = startProgress("Training");
  try {
    return await trainer.run(
      { data, settings, ...(test ? { test } : {}) },
      ({ fraction, layer, layers }) => progress.update(fraction, `layer ${layer} of ${layers}`),
    );
  } finally {
    progress.stop();
    trainer.stop();
  }
}
