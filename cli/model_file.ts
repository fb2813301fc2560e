/**
 * Reading a model: a blob in a file. It may come from a stranger; `decodeModel` checks it whole.
 *
 * @module
 */

import { decodeModel, MAX_BLOB_BYTES, type Model, RoteError } from "../lib/mod.ts";
import { about } from "./failure.ts";

/** A model and the bytes it was read from. */
export interface ModelFile {
  readonly model: Model;
  readonly blob: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a model.
 *
 * @throws {FileError} around what `decodeModel` throws, or if the file cannot be read
 */
export function readModel(path: string): Promise<ModelFile> {
  return about(path, async () => {
    const { size } = await Deno.stat(path);
    if (size > MAX_BLOB_BYTES) {
      throw new RoteError("blob_too_large", `It has ${size} bytes of at most ${MAX_BLOB_BYTES}`);
    }
    const blob = await Deno.readFile(path);
    return { model: decodeModel(blob), blob };
  });
}
