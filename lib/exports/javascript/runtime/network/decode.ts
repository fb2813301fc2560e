/**
 * What a runtime for networks needs whose blob may come from anyone.
 *
 * @module
 */

export { decodeBlob as decode } from "../../../../blob/decode.ts";
export { createModel as create } from "../../../../edge/model.ts";
