/**
 * What a runtime for networks for pairs of classes needs that knows its blob to be whole.
 *
 * @module
 */

export { unpackPairwise as unpack } from "../../../../kinds/pairwise/unpack.ts";
export { createPairwiseModel as create } from "../../../../edge/pairwise.ts";
