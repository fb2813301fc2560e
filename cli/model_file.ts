/**
 * Reading a model: a blob in a file. It may come from a stranger; `decodeBlob` checks it whole.
 *
 * @module
 */

import { decodeBlob, MAX_BLOB_BYTES, type Network, RoteError } from "../lib/mod.ts";
import { about } from "./failure.ts";

/** A model and the bytes it was read from. */
export interface ModelFile {
  readonly network: Network;
  readonly blob: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a model.
 *
 * @throws {FileError} around what `decodeBlob` throws, or if the file cannot be read
 */
export function readModel(path: string): Promise<ModelFile> {
  return about(path, async () => {
    const { size } = await Deno.stat(path);
    if (size > MAX_BLOB_BYTES) {
      throw new RoteError("blob_too_large", `It has ${size} bytes of at most ${MAX_BLOB_BYTES}`);
    }
    const blob = await Deno.readFile(path);
    return { network: decodeBlob(blob), blob };
  });
}
