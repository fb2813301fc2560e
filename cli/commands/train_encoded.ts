/**
 * `rote train` on numbers and categories: what is trained on their bits, and how, with settings for
 * such rows where nobody says otherwise.
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

type Flags = NetworkFlags & BoostedFlags & EncodingFlags;

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
  method: TrainingMethod<NetworkFlags & BoostedFlags>,
  command: Command,
): EncodedPlan {
  const { encode: thresholds, bits, holdout, seed } = flags;
  const encoded = encodeForTraining(data, {
    encoder: { thresholds, bits },
    seed,
    ...(holdout === undefined ? {} : { holdout }),
  });
  const { rows, columns } = encoded.training.rows;
  const usual = Object.entries(defaultTabular(rows, columns))
    .filter(([name]) => command.getOptionValueSource(name) !== "cli");
  const { holdout: _, ...rest } = flags;
  return { ...encoded, run: method.plan({ ...rest, ...Object.fromEntries(usual) }) };
}
