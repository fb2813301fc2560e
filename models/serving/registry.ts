/**
 * The models by name: what the routes ask for when they describe, upload, download or predict.
 * Networks that answered lately are kept decoded, within a bound.
 *
 * @module
 */

import { LRUCache } from "lru-cache";
import { decodeModel, type Model, RoteError } from "../../lib/mod.ts";
import type { ExaminedBlob } from "./examined_blob.ts";
import { isLight, LIGHT_BLOB_BYTES, memoryOf } from "./light_models.ts";
import { type ModelVersion, storedAt, type StoredModel } from "../stored_model.ts";
import type { ModelSummary, VersionSummary } from "../model_summary.ts";
import { checkName, checkVersion } from "../names.ts";
import type { Page } from "../store/page.ts";
import {
  checkModelBytes,
  checkModelMemory,
  checkRoom,
  checkWritable,
  type QuotaLimits,
} from "../store/quota.ts";
import type { ModelFilter, Store, VersionFilter, VersionName } from "../store/store.ts";
import type { StoredBlob } from "../store/stored_blob.ts";

/** A decoded model, and the version it is. */
export interface LoadedModel {
  readonly version: string;
  readonly model: Model;
}

/** A version that answers, and its model where that is kept here. */
export interface PreparedModel {
  readonly version: string;
  readonly model: Model | undefined;
}

/** Versions of which it is remembered that they are not light. */
const MOST_HEAVY = 10_000;

/** The models of a store. */
export class ModelRegistry {
  readonly #store: Store;
  /** Models by version: equal versions are equal models, whatever model they belong to. */
  readonly #models: LRUCache<string, Model>;
  readonly #quota: QuotaLimits | undefined;
  /** Versions that are not light. */
  readonly #heavy = new LRUCache<string, true>({ max: MOST_HEAVY });
  #loads = 0;

  /**
   * @param cacheBytes bytes of decoded models to keep
   * @param quota what the store may hold; anything without
   */
  constructor(store: Store, cacheBytes: number, quota?: QuotaLimits) {
    this.#store = store;
    this.#quota = quota;
    // Size 0 would mean "no bound" to the cache.
    this.#models = new LRUCache({ maxSize: Math.max(1, cacheBytes), sizeCalculation: memoryOf });
  }

