/**
 * `rote train` on numbers and categories: they become bits before anything is trained on them.
 *
 * @module
 */

import { type EncodedData, encodeForTraining, type Spread, type ValueSet } from "../../lib/mod.ts";
import type { RunFlags } from "./training_run.ts";

/** The values of the options for numbers and categories. */
export interface EncodingFlags {
  readonly encode: Spread;
  readonly bits: number;
}

/**
 * Encodes rows. Those that are to be held out are held out here, and none by the run.
 *
 * @throws {RoteError} as `encodeForTraining`
 */
export function encodeRows(data: ValueSet, flags: RunFlags & EncodingFlags): EncodedData {
  const { encode: thresholds, bits, holdout, seed } = flags;
  return encodeForTraining(data, {
    encoder: { thresholds, bits },
    seed,
    ...(holdout === undefined ? {} : { holdout }),
  });
}
