/**
 * Takes away the blobs that no version refers to, a few pieces at a time, and then makes the file
 * smaller, a few pages at a time: what a deletion leaves never keeps anybody waiting.
 *
 * @module
 */

import type { BlobPieces } from "./blob_pieces.ts";
import type { SqliteConnection } from "./sqlite_connection.ts";

/** Pieces that are deleted in one go. */
const PIECES = 16;
/** Pages that the file gives back in one go. */
const PAGES = 256;
/** Free pages that stay: what is written next takes them. */
const SPARE_PAGES = 1_024;

/** Sweeps a file. */
export class OrphanSweeper {
  readonly #connection: SqliteConnection;
  readonly #pieces: BlobPieces;
  readonly #onError: (error: unknown) => void;
  readonly #waiting: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(
    connection: SqliteConnection,
    pieces: BlobPieces,
    onError: (error: unknown) => void,
  ) {
    this.#connection = connection;
    this.#pieces = pieces;
    this.#onError = onError;
  }

  /** Begins to sweep, if there is anything to sweep; resolves when no orphan is left, or it failed. */
  sweep(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#timer ??= setTimeout(() => this.#next(), 0);
    });
  }

  /** Ends. What is left is swept after the next start. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tell();
  }

  #next(): void {
    this.#timer = undefined;
    try {
      const isSwept = !this.#sweepSome();
      if (isSwept) this.#tell();
      if (isSwept && !this.#shrinkSome()) return;
    } catch (error) {
      this.#tell();
      return this.#onError(error);
    }
    this.#timer = setTimeout(() => this.#next(), 0);
  }

  /** Deletes a few pieces. Returns whether there were any. */
  #sweepSome(): boolean {
    const orphans = this.#connection.all("SELECT blob FROM orphans ORDER BY blob LIMIT 1000")
      .map(({ blob }) => blob as number).filter((blob) => !this.#pieces.isUnderWay(blob));
    if (orphans.length === 0) return false;
    this.#connection.tidy(() => {
      let left = PIECES;
      for (const blob of orphans) {
        left -= this.#connection.run(
          `DELETE FROM pieces WHERE blob = ?1 AND number IN
           (SELECT number FROM pieces WHERE blob = ?1 ORDER BY number DESC LIMIT ?2)`,
          blob,
          left,
        );
        if (left === 0) break;
        this.#connection.run("DELETE FROM orphans WHERE blob = ?", blob);
      }
    });
    return true;
  }

  /** Gives a few pages back. Returns whether there may be more. */
  #shrinkSome(): boolean {
    const free = Number(this.#connection.all("PRAGMA freelist_count")[0]!.freelist_count);
    const surplus = Math.min(PAGES, free - SPARE_PAGES);
    if (surplus <= 0) return false;
    this.#connection.tidy(() => {
      this.#connection.all(`PRAGMA incremental_vacuum(${surplus})`);
    });
    const left = Number(this.#connection.all("PRAGMA freelist_count")[0]!.freelist_count);
    return left < free;
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
