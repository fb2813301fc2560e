/**
 * `rote train`: rows in, a model out.
 *
 * @module
 */

import { type Command, Option } from "commander";
import { DEFAULT_SHAPE } from "../../lib/mod.ts";
import { loadDataSet } from "../data_set_file.ts";
import { about, UsageError } from "../failure.ts";
import { addReadingOptions, count, share } from "../options.ts";
import { checkOut, writeWholeFile } from "../whole_file.ts";
import { BOOSTED, type BoostedFlags } from "./train_boosted.ts";
import { IMAGE_OPTIONS } from "./image_options.ts";
import { NETWORK, type NetworkFlags } from "./train_network.ts";
import { reportTraining } from "./train_report.ts";

const METHODS = { network: NETWORK, boosted: BOOSTED } as const;

/** The values of the options of `rote train`. */
interface TrainFlags extends NetworkFlags, BoostedFlags {
  readonly out: string;
  readonly force?: boolean;
  readonly test?: string;
  readonly testLabels?: string;
  readonly method: keyof typeof METHODS;
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

Rows are CSV (a header line, cells 0 or 1, a column "label"), IDX or PLA, gzipped or not; the
contents tell which. Without --group the labels themselves are the classes: 2 to 64 for networks,
one for each pair of classes, 2 to 256 for boosted tables. docs/choosing.md says which method to
take.`;

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
        "the paper's network, one for each pair of classes, or boosted tables",
      )
        .choices(Object.keys(METHODS)).default("network"),
    )
    .option("--arity <k>", "wires of a LUT", count, DEFAULT_SHAPE.arity)
    .option("--seed <n>", "the same rows, options and seed give the same bytes", count, 1);
  for (const { title, options } of Object.values(METHODS)) {
    command.optionsGroup(title);
    for (const option of options) command.addOption(option);
  }
  command.optionsGroup("Images:");
  for (const option of IMAGE_OPTIONS) command.addOption(option);
  addReadingOptions(command)
    .optionsGroup("Report:")
    .option("--json", "report as JSON")
    .optionsGroup("Options:")
    .addHelpText("after", EXAMPLE)
    .action(train);
}

async function train(rowsFile: string, flags: TrainFlags, command: Command): Promise<void> {
  const { out, test: testFile, method, json = false } = flags;
  refuseOthersOptions(command, method);
  const run = METHODS[method].plan(flags);
  if (flags.testLabels !== undefined && testFile === undefined) {
    throw new UsageError("--test-labels goes with --test");
  }
  await about(out, () => checkOut(out, flags.force ?? false));

  const file = await loadDataSet(rowsFile, flags, flags.labels);
  const { classes, rows: { columns: features } } = file.data;
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
