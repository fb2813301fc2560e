/**
 * What a runtime for networks needs that knows its blob to be whole.
 *
 * @module
 */

export { unpackBlob as unpack } from "../../../../blob/unpack.ts";
export { createModel as create } from "../../../../edge/model.ts";
