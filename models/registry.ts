/**
 * The models by name: what the routes ask for when they describe, upload, download or predict.
 * Networks that answered lately are kept decoded, within a bound.
 *
 * @module
 */

import { LRUCache } from "lru-cache";
import {
  type BitModel,
  bitModelOf,
  decodeModel,
  encoderBits,
  isBoosted,
  isEncoded,
  type Model as Decoded,
  networksOf,
  RoteError,
} from "../lib/mod.ts";
import { describeVersion, type Model, type ModelVersion, storedAt } from "./model.ts";
import { checkName, checkVersion, versionOf } from "./names.ts";
import { checkModelBytes, checkRoom, type QuotaLimits } from "./quota.ts";
import type { Store } from "./store.ts";

/** A decoded network, or boosted tables, and the version it is. */
export interface LoadedNetwork {
  readonly version: string;
  readonly network: Decoded;
}

/** The models of a store. */
export class ModelRegistry {
  readonly #store: Store;
  /** Networks by version: equal versions are equal networks, whatever model they belong to. */
  readonly #networks: LRUCache<string, Decoded>;
  readonly #quota: QuotaLimits | undefined;
  #loads = 0;

  /**
   * @param cacheBytes bytes of decoded networks to keep
   * @param quota what the store may hold; anything without
   */
  constructor(store: Store, cacheBytes: number, quota?: QuotaLimits) {
    this.#store = store;
    this.#quota = quota;
    // Size 0 would mean "no bound" to the cache.
    this.#networks = new LRUCache({ maxSize: Math.max(1, cacheBytes), sizeCalculation: sizeOf });
  }

  /** The networks kept ready: how many, their bytes, and how many were decoded since the start. */
  get cache(): { networks: number; bytes: number; loads: number } {
    const { size, calculatedSize } = this.#networks;
    return { networks: size, bytes: calculatedSize, loads: this.#loads };
  }

  /** All models by name. */
  list(): Model[] {
    return this.#store.listModels();
  }

  /**
   * A model and its versions, newest first.
   *
   * @throws {RoteError} `name_not_legal`, `model_not_found`
   */
  describe(name: string): { model: Model; versions: ModelVersion[] } {
    checkName(name);
    const model = this.#store.findModel(name);
    if (!model) throw modelNotFound(name);
    return { model, versions: this.#store.listVersions(name) };
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
   * The network that answers for a model, its current version unless another is named.
   *
   * @throws {RoteError} `name_not_legal`, `version_not_legal`, `model_not_found`, `version_not_found`
   */
  load(name: string, version?: string): LoadedNetwork {
    const wanted = this.#resolve(name, version);
    const known = this.#networks.get(wanted);
    // A cached network says nothing about this model: it may be another's version.
    if (known && (!version || this.#store.findVersion(name, wanted))) {
      return { version: wanted, network: known };
    }
    const network = decodeModel(this.#readBlob(name, wanted));
    this.#loads++;
    this.#networks.set(wanted, network);
    return { version: wanted, network };
  }

  /**
   * The network that answers for a model now, if it was loaded lately: what {@linkcode load} gives,
   * without a word about why there is none.
   */
  atHand(name: string): LoadedNetwork | undefined {
    try {
      const version = this.#store.currentVersion(name);
      const network = version && this.#networks.get(version);
      return network ? { version: version!, network } : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * The blob of a model, of its current version unless another is named.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.load}
   */
  download(name: string, version?: string): { version: string; blob: Uint8Array<ArrayBuffer> } {
    const wanted = this.#resolve(name, version);
    return { version: wanted, blob: this.#readBlob(name, wanted) };
  }

  /**
   * Stores a blob that was trained elsewhere, once it is checked whole.
   *
   * @throws {RoteError} `name_not_legal`; the `blob_` codes of `decodeModel`; `model_too_large`,
   *   `name_taken`, `too_many_models`, `store_full`
   */
  async upload(
    name: string,
    blob: Uint8Array<ArrayBuffer>,
    now: Date,
  ): Promise<{ version: ModelVersion; isNew: boolean }> {
    checkName(name);
    if (this.#quota) {
      checkModelBytes(blob.length, this.#quota);
      checkRoom(this.#store, name, this.#quota);
    }
    const network = decodeModel(blob);
    const id = await versionOf(blob);
    const version = describeVersion(network, id, blob.length);
    return this.#store.putVersion(name, storedAt(now.toISOString(), version), blob);
  }

  /**
   * Deletes a model with all its versions.
   *
   * @throws {RoteError} `name_not_legal`, `model_not_found`
   */
  delete(name: string): void {
    checkName(name);
    if (!this.#store.deleteModel(name)) throw modelNotFound(name);
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

/** Bytes that a network takes in memory, near enough. */
function sizeOf(model: Decoded): number {
  const network = bitModelOf(model);
  // A threshold takes eight bytes, a category about a hundred.
  const encoder = isEncoded(model)
    ? 100 * (model.encoder.columns.length + encoderBits(model.encoder))
    : 0;
  return encoder + sizeOfBits(network);
}

function sizeOfBits(network: BitModel): number {
  if (isBoosted(network)) {
    const { wires, entries, splits } = network;
    return wires.byteLength + entries.byteLength + splits.byteLength + 1_024;
  }
  return networksOf(network).reduce((bytes, one) => {
    const ofLayers = one.layers.map(({ wires, tables }) => wires.byteLength + tables.byteLength);
    const margins = 2 * 2 ** one.layers.at(-1)!.arity;
    return ofLayers.reduce((sum, bytes) => sum + bytes, bytes + margins + 1_024);
  }, 0);
}
