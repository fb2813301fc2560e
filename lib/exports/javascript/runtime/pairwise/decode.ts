/**
 * What a runtime for networks for pairs of classes needs whose blob may come from anyone.
 *
 * @module
 */

export { decodePairwise as decode } from "../../../../kinds/pairwise/decode.ts";
export { createPairwiseModel as create } from "../../../../edge/pairwise.ts";
