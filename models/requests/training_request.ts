/**
 * What training requests of every form have in common: jobs on bits and on encoded rows, and checks.
 *
 * @module
 */

import {
  type BoostedSettings,
  checkBoosting,
  checkTraining,
  type DataSet,
  defaultTabular,
  type EncodedData,
  type NetworkShape,
  refuse,
} from "../../lib/mod.ts";
import type { JobRequest } from "../jobs/jobs.ts";
import { isBoosting, type Method, type Settings } from "../method.ts";
import { packEncoder } from "../jobs/packed_encoder.ts";

/** The settings of a method that a request names or leaves to us. */
interface MethodSettings {
  readonly network: (features: number) => NetworkShape;
  readonly boosted: (defaults: Omit<BoostedSettings, "seed">) => Omit<BoostedSettings, "seed">;
}

/** A job on encoded rows, of which those that are held out are its test set. */
export function encodedRequest(
  { model, seed, statistics }: { model: string; seed: number; statistics: boolean },
  method: Method,
  { encoder, training, heldOut }: EncodedData,
  test: DataSet | undefined,
  { network, boosted }: MethodSettings,
): JobRequest {
  const { rows, columns } = training.rows;
  const settings = method === "network"
    ? { seed, statistics, network: network(columns) }
    : { seed, ...boosted(defaultTabular(rows, columns)) };
  return { ...checked(model, training, settings, test ?? heldOut), encoder: packEncoder(encoder) };
}

/**
 * Checks that nothing is said of values where there are bits, or the other way round.
 *
 * @throws {RoteError} `request_not_valid`
 */
export function checkEncoding(
  isValues: boolean,
  ofValues: Readonly<Record<string, unknown>>,
  ofBits: Readonly<Record<string, unknown>>,
): void {
  const others = Object.entries(isValues ? ofBits : ofValues);
  const field = others.find(([, value]) => value !== undefined)?.[0];
  if (field === undefined) return;
  const detail = `${field} is for rows of ${isValues ? "bits" : "numbers and categories"}, and ` +
    `these are ${isValues ? "numbers and categories" : "bits"}`;
  throw refuse("request_not_valid", detail, { field });
}

/** A job whose data and settings go together. */
export function checked(
  model: string,
  data: DataSet,
  settings: Settings,
  test?: DataSet,
): JobRequest {
  if (isBoosting(settings)) checkBoosting(data, settings, test);
  else checkTraining(data, settings, test);
  return { model, data, settings, ...(test ? { test } : {}) };
}

/** What every method takes. */
export function settingsOf(
  { seed, holdout }: { seed: number; holdout?: number | undefined },
): { seed: number; holdout?: number } {
  return { seed, ...(holdout === undefined ? {} : { holdout }) };
}
