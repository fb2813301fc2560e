/**
 * What the programs of these tests write and read: numbers, and bytes behind their length.
 *
 * @module
 */

/** Reads from the start of some bytes to their end. */
export class ByteReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  /** The next bytes. */
  take(length: number): Uint8Array<ArrayBuffer> {
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error("The program wrote too little");
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The next little-endian u16s. */
  takeU16(count: number): Uint16Array {
    const bytes = this.take(2 * count);
    return Uint16Array.from({ length: count }, (_, i) => bytes[2 * i]! + 256 * bytes[2 * i + 1]!);
  }

  /** The next string, a u16 length before it. */
  takeText(): string {
    const bytes = this.take(this.takeU16(1)[0]!);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  }

  /** True at the end. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }
}

/** Puts bytes one behind the other, and numbers as little-endian u32. */
export function joined(parts: readonly (Uint8Array | number)[]): Uint8Array<ArrayBuffer> {
  const size = (part: Uint8Array | number) => typeof part === "number" ? 4 : part.length;
  const out = new Uint8Array(parts.reduce<number>((sum, part) => sum + size(part), 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const part of parts) {
    if (typeof part === "number") view.setUint32(at, part, true);
    else out.set(part, at);
    at += size(part);
  }
  return out;
}
