/**
 * The runtime of a worker whose blob lies beside it: the blob may have been replaced, so it is checked
 * whole and its version is worked out.
 *
 * @module
 */

import { createHandler } from "../../../edge/handler.ts";
import { loadModel } from "./loading.ts";

/** Makes a handler for a blob, which is read at the first request. */
export function serve(blob: ArrayBuffer | Uint8Array<ArrayBuffer>, name: string) {
  const find = async () => {
    const model = loadModel(blob);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", blob));
    const version = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return { model, name, version };
  };
  let found: ReturnType<typeof find> | undefined;
  return createHandler(() => found ??= find());
}
