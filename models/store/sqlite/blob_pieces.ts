/**
 * Blobs in the store's file, and the descriptions that go with them, in pieces: none is written in one
 * go, so that others get their turn in between, and each piece is checked by a digest of its own. A
 * blob is an orphan until a version refers to it; what a killed process leaves is one for ever, and is
 * swept away.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { SqliteConnection } from "./sqlite_connection.ts";
import { takeBreak, Turns } from "../../turns.ts";

/** Bytes of a piece. */
export const PIECE_BYTES = 262_144;
/** Bytes that are written in one go. */
const SLICE_BYTES = 2 * PIECE_BYTES;

/** What is wrong with a blob in the store. */
export class BlobDamage extends Error {}

/** A blob whose last pieces are still to be written, in the transaction that makes it seen. */
export interface UnfinishedBlob {
  /** Writes the last pieces. Returns the blob's number. */
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
   * Writes a blob and its description but for the last pieces, a few at a time, each time in a
   * transaction of its own. The bytes must stay as they are until it is finished.
   *
   * @throws {RoteError} `store_read_only`, `store_unavailable`; the signal's reason
   */
  async begin(
    blob: Uint8Array,
    description: string,
    signal?: AbortSignal,
  ): Promise<UnfinishedBlob> {
    const slices = slicesOf([
      ...piecesOf(new TextEncoder().encode(description), (piece) => -1 - piece),
      ...piecesOf(blob, (piece) => piece),
    ]);
    let id: number | undefined;
    const end = () => void (id !== undefined && this.#underWay.delete(id));
    const put = (slice: readonly Piece[]) => {
      id ??= this.#connection.insert("INSERT INTO orphans DEFAULT VALUES");
      const sql = "INSERT INTO pieces (blob, number, sha256, bytes) VALUES (?, ?, ?, ?)";
      for (const { number, bytes } of slice) {
        this.#connection.run(sql, id, number, sha256(bytes), bytes);
      }
      return id;
    };
    const finish = () => {
      const id = put(slices.at(-1)!);
      this.#connection.run("DELETE FROM orphans WHERE blob = ?", id);
      return id;
    };
    try {
      for (const slice of slices.slice(0, -1)) {
        this.#underWay.add(this.#connection.transaction(() => put(slice)));
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
   * The description that goes with a blob.
   *
   * @throws {BlobDamage}
   */
  readDescription(id: number): string {
    const utf8 = new TextDecoder();
    let text = "";
    for (let number = -1;; number--) {
      const bytes = this.#read(id, number);
      if (!bytes && number < -1) return text + utf8.decode();
      if (!bytes) throw new BlobDamage("its description is not there");
      text += utf8.decode(bytes, { stream: true });
    }
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
    const bytes = this.#read(id, piece);
    if (!bytes) throw new BlobDamage(`its piece ${piece} is not there`);
    if (bytes.length !== Math.min(PIECE_BYTES, size - piece * PIECE_BYTES)) throw wrong(piece);
    return bytes;
  }

  #read(id: number, number: number): Uint8Array<ArrayBuffer> | undefined {
    const sql = "SELECT sha256, bytes FROM pieces WHERE blob = ? AND number = ?";
    let row;
    try {
      row = this.#connection.all(sql, id, number)[0];
    } catch (error) {
      // SQLite's word for pages that are not what they should be.
      if (!(error instanceof Error && error.message.includes("malformed"))) throw error;
      throw new BlobDamage(`its piece ${number} cannot be read: ${error.message}`);
    }
    if (!row) return undefined;
    const bytes = row.bytes as Uint8Array<ArrayBuffer>;
    if (!sha256(bytes).equals(row.sha256 as Uint8Array)) throw wrong(number);
    return bytes;
  }
}

/** Bytes of a blob, or of a description. */
interface Piece {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Bytes in pieces, one at least. */
function piecesOf(bytes: Uint8Array, numberOf: (piece: number) => number): Piece[] {
  const count = Math.max(1, Math.ceil(bytes.length / PIECE_BYTES));
  return Array.from({ length: count }, (_, piece) => ({
    number: numberOf(piece),
    bytes: bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES),
  }));
}

/** Pieces that are written in one go: a small blob with its description is one. */
function slicesOf(pieces: readonly Piece[]): Piece[][] {
  const slices: Piece[][] = [];
  let room = 0;
  for (const piece of pieces) {
    if (piece.bytes.length > room || slices.length === 0) {
      slices.push([]);
      room = SLICE_BYTES;
    }
    slices.at(-1)!.push(piece);
    room -= piece.bytes.length;
  }
  return slices;
}

function wrong(piece: number): BlobDamage {
  return new BlobDamage(`its piece ${piece} is not what was written`);
}

function wrongWhole(): BlobDamage {
  return new BlobDamage("its bytes have another SHA-256");
}

function sha256(bytes: Uint8Array) {
  return createHash("sha256").update(bytes).digest();
}
