/**
 * What a runtime for boosted tables needs that knows its blob to be whole.
 *
 * @module
 */

export { unpackBoosted as unpack } from "../../../../kinds/boosted/unpack.ts";
export { createBoostedModel as create } from "../../../../edge/boosted.ts";
