/**
 * A body in slabs of a megabyte. Its pieces are copied into them as they come: a piece has a buffer of
 * 64 KiB to itself, however little is in it, and one buffer for all that is promised would have to be
 * made before it comes, or made anew as it grows, which holds everybody up.
 *
 * @module
 */

/** Bytes of a slab; the first ones are smaller, as most bodies are. */
const SLAB = 1_048_576;
const FIRST_SLAB = 131_072;

/** Bytes that come piece by piece. */
export class Slabs {
  readonly #full: Uint8Array<ArrayBuffer>[] = [];
  #slab: Uint8Array<ArrayBuffer>;
  #at = 0;
  #whole = 0;
  /** Bytes that are still to come, if it was said how many come. */
  #left: number;

  /** @param promised bytes that are to come; no more room is made than for as many */
  constructor(promised = Infinity) {
    this.#left = promised;
    this.#slab = new Uint8Array(Math.min(FIRST_SLAB, promised));
  }

  /** Adds a copy of the next bytes. */
  add(piece: Uint8Array): void {
    for (let from = 0; from < piece.length;) {
      if (this.#at === this.#slab.length) {
        if (this.#at > 0) this.#full.push(this.#slab);
        const left = Math.max(this.#left, piece.length - from);
        this.#slab = new Uint8Array(Math.min(SLAB, left, 2 * (this.#whole + FIRST_SLAB)));
        this.#at = 0;
      }
      const part = piece.subarray(from, from + this.#slab.length - this.#at);
      this.#slab.set(part, this.#at);
      this.#at += part.length;
      this.#whole += part.length;
      this.#left -= part.length;
      from += part.length;
    }
  }

  /** All bytes, a slab at a time; none of them is empty. */
  get all(): readonly Uint8Array<ArrayBuffer>[] {
    return this.#at > 0 ? [...this.#full, this.#slab.subarray(0, this.#at)] : this.#full;
  }

  /** All bytes as one. */
  join(): Uint8Array<ArrayBuffer> {
    const { all } = this;
    if (all.length === 1) return all[0]!;
    const bytes = new Uint8Array(all.reduce((sum, slab) => sum + slab.length, 0));
    let at = 0;
    for (const slab of all) {
      bytes.set(slab, at);
      at += slab.length;
    }
    return bytes;
  }
}
