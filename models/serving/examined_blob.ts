/**
 * A blob that somebody brings, read whole before it is stored: what it holds, and what it would take
 * of the memory.
 *
 * @module
 */

import { decodeModel } from "../../lib/mod.ts";
import { memoryOf } from "./light_models.ts";
import { describeVersion, type VersionDescription } from "../stored_model.ts";
import { versionOf } from "../names.ts";

/** A blob that was read whole. */
export interface ExaminedBlob {
  readonly blob: Uint8Array<ArrayBuffer>;
  readonly description: VersionDescription;
  /** Bytes that the model takes once it is decoded. */
  readonly memory: number;
}

/**
 * Reads a blob.
 *
 * @throws {RoteError} the `blob_` codes of `decodeModel`
 */
export async function examineBlob(blob: Uint8Array<ArrayBuffer>): Promise<ExaminedBlob> {
  const model = decodeModel(blob);
  const description = describeVersion(model, await versionOf(blob), blob.length);
  return { blob, description, memory: memoryOf(model) };
}
