/**
 * What a runtime for networks for pairs of classes needs whose blob may come from anyone.
 *
 * @module
 */

export { decodePairwise as decode } from "../../../../blob/decode_pairwise.ts";
export { createPairwiseModel as create } from "../../../../edge/pairwise.ts";
