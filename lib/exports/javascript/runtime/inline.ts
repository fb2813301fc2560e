/**
 * The runtime of a module that carries its blob: nothing is checked, since the exporter has decoded
 * the blob before. It is built once for each kind of models: `./network/` then is the folder of that
 * kind.
 *
 * @module
 */

import type { EdgeModel } from "../../../edge/edge_model.ts";
import { create, unpack } from "./network/unpack.ts";

/** Makes a model of a blob in base64 and the names of its classes. */
export function open(base64: string, classes: readonly string[]): EdgeModel {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);
  return create(unpack(bytes, classes));
}
