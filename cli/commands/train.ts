/**
 * `rote train`: rows in, a model out.
 *
 * @module
 */

import { type Command, Option } from "commander";
import {
  DEFAULT_ENCODER,
  DEFAULT_SHAPE,
  MAX_FEATURES,
  putEncoder,
  SPREADS,
} from "../../lib/mod.ts";
import { methodOf } from "../../models/method.ts";
import { loadDataSet, loadTraining } from "../data_set_file.ts";
import { about, UsageError } from "../failure.ts";
import { addReadingOptions, count, share } from "../options.ts";
import { checkOut, writeWholeFile } from "../whole_file.ts";
import { BOOSTED, type BoostedFlags } from "./train_boosted.ts";
import { IMAGE_OPTIONS } from "./image_options.ts";
import { type EncodingFlags, planEncoded } from "./train_encoded.ts";
import { NETWORK, type NetworkFlags } from "./train_network.ts";
import { reportTraining } from "./train_report.ts";
import type { TrainingMethod } from "./training_method.ts";

const METHODS = { network: NETWORK, boosted: BOOSTED } as const;

/** The values of the options of `rote train`. */
interface TrainFlags extends Omit<NetworkFlags & BoostedFlags, "arity">, EncodingFlags {
  readonly out: string;
  readonly force?: boolean;
  readonly test?: string;
  readonly testLabels?: string;
  readonly method?: keyof typeof METHODS;
  readonly arity?: number;
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
        "boosted tables, or the paper's network, one for each pair of classes (default: boosted, " +
          "or network with an option that is for networks)",
      ).choices(Object.keys(METHODS)),
    )
    .option(
      "--arity <k>",
      `wires of a LUT or table (default: ${DEFAULT_SHAPE.arity}, for numbers and categories 6, ` +
        `and no more than there are bits)`,
      count,
    )
    .option("--seed <n>", "the same rows, options and seed give the same bytes", count, 1);
  for (const { title, options } of Object.values(METHODS)) {
    command.optionsGroup(title);
    for (const option of options) command.addOption(option);
  }
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
  const name = flags.method ?? methodOf(undefined, [isAnyGiven(command, NETWORK.options)]);
  const method: TrainingMethod<NetworkFlags & BoostedFlags> = METHODS[name];
  refuseOthersOptions(command, name);
  // What is wrong with the options is told before the rows are read.
  method.plan(withArity(flags, MAX_FEATURES));
  if (flags.testLabels !== undefined && testFile === undefined) {
    throw new UsageError("--test-labels goes with --test");
  }
  await about(out, () => checkOut(out, flags.force ?? false));

  const file = await loadTraining(rowsFile, flags, flags.labels);
  if ("values" in file) {
    const planned = await about(
      rowsFile,
      () => planEncoded(file, withArity(flags, MAX_FEATURES), method, command),
    );
    const { encoder, run, training, heldOut } = planned;
    const { classes, rows: { columns: features } } = training;
    const test = testFile === undefined
      ? heldOut
      : (await loadDataSet(testFile, flags, flags.testLabels, classes, encoder)).data;
    const data = { data: training, ...(test ? { test } : {}) };
    await about(testFile ?? rowsFile, () => run.check(data));
    const trained = putEncoder(encoder, await run.train(data));
    await about(out, () => writeWholeFile(out, trained.blob));
    return await reportTraining({ out, features, classes, encoder, ...trained }, json);
  }
  for (const option of ["encode", "bits"]) {
    if (command.getOptionValueSource(option) !== "cli") continue;
    throw new UsageError(`--${option} is for numbers and categories; ${rowsFile} holds bits`);
  }
  const { classes, rows: { columns: features } } = file.data;
  const run = method.plan(withArity(flags, features));
  await about(rowsFile, () => run.check(file));
  const test = testFile === undefined
    ? undefined
    : (await loadDataSet(testFile, flags, flags.testLabels, classes)).data;
  const data = { ...file, ...(test ? { test } : {}) };
  if (test) await about(testFile!, () => run.check(data));

  const trained = await run.train(data);
  await about(out, () => writeWholeFile(out, trained.blob));
  await reportTraining({ out, features, classes, ...trained }, json);
}

/** The flags with as many wires as usual if nobody says how many, but no more than there are bits. */
function withArity(flags: TrainFlags, features: number): TrainFlags & { readonly arity: number } {
  return { ...flags, arity: flags.arity ?? Math.min(DEFAULT_SHAPE.arity, features, flags.width) };
}

function isAnyGiven(command: Command, options: readonly Option[]): boolean {
  return options.some((option) => command.getOptionValueSource(option.attributeName()) === "cli");
}

/** Refuses options that say nothing to the chosen method. */
function refuseOthersOptions(command: Command, chosen: string): void {
  for (const [method, { options }] of Object.entries(METHODS)) {
    if (method === chosen) continue;
    const stranger = options.find((option) =>
      command.getOptionValueSource(option.attributeName()) === "cli"
    );
    if (stranger) throw new UsageError(`${stranger.long} goes with --method ${method}`);
  }
}
