/**
 * How a model is made: the paper's network of LUTs, or one layer of boosted tables.
 *
 * @module
 */

/** The methods. */
export const METHODS = ["network", "boosted"] as const;
/** How a model is made. */
export type Method = typeof METHODS[number];

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
