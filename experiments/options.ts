/**
 * The command line of `deno task reproduce`.
 *
 * @module
 */

import { Command, InvalidArgumentError, Option } from "commander";
import { writeErr, writeOut } from "../cli/terminal.ts";
import { MAX_SEED } from "../lib/random.ts";
import { EXPERIMENTS } from "./catalogue.ts";
import type { Experiment } from "./experiment.ts";

/** What was asked for. */
export interface Options {
  readonly experiments: readonly Experiment[];
  readonly seeds: readonly number[];
  readonly quick: boolean;
  readonly data?: string;
  /** Made-up images: nothing is held against the paper's figures then. */
  readonly madeUp: boolean;
  readonly out: string;
  readonly baselines: boolean;
  readonly python?: string;
  readonly list: boolean;
}

const EXAMPLES = `
Examples:
  $ deno task reproduce                           everything; baselines need Python (below)
  $ deno task reproduce --no-baselines            without them: a few minutes
  $ deno task reproduce --only table_3 --seeds 10
  $ deno task reproduce --quick                   a small subset in less than a minute

MNIST and CIFAR-10 are looked for in --data, else in ROTE_DATA, ../shared/data and data, each in a
folder of its name (mnist, cifar10). What is nowhere is fetched into data, 180 MB in all, checked
by its SHA-256; --quick takes made-up images instead. On these (also --made-up) the paper's
sentences are checked, not its figures.

The baselines of Table 1 run in Python with scikit-learn and PyTorch and take about half an hour
(Debian: apt-get install python3-sklearn python3-torch). Without these their lines say so.

The folder of --out gets results.json, report.html (self-contained), report.md and its plots.
Exit code: 0 if every check holds, 1 if one fails or something is missing, 2 for a wrong option.`;

/** How many seeds there are unless `--seeds` says otherwise. */
const SEEDS = 5;
const QUICK_SEEDS = 2;

/**
 * Reads the command line.
 *
 * @throws {CommanderError} for what it cannot make sense of, and after `--help`
 */
export function readOptions(args: readonly string[]): Options {
  const flags = new Command("deno task reproduce")
    .description("Runs the experiments of “Learning and Memorization” and writes a report.")
    .exitOverride()
    .configureOutput({ writeOut, writeErr })
    .option("--only <ids>", "experiments to run, separated by commas", experimentsOf)
    .option("--seeds <n>", `how many (1 to n), or a list as in 3,7; ${SEEDS} by default`, seedsOf)
    .option("--quick", "a small subset of everything, on the data at hand", false)
    .option("--data <folder>", "read the data sets from here")
    .addOption(
      new Option("--made-up", "images made up by Rote in place of MNIST and CIFAR-10")
        .conflicts("data").default(false),
    )
    .option("--out <folder>", "where the report goes", "reproduction")
    .option("--no-baselines", "leave the other methods of Table 1 out")
    .option("--python <path>", "the Python that has scikit-learn and PyTorch")
    .option("--list", "list the experiments and what they take", false)
    .addHelpText("after", EXAMPLES)
    .parse(args, { from: "user" })
    .opts();
  return {
    ...flags,
    experiments: flags.only ?? EXPERIMENTS,
    seeds: flags.seeds ?? firstSeeds(flags.quick ? QUICK_SEEDS : SEEDS),
  } as Options;
}

function experimentsOf(text: string): Experiment[] {
  const ids = text.split(",").map((id) => id.trim());
  const known = EXPERIMENTS.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new InvalidArgumentError(
      `There is no experiment ${unknown.map((id) => `"${id}"`).join(", ")}; there are ${
        known.join(", ")
      }.`,
    );
  }
  return EXPERIMENTS.filter(({ id }) => ids.includes(id));
}

function seedsOf(text: string): number[] {
  const numbers = text.split(",").map((part) => /^\d+$/.test(part.trim()) ? Number(part) : NaN);
  const isCount = numbers.length === 1;
  const isLegal = isCount
    ? numbers[0]! >= 1 && numbers[0]! <= 1_000
    : numbers.every((seed) => seed <= MAX_PAIR_SEED) && new Set(numbers).size === numbers.length;
  if (!isLegal) {
    throw new InvalidArgumentError(
      "Write how many seeds, 1 to 1000, or a list of different ones, as in 3,7.",
    );
  }
  return isCount ? firstSeeds(numbers[0]!) : numbers;
}

/** Pairs of classes have seeds of their own, made from the given ones (`lab/pairs.ts`). */
const MAX_PAIR_SEED = Math.floor(MAX_SEED / 100) - 1;

function firstSeeds(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
