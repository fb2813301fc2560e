/**
 * What a runtime for networks needs whose blob may come from anyone.
 *
 * @module
 */

export { decodeNetwork as decode } from "../../../../kinds/network/decode.ts";
export { createModel as create } from "../../../../edge/edge_model.ts";
