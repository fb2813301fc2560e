/**
 * How a model is made: the paper's network of LUTs, or one layer of boosted tables.
 *
 * @module
 */

import type { BoostingRun, TrainingSettings } from "../lib/mod.ts";

/** The methods. */
export const METHODS = ["network", "boosted"] as const;
/** How a model is made. */
export type Method = typeof METHODS[number];

/** What a job may be asked for. */
export type Settings = TrainingSettings | BoostingRun;

/** True for settings of boosted tables. */
export function isBoosting(settings: Settings): settings is BoostingRun {
  return !("network" in settings);
}

/**
 * The method of a request that may name none: then it is a network if anything is said that only
 * networks have, else boosted tables, which serve most people better (`docs/choosing.md`).
 *
 * @param networkSettings what the request says of a network; undefined and false say nothing
 */
export function methodOf(method: Method | undefined, networkSettings: readonly unknown[]): Method {
  if (method) return method;
  const asksForNetwork = networkSettings.some((given) => given !== undefined && given !== false);
  return asksForNetwork ? "network" : "boosted";
}
