/**
 * Blobs in the store's file, in pieces: none is read or written in one go, so that others get their
 * turn in between, and each piece is checked by a digest of its own. A blob is an orphan until a
 * version refers to it; what a killed process leaves is one for ever, and is swept away.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { SqliteConnection } from "./sqlite_connection.ts";
import { takeBreak, Turns } from "./turns.ts";

/** Bytes of a piece. */
export const PIECE_BYTES = 262_144;

/** What is wrong with a blob in the store. */
export class BlobDamage extends Error {}

/** A blob whose last piece is still to be written, in the transaction that makes it seen. */
export interface UnfinishedBlob {
  /** Writes the last piece. Returns the blob's number. */
  finish(): number;
  /** Says that it is no longer written, whatever became of it. */
  end(): void;
}

/** The blobs of a file. */
export class BlobPieces {
  readonly #connection: SqliteConnection;
  /** Blobs that are being written: orphans that are not to be swept away. */
  readonly #underWay = new Set<number>();

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  /**
   * Writes all of a blob but its last piece, each piece in a transaction of its own. The bytes must
   * stay as they are until it is finished.
   *
   * @throws {RoteError} `store_read_only`, `store_unavailable`; the signal's reason
   */
  async begin(blob: Uint8Array, signal?: AbortSignal): Promise<UnfinishedBlob> {
    const pieces = Math.max(1, Math.ceil(blob.length / PIECE_BYTES));
    let id: number | undefined;
    const end = () => void (id !== undefined && this.#underWay.delete(id));
    const put = (piece: number) => {
      id ??= this.#connection.insert("INSERT INTO orphans DEFAULT VALUES");
      const bytes = blob.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
      const sql = "INSERT INTO pieces (blob, number, sha256, bytes) VALUES (?, ?, ?, ?)";
      this.#connection.run(sql, id, piece, sha256(bytes), bytes);
      return id;
    };
    const finish = () => {
      const id = put(pieces - 1);
      this.#connection.run("DELETE FROM orphans WHERE blob = ?", id);
      return id;
    };
    try {
      for (let piece = 0; piece < pieces - 1; piece++) {
        this.#underWay.add(this.#connection.transaction(() => put(piece)));
        await takeBreak();
        signal?.throwIfAborted();
      }
    } catch (error) {
      end();
      throw error;
    }
    return { finish, end };
  }

  /** True for a blob that is being written. */
  isUnderWay(id: number): boolean {
    return this.#underWay.has(id);
  }

  /**
   * A blob whole.
   *
   * @param sha256 of all of it, in hex
   * @throws {BlobDamage} if it is not what was written
   */
  readWhole(id: number, size: number, expected: string): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(size);
    for (let first = 0; first < size; first += PIECE_BYTES) {
      whole.set(this.readPiece(id, first / PIECE_BYTES, size), first);
    }
    if (sha256(whole).toString("hex") !== expected) throw wrongWhole();
    return whole;
  }

  /**
   * Checks a blob whole, a few milliseconds at a time.
   *
   * @throws {BlobDamage}
   */
  async check(id: number, size: number, expected: string): Promise<void> {
    const hash = createHash("sha256");
    const turns = new Turns();
    for (let first = 0; first < size; first += PIECE_BYTES) {
      hash.update(this.readPiece(id, first / PIECE_BYTES, size));
      await turns.step();
    }
    if (hash.digest("hex") !== expected) throw wrongWhole();
  }

  /**
   * One piece of a blob.
   *
   * @param size bytes of the whole blob
   * @throws {BlobDamage}
   */
  readPiece(id: number, piece: number, size: number): Uint8Array<ArrayBuffer> {
    const sql = "SELECT sha256, bytes FROM pieces WHERE blob = ? AND number = ?";
    let row;
    try {
      row = this.#connection.all(sql, id, piece)[0];
    } catch (error) {
      // SQLite's word for pages that are not what they should be.
      if (!(error instanceof Error && error.message.includes("malformed"))) throw error;
      throw new BlobDamage(`its piece ${piece} cannot be read: ${error.message}`);
    }
    if (!row) throw new BlobDamage(`its piece ${piece} is not there`);
    const bytes = row.bytes as Uint8Array<ArrayBuffer>;
    const isAsWritten = bytes.length === Math.min(PIECE_BYTES, size - piece * PIECE_BYTES) &&
      sha256(bytes).equals(row.sha256 as Uint8Array);
    if (!isAsWritten) throw new BlobDamage(`its piece ${piece} is not what was written`);
    return bytes;
  }
}

function wrongWhole(): BlobDamage {
  return new BlobDamage("its bytes have another SHA-256");
}

function sha256(bytes: Uint8Array) {
  return createHash("sha256").update(bytes).digest();
}
