/**
 * Writes versions of models: pieces of the blob first, while others get their turn, then one
 * transaction that makes the version seen and the current one, and ends the oldest of too many.
 *
 * @module
 */

import type { BlobPieces } from "./blob_pieces.ts";
import type { ModelVersion } from "../../stored_model.ts";
import { summaryOf } from "../../model_summary.ts";
import type { SqliteConnection } from "./sqlite_connection.ts";
import type { VersionBlobs } from "./version_blobs.ts";

/** What is done with a version. */
export interface Alongside {
  /** Writes something in the transaction that makes the version seen. */
  readonly write?: () => void;
  /** Called right after that transaction. */
  readonly onStored?: (() => void) | undefined;
  /** Aborted if the version is no longer wanted. */
  readonly signal?: AbortSignal | undefined;
}

/** Writes versions. */
export class VersionWriter {
  readonly #connection: SqliteConnection;
  readonly #pieces: BlobPieces;
  readonly #blobs: VersionBlobs;
  readonly #keepVersions: number;

  /** @param keepVersions versions of a model that are kept */
  constructor(
    connection: SqliteConnection,
    pieces: BlobPieces,
    blobs: VersionBlobs,
    keepVersions: number,
  ) {
    this.#connection = connection;
    this.#pieces = pieces;
    this.#blobs = blobs;
    this.#keepVersions = keepVersions;
  }

  /**
   * Stores a version, or makes one that is there the current one. Returns whether it is new.
   *
   * @throws {RoteError} `store_read_only`, `store_unavailable`; the signal's reason
   */
  async put(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
    { write, onStored, signal }: Alongside,
  ): Promise<boolean> {
    signal?.throwIfAborted();
    if (this.#blobs.isSound(name, version.version)) {
      this.#connection.transaction(() => {
        this.#setCurrent(name, version);
        write?.();
      });
      onStored?.();
      return false;
    }
    // Where a damaged blob is replaced, what was known of it stays.
    const told = this.#toldOf(name, version.version) ?? version;
    const unfinished = await this.#pieces.begin(blob, JSON.stringify(told), signal);
    try {
      signal?.throwIfAborted();
      const isNew = this.#connection.transaction(() => {
        const id = unfinished.finish();
        this.#setCurrent(name, told);
        const isNew = this.#add(name, told, blob.length, id);
        write?.();
        return isNew;
      });
      onStored?.();
      return isNew;
    } finally {
      unfinished.end();
    }
  }

  /** Adds a version with its blob, unless somebody else has added it meanwhile. */
  #add(name: string, version: ModelVersion, bytes: number, blob: number): boolean {
    const summary = JSON.stringify(summaryOf(version));
    const known = this.#blobs.find(name, version.version);
    if (known) {
      const isSound = this.#blobs.isSound(name, version.version);
      this.#connection.run("INSERT INTO orphans VALUES (?)", isSound ? blob : known.blob);
      if (!isSound) {
        this.#connection.run(
          "UPDATE versions SET blob = ?, bytes = ?, summary = ? WHERE model = ? AND version = ?",
          blob,
          bytes,
          summary,
          name,
          version.version,
        );
      }
      return false;
    }
    this.#connection.run(
      "INSERT INTO versions (model, version, blob, bytes, summary) VALUES (?, ?, ?, ?, ?)",
      name,
      version.version,
      blob,
      bytes,
      summary,
    );
    this.#endOldest(name, version.version);
    return true;
  }

  #endOldest(name: string, current: string): void {
    if (this.#keepVersions === Infinity) return;
    this.#connection.run(
      `DELETE FROM versions WHERE model = ?1 AND version <> ?2 AND number <=
       (SELECT number FROM versions WHERE model = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?3)`,
      name,
      current,
      this.#keepVersions,
    );
  }

  #setCurrent(name: string, { version, createdAt }: ModelVersion): void {
    this.#connection.run(
      `INSERT INTO models (name, current, created_at) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET current = excluded.current`,
      name,
      version,
      createdAt,
    );
  }

  /** What is known of a version, if it is there and its description is whole. */
  #toldOf(name: string, version: string): ModelVersion | undefined {
    const place = this.#blobs.find(name, version);
    try {
      return place && this.#blobs.describe(place);
    } catch {
      return undefined;
    }
  }
}
