/**
 * How a model is made: the paper's network of LUTs, or one layer of boosted tables.
 *
 * @module
 */

/** The methods; the first one is meant unless another is named. */
export const METHODS = ["network", "boosted"] as const;
/** How a model is made. */
export type Method = typeof METHODS[number];
