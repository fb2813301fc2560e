/**
 * What a runtime for boosted tables needs whose blob may come from anyone.
 *
 * @module
 */

export { decodeBoosted as decode } from "../../../../kinds/boosted/decode.ts";
export { createBoostedModel as create } from "../../../../edge/boosted.ts";