  /** The models kept ready: how many, their bytes, and how many were decoded since the start. */
  get cache(): { networks: number; bytes: number; loads: number } {
    const { size, calculatedSize } = this.#models;
    return { networks: size, bytes: calculatedSize, loads: this.#loads };
  }

  /** Models by name, a page of them. */
  list(filter?: ModelFilter): Page<ModelSummary> {
    return this.#store.listModels(filter);
  }

  /** Every version of every model, a page of them: see {@linkcode Store.listIndex}. */
  index(limit: number, after?: string): Page<VersionName> {
    return this.#store.listIndex(limit, after);
  }

  /**
   * A model and its newest versions, newest first.
   *
   * @throws {RoteError} `name_not_legal`, `model_not_found`
   */
  describe(name: string): { model: StoredModel; versions: Page<VersionSummary> } {
    checkName(name);
    const model = this.#store.findModel(name);
    if (!model) throw modelNotFound(name);
    return { model, versions: this.#store.listVersions(name) };
  }

  /**
   * The versions of a model, newest first, a page of them.
   *
   * @throws {RoteError} `name_not_legal`, `model_not_found`; `request_not_valid` for a `before` that
   *   no page gave
   */
  listVersions(name: string, filter?: VersionFilter): Page<VersionSummary> {
    this.#resolve(name, undefined);
    return this.#store.listVersions(name, filter);
  }

  /**
   * Which versions a model has, the newest first, `limit` at most.
   *
   * @throws {RoteError} `name_not_legal`, `model_not_found`
   */
  listVersionNames(name: string, limit: number): string[] {
    this.#resolve(name, undefined);
    return this.#store.listVersionNames(name, limit);
  }

  /**
   * The version that answers for a model: the current one unless another is named. Cheap.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.load}
   */
  findVersion(name: string, version?: string): string {
    const wanted = this.#resolve(name, version);
    if (version && !this.#store.hasVersion(name, wanted)) throw versionNotFound(name, wanted);
    return wanted;
  }

  /**
   * What is known of a model's version, the current one unless another is named.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.load}
   */
  describeVersion(name: string, version?: string): ModelVersion {
    const wanted = this.#resolve(name, version);
    const found = this.#store.findVersion(name, wanted);
    if (!found) throw versionNotFound(name, wanted);
    return found;
  }

  /**
   * A model, in its current version unless another is named.
   *
   * @throws {RoteError} `name_not_legal`, `version_not_legal`, `model_not_found`, `version_not_found`,
   *   `model_damaged`
   */
  load(name: string, version?: string): LoadedModel {
    const wanted = this.#resolve(name, version);
    const known = this.#models.get(wanted);
    // A cached model says nothing about this model: it may be another's version.
    if (known && (!version || this.#store.hasVersion(name, wanted))) {
      return { version: wanted, model: known };
    }
    const model = decodeModel(this.#readBlob(name, wanted));
    this.#loads++;
    this.#models.set(wanted, model);
    return { version: wanted, model };
  }

  /**
   * The version that answers for a model, and its model if that is a light one: one that may be
   * decoded and kept where everybody waits.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.load}
   */
  prepare(name: string, version?: string): PreparedModel {
    const wanted = this.findVersion(name, version);
    const known = this.#models.get(wanted);
    if (known || this.#heavy.has(wanted)) return { version: wanted, model: known };
    const blob = this.#store.openBlob(name, wanted);
    if (!blob || blob.bytes > LIGHT_BLOB_BYTES) return { version: wanted, model: undefined };
    const { model } = this.load(name, wanted);
    if (isLight(model)) return { version: wanted, model };
    this.#models.delete(wanted);
    this.#heavy.set(wanted, true);
    return { version: wanted, model: undefined };
  }

  /** The model of a version, if it was decoded lately. */
  decoded(version: string): Model | undefined {
    return this.#models.peek(version);
  }

  /** Keeps a model that was decoded elsewhere. */
  adopt(version: string, model: Model): void {
    this.#loads++;
    this.#models.set(version, model);
  }

  /**
   * The version of a model that answers now, if it was loaded lately: what {@linkcode load} gives,
   * without a word about why there is none.
   */
  atHand(name: string): LoadedModel | undefined {
    try {
      const version = this.#store.currentVersion(name);
      const model = version && this.#models.get(version);
      return model ? { version: version!, model } : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * The blob of a model, of its current version unless another is named, to be read in pieces once it
   * is checked.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.load}
   */
  download(name: string, version?: string): { version: string; blob: StoredBlob } {
    const wanted = this.#resolve(name, version);
    const blob = this.#store.openBlob(name, wanted);
    if (!blob) throw versionNotFound(name, wanted);
    return { version: wanted, blob };
  }

  /**
   * The same blob, whole and checked.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.load}
   */
  readBlob(name: string, version?: string): { version: string; blob: Uint8Array<ArrayBuffer> } {
    const wanted = this.#resolve(name, version);
    return { version: wanted, blob: this.#readBlob(name, wanted) };
  }

  /**
   * Checks that a blob may be brought for a model, before it is read.
   *
   * @throws {RoteError} `name_not_legal`; `model_too_large`, `name_taken`, `too_many_models`, `store_full`,
   *   `store_read_only`
   */
  checkUpload(name: string, bytes = 0): void {
    checkName(name);
    checkWritable(this.#store);
    if (!this.#quota) return;
    checkModelBytes(bytes, this.#quota);
    checkRoom(this.#store, name, this.#quota);
  }

  /**
   * Stores a blob that was trained elsewhere.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.checkUpload}
   */
  async keep(
    name: string,
    { blob, description, memory }: ExaminedBlob,
    now: Date,
  ): Promise<{ version: ModelVersion; isNew: boolean }> {
    this.checkUpload(name, blob.length);
    if (this.#quota) checkModelMemory(memory, this.#quota);
    return await this.#store.putVersion(name, storedAt(now.toISOString(), description), blob);
  }

  /**
   * Deletes a model with all its versions, or one version of it. Without another version the model
   * goes with it; else the newest of the others is the current one then, if that one was.
   *
   * @throws {RoteError} `name_not_legal`, `version_not_legal`, `model_not_found`,
   *   `version_not_found`, `store_read_only`
   */
  async delete(name: string, version?: string): Promise<void> {
    this.#resolve(name, version);
    if (version === undefined) {
      if (!await this.#store.deleteModel(name)) throw modelNotFound(name);
    } else if (!await this.#store.deleteVersion(name, version)) {
      throw versionNotFound(name, version);
    }
  }

  #resolve(name: string, version: string | undefined): string {
    checkName(name);
    if (version !== undefined) checkVersion(version);
    const current = this.#store.currentVersion(name);
    if (!current) throw modelNotFound(name);
    return version ?? current;
  }

  #readBlob(name: string, version: string): Uint8Array<ArrayBuffer> {
    const blob = this.#store.readBlob(name, version);
    if (!blob) throw versionNotFound(name, version);
    return blob;
  }
}

function modelNotFound(name: string): RoteError {
  return new RoteError("model_not_found", `There is no model "${name}"`);
}

function versionNotFound(name: string, version: string): RoteError {
  return new RoteError("version_not_found", `Model "${name}" has no version ${version}`);
}
