/**
 * A blob that is read from the store a piece at a time: what is asked for and no more, so that a
 * download holds a piece and no copy of the whole.
 *
 * @module
 */

/** A blob of a version. */
export interface StoredBlob {
  /** Its size. */
  readonly bytes: number;

  /**
   * Checks the whole by its SHA-256, once a process and version, a few milliseconds at a time. To be
   * awaited before anything is read.
   *
   * @throws {RoteError} `model_damaged`; `version_not_found` if it is deleted meanwhile
   */
  check(): Promise<void>;

  /**
   * The bytes from `first` to `last`, both included, in pieces of 256 KiB at most; all of them unless
   * others are named. Each is read and checked when it is asked for.
   *
   * @throws {RoteError} `model_damaged`, `store_unavailable`; `version_not_found` if it is deleted
   *   meanwhile
   */
  read(first?: number, last?: number): Generator<Uint8Array<ArrayBuffer>, void>;
}

/** The same bytes in one piece. */
export function joined(
  blob: StoredBlob,
  first = 0,
  last = blob.bytes - 1,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(last - first + 1);
  let at = 0;
  for (const piece of blob.read(first, last)) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
