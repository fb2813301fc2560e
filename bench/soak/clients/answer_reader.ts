/**
 * Reads answers off a connection, one after the other (HTTP/1.1, RFC 9112). Of a body it keeps the
 * start, which is enough to see what was acknowledged. It costs less than `fetch`, and the soak's
 * client shares its cores with the service.
 *
 * @module
 */

/** An answer as far as it is of interest. */
export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** The start of the body, at most {@linkcode PIECE} bytes. */
  readonly body: Uint8Array;
}

/** Bytes that are read at a time, and that are kept of a body. */
const PIECE = 16_384;
const LINE_FEED = 10;

const decoder = new TextDecoder();

/** What answers are read from: a connection. */
export interface ByteSource {
  read(into: Uint8Array): Promise<number | null>;
}

/** Reads answers. Whatever is wrong with one, or its early end, is an error. */
export class AnswerReader {
  readonly #source: ByteSource;
  readonly #buffer = new Uint8Array(PIECE);
  /** What is read and not yet used: from here ... */
  #from = 0;
  /** ... to here. */
  #to = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** The next answer, read to its end. */
  async next(): Promise<Answer> {
    const first = await this.#line();
    const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(first)?.[1]);
    if (!status) throw new Error(`This is no answer: ${first.slice(0, 80)}`);
    const headers = new Map<string, string>();
    for (let line = await this.#line(); line !== ""; line = await this.#line()) {
      const colon = line.indexOf(":");
      headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    const body = new Uint8Array(new ArrayBuffer(0, { maxByteLength: PIECE }));
    if (headers.get("transfer-encoding") === "chunked") {
      for (let size = -1; size !== 0;) {
        size = parseInt(await this.#line(), 16);
        if (!(size >= 0)) throw new Error("A chunk does not say its size");
        await this.#read(size, body);
        await this.#line();
      }
    } else {
      await this.#read(Number(headers.get("content-length") ?? 0), body);
    }
    return { status, headers, body };
  }

  /** The next line, without its end. */
  async #line(): Promise<string> {
    for (let seen = 0;; await this.#more()) {
      const end = this.#buffer.subarray(0, this.#to).indexOf(LINE_FEED, this.#from + seen);
      if (end >= 0) {
        const line = decoder.decode(this.#buffer.subarray(this.#from, end));
        this.#from = end + 1;
        return line.replace(/\r$/, "");
      }
      seen = this.#to - this.#from;
    }
  }

  /** Reads so many bytes of a body; the first ones are kept. */
  async #read(bytes: number, kept: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let left = bytes; left > 0;) {
      if (this.#from === this.#to) await this.#more();
      const piece = this.#buffer.subarray(this.#from, Math.min(this.#to, this.#from + left));
      const at = kept.length;
      const room = piece.subarray(0, PIECE - at);
      kept.buffer.resize(at + room.length);
      kept.set(room, at);
      this.#from += piece.length;
      left -= piece.length;
    }
  }

  async #more(): Promise<void> {
    this.#buffer.copyWithin(0, this.#from, this.#to);
    this.#to -= this.#from;
    this.#from = 0;
    if (this.#to === PIECE) throw new Error("A line of the answer is too long");
    const read = await this.#source.read(this.#buffer.subarray(this.#to));
    if (read === null) throw new Error("The connection ended early");
    this.#to += read;
  }
}
