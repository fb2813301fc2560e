/**
 * What a runtime for networks needs that knows its blob to be whole.
 *
 * @module
 */

export { unpackNetwork as unpack } from "../../../../kinds/network/unpack.ts";
export { createModel as create } from "../../../../edge/edge_model.ts";
