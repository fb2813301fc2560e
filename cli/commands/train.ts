/**
 * `rote train`: rows in, a model out.
 *
 * @module
 */

import { type Command, Option } from "commander";
import {
  chooseMethod,
  DEFAULT_ENCODER,
  DEFAULT_METHOD,
  DEFAULT_SHAPE,
  METHOD_NAMES,
  type MethodName,
  methodNamed,
  putEncoder,
  SPREADS,
} from "../../lib/mod.ts";
import { loadDataSet, loadTraining } from "../data_set_file.ts";
import { about, UsageError } from "../failure.ts";
import { classesOf } from "../groups.ts";
import { addReadingOptions, count, type ReadingFlags, share } from "../options.ts";
import { checkOut, writeWholeFile } from "../whole_file.ts";
import { IMAGE_OPTIONS } from "./image_options.ts";
import { addMethodOptions, isAnyGiven, refuseOthersOptions } from "./method_options.ts";
import { encodeRows, type EncodingFlags } from "./train_encoded.ts";
import { reportTraining } from "./train_report.ts";
import { type RunFlags, TrainingPlan } from "./training_run.ts";

/** The values of the options of `rote train`, but for those of the methods. */
interface TrainFlags extends ReadingFlags, RunFlags, EncodingFlags {
  readonly out: string;
  readonly force?: boolean;
  readonly test?: string;
  readonly testLabels?: string;
  readonly method?: MethodName;
  readonly json?: boolean;
}

const EXAMPLE = `
Examples: tell the digits 0-4 from 5-9, tested on rows of their own; and all ten digits
  $ rote fetch mnist
  $ rote train data/mnist/train-images-idx3-ubyte.gz \\
      --labels data/mnist/train-labels-idx1-ubyte.gz \\
      --test data/mnist/t10k-images-idx3-ubyte.gz \\
      --test-labels data/mnist/t10k-labels-idx1-ubyte.gz \\
      --group 0=0-4 --group 1=5-9 --out digits.rote
  $ rote train data/mnist/train-images-idx3-ubyte.gz \\
      --labels data/mnist/train-labels-idx1-ubyte.gz \\
      --holdout 0.1 --method boosted --out ten.rote
  $ rote train flowers.csv --holdout 0.2 --out flowers.rote

Rows are CSV (a header line, a column "label"), IDX or PLA, gzipped or not; the contents tell which.
Cells of CSV that are all 0 or 1 are bits. Else a column whose cells are numbers is one of numbers,
any other one of categories, and empty cells, NA, N/A, NaN, nan, null and ? are missing values; then
boosted tables are the default, with options for such rows. Without --group the labels themselves
are the classes: 2 to 64 for networks, one for each pair of classes, 2 to 256 for boosted tables.
docs/choosing.md says which method to take.`;

/** Adds `rote train`. */
export function addTrain(program: Command): void {
  const command = program.command("train")
    .description("Train on rows with labels and write a model.")
    .argument("<rows>", "file of rows with labels")
    .requiredOption("--out <file>", "where the model goes")
    .option("--force", "replace the model that is there")
    .optionsGroup("Testing:")
    .addOption(new Option("--test <rows>", "file of rows to test on").conflicts("holdout"))
    .option("--test-labels <file>", "IDX: the labels of the test images")
    .option("--holdout <share>", "test on this share of the rows, kept from training", share)
    .optionsGroup("Model:")
    .addOption(
      new Option(
        "--method <method>",
        "boosted tables, or the paper's network, one for each pair of classes (default: " +
          `${DEFAULT_METHOD}${
            METHOD_NAMES.filter((name) => name !== DEFAULT_METHOD).map((name) =>
              `, or ${name} with an option that is for ${methodNamed(name).plural}`
            ).join("")
          })`,
      ).choices(METHOD_NAMES),
    )
    .option(
      "--arity <k>",
      `wires of a LUT or table (default: ${DEFAULT_SHAPE.arity}, for numbers and categories 6, ` +
        `and no more than there are bits)`,
      count,
    )
    .option("--seed <n>", "the same rows, options and seed give the same bytes", count, 1);
  addMethodOptions(command);
  command.optionsGroup("Images:");
  for (const option of IMAGE_OPTIONS) command.addOption(option);
  command.optionsGroup("Numbers and categories (CSV whose cells are not all 0 or 1):")
    .addOption(
      new Option("--encode <how>", "numbers become bits by thresholds at quantiles or evenly apart")
        .choices(SPREADS).default(DEFAULT_ENCODER.thresholds),
    )
    .option("--bits <m>", "most thresholds of a column of numbers", count, DEFAULT_ENCODER.bits);
  addReadingOptions(command)
    .optionsGroup("Report:")
    .option("--json", "report as JSON")
    .optionsGroup("Options:")
    .addHelpText("after", EXAMPLE)
    .action(train);
}

async function train(rowsFile: string, flags: TrainFlags, command: Command): Promise<void> {
  const { out, test: testFile, json = false } = flags;
  const method = chooseMethod(flags.method, (name) => isAnyGiven(command, name));
  refuseOthersOptions(command, method);
  // What is wrong with the options is told before the rows are read.
  const plan = new TrainingPlan(method, flags, command);
  if (flags.group && classesOf(flags.group).length < 2) {
    throw new UsageError("--group must name two classes or more");
  }
  if (flags.testLabels !== undefined && testFile === undefined) {
    throw new UsageError("--test-labels goes with --test");
  }
  await about(out, () => checkOut(out, flags.force ?? false));

  const file = await loadTraining(rowsFile, flags, flags.labels);
  if ("values" in file) {
    const encoded = await about(rowsFile, () => encodeRows(file, flags));
    const { encoder, training, heldOut } = encoded;
    const { classes, rows: { columns: features } } = training;
    const test = testFile === undefined
      ? heldOut
      : (await loadDataSet(testFile, flags, flags.testLabels, classes, encoder)).data;
    const data = { data: training, isTabular: true, ...(test ? { test } : {}) };
    await about(testFile ?? rowsFile, () => plan.check(data));
    const trained = putEncoder(encoder, await plan.train(data));
    await about(out, () => writeWholeFile(out, trained.blob));
    return await reportTraining({ out, features, classes, encoder, ...trained }, json);
  }
  for (const option of ["encode", "bits"]) {
    if (command.getOptionValueSource(option) !== "cli") continue;
    throw new UsageError(`--${option} is for numbers and categories; ${rowsFile} holds bits`);
  }
  const { classes, rows: { columns: features } } = file.data;
  await about(rowsFile, () => plan.check(file));
  const test = testFile === undefined
    ? undefined
    : (await loadDataSet(testFile, flags, flags.testLabels, classes)).data;
  const data = { ...file, ...(test ? { test } : {}) };
  if (test) await about(testFile!, () => plan.check(data));

  const trained = await plan.train(data);
  await about(out, () => writeWholeFile(out, trained.blob));
  await reportTraining({ out, features, classes, ...trained }, json);
}
