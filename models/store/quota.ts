/**
 * What may come into the store: names of new models, and how much it may hold: models, bytes of one,
 * bytes of all. Asked before a version is added,
 * so that nothing that was acknowledged has to be taken away again.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";
import { checkNewName } from "../names.ts";
import { type Store, storeReadOnly } from "./store.ts";

/** The bounds. */
export interface QuotaLimits {
  readonly models: number;
  readonly modelBytes: number;
  /** Bytes of a model once it is decoded: more would be decoded anew for each request. */
  readonly modelMemory: number;
  readonly storeBytes: number;
}

/**
 * Checks that the store may be changed, before anything is done for a change.
 *
 * @throws {RoteError} `store_read_only`
 */
export function checkWritable(store: Store): void {
  if (store.isReadOnly) throw storeReadOnly();
}

/**
 * Checks that a model may be there, or be made.
 *
 * @throws {RoteError} `name_not_legal`, `name_taken`, `too_many_models`, `store_full`
 */
export function checkRoom(store: Store, name: string, limits: QuotaLimits): void {
  const isNew = store.currentVersion(name) === undefined;
  if (isNew) checkNewName(name, store.findNameIgnoringCase(name));
  const { models, bytes } = store.size();
  if (bytes >= limits.storeBytes) {
    throw new RoteError(
      "store_full",
      `The store has ${bytes} bytes and the limit is ${limits.storeBytes}; delete models first`,
    );
  }
  if (models >= limits.models && isNew) {
    throw new RoteError(
      "too_many_models",
      `There are ${models} models and the limit is ${limits.models}; delete one first`,
    );
  }
}

/**
 * Checks the size of a blob.
 *
 * @throws {RoteError} `model_too_large`
 */
export function checkModelBytes(bytes: number, { modelBytes }: QuotaLimits): void {
  if (bytes <= modelBytes) return;
  throw new RoteError(
    "model_too_large",
    `The model has ${bytes} bytes; the limit is ${modelBytes}`,
  );
}

/**
 * Checks what a model takes of the memory.
 *
 * @throws {RoteError} `model_too_large`
 */
export function checkModelMemory(memory: number, { modelMemory }: QuotaLimits): void {
  if (memory <= modelMemory) return;
  throw new RoteError(
    "model_too_large",
    `The model takes ${memory} bytes once it is decoded, and the cache holds ${modelMemory}`,
  );
}
