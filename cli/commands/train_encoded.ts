/**
 * `rote train` on numbers and categories: what is trained on their bits, and how. Boosted tables are
 * the default, with settings for such rows.
 *
 * @module
 */

import type { Command } from "commander";
import {
  defaultTabular,
  type EncodedData,
  encodeForTraining,
  type Spread,
  type ValueSet,
} from "../../lib/mod.ts";
import type { BoostedFlags } from "./train_boosted.ts";
import type { NetworkFlags } from "./train_network.ts";
import type { TrainingMethod, TrainingRun } from "./training_method.ts";

/** The values of the options for numbers and categories. */
export interface EncodingFlags {
  readonly encode: Spread;
  readonly bits: number;
}

type Flags = NetworkFlags & BoostedFlags & EncodingFlags & { readonly method: MethodName };
type MethodName = "network" | "boosted";
type Methods = Readonly<Record<MethodName, TrainingMethod<NetworkFlags & BoostedFlags>>>;

/** Encoded rows, and the run that they are for. */
export interface EncodedPlan extends EncodedData {
  readonly run: TrainingRun;
}

/**
 * Encodes rows and plans a run on their bits. Rows are held out here, and none by the run.
 *
 * @throws {RoteError} as `encodeForTraining` and the plans of the methods
 */
export function planEncoded(
  data: ValueSet,
  flags: Flags,
  methods: Methods,
  command: Command,
): EncodedPlan {
  const { encode: thresholds, bits, holdout, seed } = flags;
  const encoded = encodeForTraining(data, {
    encoder: { thresholds, bits },
    seed,
    ...(holdout === undefined ? {} : { holdout }),
  });
  const isGiven = (name: string) => command.getOptionValueSource(name) === "cli";
  const asksForNetwork = methods.network.options.some((option) => isGiven(option.attributeName()));
  const method = isGiven("method") || asksForNetwork ? flags.method : "boosted";
  const { holdout: _, ...rest } = flags;
  if (method === "network") return { ...encoded, run: methods.network.plan(rest) };
  const defaults = Object.entries(defaultTabular(encoded.training.rows.rows))
    .filter(([name]) => !isGiven(name));
  const run = methods.boosted.plan({ ...rest, ...Object.fromEntries(defaults) });
  return { ...encoded, run };
}
