/**
 * The runtime of a worker that carries its blob.
 *
 * @module
 */

export { createHandler } from "../../../edge/handler.ts";
export { open } from "./inline.ts";
