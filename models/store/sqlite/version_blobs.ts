/**
 * What lies in pieces of each version: its blob and all that is known of it, checked. What is found to
 * be damaged is remembered, and told as whose it is.
 *
 * @module
 */

import { RoteError } from "../../../lib/mod.ts";
import { BlobDamage, type BlobPieces, PIECE_BYTES } from "./blob_pieces.ts";
import type { ModelVersion } from "../../stored_model.ts";
import { knownVersion } from "../../model_summary.ts";
import type { SqliteConnection } from "./sqlite_connection.ts";
import type { StoreProblem, VersionName } from "../store.ts";
import type { StoredBlob } from "../stored_blob.ts";

/** Blobs of which it is remembered that they were checked; then they are checked again. */
const MOST_CHECKED = 100_000;

/** A version, and where its blob is. */
export interface PlacedVersion extends VersionName {
  /** Number of the blob, which is never another's. */
  readonly blob: number;
  /** Bytes of the blob. */
  readonly bytes: number;
}

/** A blob that was found damaged. */
export interface Damage extends VersionName {
  /** Its number in the store. */
  readonly blob: number;
  readonly detail: string;
}

/** The blobs of versions. */
export class VersionBlobs {
  readonly #connection: SqliteConnection;
  readonly #pieces: BlobPieces;
  /** Blobs that were found to be what was stored, and those that are being checked. */
  readonly #checked = new Set<number>();
  readonly #checks = new Map<number, Promise<void>>();
  readonly #damaged = new Map<number, Damage>();

  constructor(connection: SqliteConnection, pieces: BlobPieces) {
    this.#connection = connection;
    this.#pieces = pieces;
  }

  /** What was found damaged and is still there. */
  get damages(): Damage[] {
    for (const [blob, { name, version }] of this.#damaged) {
      if (this.find(name, version)?.blob !== blob) this.#damaged.delete(blob);
    }
    return [...this.#damaged.values()];
  }

  /** Takes note of damage that somebody else has found in the same file. */
  noteDamage(damage: Damage): void {
    this.#checked.delete(damage.blob);
    this.#damaged.set(damage.blob, damage);
  }

  /** The same in words, as one problem. */
  get problems(): StoreProblem[] {
    const { length } = this.damages;
    const more = length > 1 ? ` (and ${length - 1} more versions)` : "";
    return [...this.#damaged.values()].slice(0, 1)
      .map(({ detail }) => ({ code: "model_damaged", detail: detail + more }));
  }

  /** Where the blob of a version is, if there is such a version. */
  find(name: string, version: string): PlacedVersion | undefined {
    const sql = "SELECT blob, bytes FROM versions WHERE model = ? AND version = ?";
    const row = this.#connection.all(sql, name, version)[0];
    return row && { name, version, blob: row.blob as number, bytes: row.bytes as number };
  }

  /** True for a version that is there and was not found damaged. */
  isSound(name: string, version: string): boolean {
    const place = this.find(name, version);
    return place !== undefined && !this.#damaged.has(place.blob);
  }

  /** All that is known of a version. */
  describe(place: PlacedVersion): ModelVersion {
    return knownVersion(this.#told(place, () => this.#pieces.readDescription(place.blob)));
  }

  /** The blob whole. */
  read(place: PlacedVersion): Uint8Array<ArrayBuffer> {
    const { blob, bytes, version } = place;
    const whole = this.#told(place, () => this.#pieces.readWhole(blob, bytes, version));
    this.#remember(blob);
    return whole;
  }

  /** The blob to be read in pieces. */
  open(place: PlacedVersion): StoredBlob {
    return {
      bytes: place.bytes,
      check: () => this.#check(place),
      read: (first = 0, last = place.bytes - 1) => this.#readParts(place, first, last),
    };
  }

  *#readParts(
    place: PlacedVersion,
    first: number,
    last: number,
  ): Generator<Uint8Array<ArrayBuffer>, void> {
    const { blob, bytes } = place;
    if (!this.#checked.has(blob)) throw new Error("A blob is read before it is checked");
    for (let at = first; at <= last;) {
      const number = Math.floor(at / PIECE_BYTES);
      const start = number * PIECE_BYTES;
      const piece = this.#told(place, () => this.#pieces.readPiece(blob, number, bytes));
      yield piece.subarray(at - start, last + 1 - start);
      at = start + PIECE_BYTES;
    }
  }

  /** Checks a blob, once for all who want it at the same time. */
  async #check(place: PlacedVersion): Promise<void> {
    const { blob, bytes, version } = place;
    if (this.#checked.has(blob)) return;
    let check = this.#checks.get(blob);
    if (!check) {
      check = this.#pieces.check(blob, bytes, version);
      this.#checks.set(blob, check);
      check.then(() => this.#remember(blob), () => {}).then(() => this.#checks.delete(blob));
    }
    try {
      await check;
    } catch (error) {
      throw this.#explain(place, error);
    }
  }

  #remember(blob: number): void {
    if (this.#checked.size >= MOST_CHECKED) this.#checked.clear();
    this.#checked.add(blob);
  }

  #told<T>(place: PlacedVersion, read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw this.#explain(place, error);
    }
  }

  /** Says of damage whose it is, and remembers it; a version that was deleted meanwhile has none. */
  #explain({ name, version, blob }: PlacedVersion, error: unknown): unknown {
    if (!(error instanceof BlobDamage)) return error;
    this.#checked.delete(blob);
    if (this.find(name, version)?.blob !== blob) {
      return new RoteError(
        "version_not_found",
        `Model "${name}" has no version ${version} any more: it was deleted meanwhile`,
      );
    }
    const detail = `The stored blob of model "${name}", version ${version}, is damaged: ` +
      `${error.message}. Upload it once more, or restore a backup`;
    this.#damaged.set(blob, { name, version, blob, detail });
    return new RoteError("model_damaged", detail);
  }
}
