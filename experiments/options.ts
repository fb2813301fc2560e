/**
 * The command line of a study: the same options for each.
 *
 * @module
 */

import { Command, InvalidArgumentError, Option } from "commander";
import { writeErr, writeOut } from "../cli/terminal.ts";
import { MAX_SEED } from "../lib/mod.ts";
import type { AnyExperiment } from "./experiment.ts";
import type { Study } from "./study.ts";

/** What was asked for. */
export interface Options {
  readonly experiments: readonly AnyExperiment[];
  readonly seeds: readonly number[];
  readonly quick: boolean;
  readonly data?: string;
  /** Made-up images: nothing is held against figures of real ones then. */
  readonly madeUp: boolean;
  readonly out: string;
  readonly baselines: boolean;
  readonly python?: string;
  readonly list: boolean;
}

/** How many seeds a quick run has, unless `--seeds` says otherwise. */
const QUICK_SEEDS = 2;

/**
 * Reads the command line.
 *
 * @throws {CommanderError} for what it cannot make sense of, and after `--help`
 */
export function readOptions(args: readonly string[], study: Study): Options {
  const flags = new Command(`deno task ${study.command}`)
    .description(study.description)
    .exitOverride()
    .configureOutput({ writeOut, writeErr })
    .option(
      "--only <ids>",
      "experiments to run, separated by commas",
      (ids: string) => experimentsOf(ids, study),
    )
    .option(
      "--seeds <n>",
      `how many (1 to n), or a list as in 3,7; ${study.seeds} by default`,
      seedsOf,
    )
    .option("--quick", "a small subset of everything, on the data at hand", false)
    .option("--data <folder>", "read the data sets from here")
    .addOption(
      new Option("--made-up", "images made up by Rote in place of MNIST and CIFAR-10")
        .conflicts("data").default(false),
    )
    .option("--out <folder>", "where the report goes", study.out)
    .option("--no-baselines", `leave ${study.baselines.what} out`)
    .option("--python <path>", `the Python that has ${study.baselines.needs}`)
    .option("--list", "list the experiments and what they take", false)
    .addHelpText("after", study.help)
    .parse(args, { from: "user" })
    .opts();
  return {
    ...flags,
    experiments: flags.only ?? study.experiments,
    seeds: flags.seeds ?? firstSeeds(flags.quick ? QUICK_SEEDS : study.seeds),
  } as Options;
}

function experimentsOf(text: string, { experiments }: Study): AnyExperiment[] {
  const ids = text.split(",").map((id) => id.trim());
  const known = experiments.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new InvalidArgumentError(
      `There is no experiment ${unknown.map((id) => `"${id}"`).join(", ")}; there are ${
        known.join(", ")
      }.`,
    );
  }
  return experiments.filter(({ id }) => ids.includes(id));
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
