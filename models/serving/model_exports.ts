/**
 * Models as code. An export is made when it is asked for; the last ones are kept within a bound, as
 * whoever asks for one file of an export, or whether it has changed, asks for others soon. That one
 * cannot be made is remembered, too: to find it out takes as long as to make it.
 *
 * @module
 */

import { LRUCache } from "lru-cache";
import { type ErrorCode, exportModel, type ExportOptions, RoteError } from "../../lib/mod.ts";
import { versionOf } from "../names.ts";
import type { ModelRegistry } from "./registry.ts";

/** A file of an export. */
export interface ModelExportFile {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  /** Text is UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: Promise<string>;
}

/** The files of an export, the main one first, and the version that they are made of. */
export interface ModelExport {
  readonly version: string;
  readonly files: readonly ModelExportFile[];
}

/** Exports of the largest size that are kept. */
const KEPT = 2;

/** Refusals that are remembered. */
const MOST_REFUSED = 10_000;
/** What is refused for what the model is: the same each time. */
const LASTING: ReadonlySet<ErrorCode> = new Set(["export_too_large", "export_head_not_supported"]);

/** Exports of a registry's models. */
export class ModelExports {
  readonly #registry: ModelRegistry;
  readonly #maxBytes: number;
  readonly #kept: LRUCache<string, ModelExport>;
  readonly #refused = new LRUCache<string, RoteError>({ max: MOST_REFUSED });

  /** @param maxBytes most bytes of one export */
  constructor(registry: ModelRegistry, maxBytes: number) {
    this.#registry = registry;
    this.#maxBytes = maxBytes;
    this.#kept = new LRUCache({ maxSize: KEPT * maxBytes, sizeCalculation: sizeOf });
  }

  /**
   * An export of a model, of its current version unless another is named.
   *
   * @throws {RoteError} as {@linkcode ModelRegistry.load}; `export_target_unknown`,
   *   `export_option_not_taken`, `export_head_not_supported`, `export_too_large`
   */
  get(
    name: string,
    version: string | undefined,
    target: string,
    options: ExportOptions,
  ): ModelExport {
    // Asked for each time: what is kept says nothing about whether the model still has the version.
    const wanted = this.#registry.findVersion(name, version);
    const key = JSON.stringify([name, wanted, target, options]);
    const found = this.#kept.get(key);
    if (found) return found;
    const refused = this.#refused.get(key);
    if (refused) throw new RoteError(refused.code, refused.message, refused.offenders);
    try {
      const made = { version: wanted, files: this.#make(name, wanted, target, options) };
      this.#kept.set(key, made);
      return made;
    } catch (error) {
      if (error instanceof RoteError && LASTING.has(error.code)) this.#refused.set(key, error);
      throw error;
    }
  }

  #make(name: string, version: string, target: string, options: ExportOptions): ModelExportFile[] {
    const { model } = this.#registry.load(name, version);
    const { blob } = this.#registry.readBlob(name, version);
    const source = { name, version, blob, model };
    return exportModel(source, target, options, this.#maxBytes).map(({ name, type, content }) => {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      return { name, type, bytes, sha256: versionOf(bytes) };
    });
  }
}

function sizeOf({ files }: ModelExport): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 1);
}
