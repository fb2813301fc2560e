/**
 * Bodies that are sent compressed: `Content-Encoding` (RFC 9110, section 8.4), decoded piece by piece
 * as somebody reads. What a body becomes is bounded: a few bytes may stand for very many, and those
 * are never made. It refuses what is damaged, cut short or followed by something else.
 *
 * @module
 */

import type { Transform } from "node:stream";
import zlib from "node:zlib";
import { quote, RoteError } from "../../lib/mod.ts";
import { takeBreak } from "../turns.ts";
import { ZstdFrames } from "./zstd_frames.ts";

/** The bytes of a body. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Codings of one body, one after the other. Nobody means more than one; each takes memory. */
const MAX_CODINGS = 2;
/** Bytes that are given to a decoder, or taken from it, in one go (a fraction of a millisecond). */
const PIECE_BYTES = 65_536;
/** Decoded bytes after which other tasks get their turn. A decoder alone would let none in. */
const TURN_BYTES = 1_048_576;
/** The same in times that a decoder is called, for data that become little. */
const TURN_CALLS = 16;
/** Window of zstd, as a power of two: 8 MiB, which is the most that RFC 9659 allows in HTTP. */
const ZSTD_WINDOW_LOG = 23;
/** Frames of zstd in one body. Each takes a call, and no program makes them small. */
const MAX_FRAMES = 16_384;

/** A decoder of `node:zlib`. */
type Decoder = Transform & { readonly bytesWritten: number };

/** Gives a decoder what comes, until there is no more. Throws if it was not all, or too much. */
type Feed = (decoder: Decoder, source: Reader) => Promise<void>;

/** What a coding is read with. */
interface Coding {
  readonly open: (head: Uint8Array) => Decoder;
  readonly feed: Feed;
}

const CODINGS = new Map<string, Coding>([
  ["gzip", { open: () => zlib.createGunzip({ chunkSize: PIECE_BYTES }), feed: feedZlib }],
  ["deflate", { open: openDeflate, feed: feedZlib }],
  ["br", { open: () => zlib.createBrotliDecompress({ chunkSize: PIECE_BYTES }), feed: feedBrotli }],
  // Not every runtime has it.
  ...(typeof zlib.createZstdDecompress === "function"
    ? [["zstd", { open: openZstd, feed: feedZstd }] as const]
    : []),
]);

/** The codings that are read, as `Accept-Encoding` of an answer with 415 tells them (RFC 9110, section 12.5.3). */
export const ACCEPT_ENCODING = [...CODINGS.keys(), "identity"].join(", ");

/**
 * Decodes a body.
 *
 * @example
 * ```ts
 * import { decodeContent } from "./content_coding.ts";
 *
 * const zipped = new Blob(["0110"]).stream().pipeThrough(new CompressionStream("gzip"));
 * const decoded = decodeContent(zipped, "gzip", 1_000);
 * console.assert(await new Response(decoded).text() === "0110");
 * ```
 *
 * @param header the text of `Content-Encoding`; without any the body itself is returned
 * @param maxBytes of the decoded body, and of what is in between for a list of codings
 * @throws {RoteError} `content_coding_not_supported`; and, from the stream, `body_not_decodable`,
 *   `body_too_large` and whatever the source fails with
 */
export function decodeContent(
  body: ReadableStream<Bytes>,
  header: string | null | undefined,
  maxBytes: number,
): ReadableStream<Bytes> {
  if (!header) return body;
  return readCodings(header).reduceRight(
    (stream, name) => decodeOne(new Reader(stream, name), maxBytes),
    body,
  );
}

/**
 * The codings that a header lists, in the order in which they were applied.
 *
 * @throws {RoteError} `content_coding_not_supported`
 */
export function readCodings(header: string): string[] {
  const names = header.split(",")
    .map((part) => part.trim().toLowerCase().replace(/^x-gzip$/, "gzip"))
    .filter((name) => name !== "" && name !== "identity");
  const unknown = names.find((name) => !CODINGS.has(name));
  if (unknown !== undefined) {
    const detail = `The body comes in the coding ${quote(unknown)}; ${ACCEPT_ENCODING} are read`;
    throw new RoteError("content_coding_not_supported", detail);
  }
  if (names.length > MAX_CODINGS) {
    const detail = `The body comes in ${names.length} codings; ${MAX_CODINGS} are the most`;
    throw new RoteError("content_coding_not_supported", detail);
  }
  return names;
}

function decodeOne(source: Reader, maxBytes: number): ReadableStream<Bytes> {
  const pieces = decode(source, maxBytes);
  return new ReadableStream<Bytes>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      // First the source, as the decoder may be waiting for it.
      source.cancel();
      await pieces.return(undefined).catch(() => {});
    },
  }, { highWaterMark: 0 });
}

