/**
 * The edge runtime by itself: `lib/edge/mod.ts` for one kind of models. It is built once for each kind:
 * `./network/` then is the folder of that kind.
 *
 * @module
 */

import type { EdgeModel } from "../../../edge/edge_model.ts";
import { create, decode } from "./network/decode.ts";

export { RoteError } from "../../../errors.ts";

/**
 * Reads a blob.
 *
 * @throws {RoteError} one of the `blob_` codes (`docs/blob-format.md`)
 */
export function loadModel(blob: Uint8Array | ArrayBuffer): EdgeModel {
  return create(decode(blob instanceof Uint8Array ? blob : new Uint8Array(blob)));
}