async function* decode(source: Reader, maxBytes: number): AsyncGenerator<Bytes> {
  const { open, feed } = CODINGS.get(source.coding)!;
  let fault: unknown;
  let decoder: Decoder | undefined;
  try {
    decoder = open(await source.peek(2));
    const fed = feed(decoder, source).then(() => decoder!.end(), (error) => {
      fault = error;
      decoder!.destroy(error);
    });
    let bytes = 0;
    let turns = 0;
    for await (const piece of decoder as AsyncIterable<Bytes>) {
      bytes += piece.length;
      if (bytes > maxBytes) {
        const detail = `The decoded body is above the limit of ${maxBytes} bytes`;
        throw new RoteError("body_too_large", detail);
      }
      yield piece;
      if (Math.floor(bytes / TURN_BYTES) === turns) continue;
      turns = Math.floor(bytes / TURN_BYTES);
      await takeBreak();
    }
    await fed;
    if (fault) throw fault;
  } catch (error) {
    // A decoder says it in many ways; whatever the source failed with has been noted.
    throw source.fault ?? (error instanceof RoteError ? error : damaged(source.coding));
  } finally {
    decoder?.destroy();
    source.cancel();
  }
}

/** Reads a body in pieces that a decoder takes in a short time. */
class Reader {
  readonly coding: string;
  readonly #reader: ReadableStreamDefaultReader<Bytes>;
  /** What has come and was not yet given on. */
  #rest: Uint8Array = new Uint8Array();
  #calls = 0;
  /** Bytes that were given on. */
  bytes = 0;
  /** What the body failed with. */
  fault: unknown;

  constructor(body: ReadableStream<Bytes>, coding: string) {
    this.coding = coding;
    this.#reader = body.getReader();
  }

  /** Looks at the first bytes: at least as many as asked for, unless there are no more. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#rest.length < count) {
      const more = await this.#pull();
      if (!more) break;
      this.#rest = this.#rest.length === 0 ? more : joined(this.#rest, more);
    }
    return this.#rest;
  }

  /** The next bytes, or nothing at the end. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#rest.length === 0) {
      const more = await this.#pull();
      if (!more) return undefined;
      this.#rest = more;
    }
    if (++this.#calls % TURN_CALLS === 0) await takeBreak();
    const piece = this.#rest.subarray(0, PIECE_BYTES);
    this.#rest = this.#rest.subarray(PIECE_BYTES);
    this.bytes += piece.length;
    return piece;
  }

  cancel(): void {
    this.#reader.cancel().catch(() => {});
  }

  async #pull(): Promise<Uint8Array | undefined> {
    try {
      return (await this.#reader.read()).value;
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** gzip, several members too (RFC 1952, section 2.2), and deflate. zlib itself says what was cut short. */
async function feedZlib(decoder: Decoder, source: Reader): Promise<void> {
  for (let piece; (piece = await source.next());) {
    await write(decoder, piece);
    if (decoder.bytesWritten < source.bytes) throw followed(source.coding);
  }
}

/** Brotli. Its decoder takes one byte more where data are cut short, and none behind their end. */
async function feedBrotli(decoder: Decoder, source: Reader): Promise<void> {
  await feedZlib(decoder, source);
  await write(decoder, new Uint8Array(1));
  if (decoder.bytesWritten > source.bytes) throw damaged(source.coding);
}

async function feedZstd(decoder: Decoder, source: Reader): Promise<void> {
  const frames = new ZstdFrames();
  for (let piece; (piece = await source.next());) {
    for (let at = 0; at < piece.length;) {
      // A decoder drops what follows a frame in the same piece.
      const end = at + takeFrame(frames, piece.subarray(at), source.coding);
      await write(decoder, piece.subarray(at, end));
      at = end;
      if (frames.count % TURN_CALLS === 0) await takeBreak();
    }
  }
  if (!frames.isBetween || frames.count === 0) throw damaged(source.coding);
}

function takeFrame(frames: ZstdFrames, piece: Uint8Array, coding: string): number {
  if (frames.isBetween && frames.count === MAX_FRAMES) {
    const detail = `The body has more than ${MAX_FRAMES} frames of ${coding}`;
    throw new RoteError("body_not_decodable", detail);
  }
  try {
    return frames.take(piece);
  } catch {
    throw frames.count > 0 ? followed(coding) : damaged(coding);
  }
}

/** Browsers take for deflate what has no zlib header, too: some servers never wrote one. */
function openDeflate([first = 0, second = 0]: Uint8Array): Decoder {
  const isZlib = (first & 15) === 8 && first >>> 4 <= 7 && (first * 256 + second) % 31 === 0;
  const options = { chunkSize: PIECE_BYTES };
  return isZlib ? zlib.createInflate(options) : zlib.createInflateRaw(options);
}

function openZstd(): Decoder {
  return zlib.createZstdDecompress({
    chunkSize: PIECE_BYTES,
    params: { [zlib.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
  });
}

function write(decoder: Decoder, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    decoder.write(piece, (error) => error ? reject(error) : resolve());
  });
}

function damaged(coding: string): RoteError {
  const detail = `The body cannot be decoded: its ${coding} data are damaged or cut short`;
  return new RoteError("body_not_decodable", detail);
}

function followed(coding: string): RoteError {
  const detail = `The body cannot be decoded: something follows its ${coding} data`;
  return new RoteError("body_not_decodable", detail);
}
