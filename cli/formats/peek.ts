/**
 * Looking at the start of a stream without losing it, and taking gzip apart by content: the names
 * of files say little about what is in them.
 *
 * @module
 */

import { InputError } from "../failure.ts";

/** The start of a stream and the whole of it. */
export interface Peeked {
  /** As many bytes as asked for, or more; fewer only if there are no more. */
  readonly head: Uint8Array;
  readonly whole: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** What is wrong with gzip data that cannot be taken apart. */
export const BROKEN_GZIP = "The gzip data are broken, cut short or followed by something else";

/** Reads the first `bytes` bytes of a stream ahead. */
export async function peek(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  bytes: number,
): Promise<Peeked> {
  const reader = source.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; length < bytes;) {
    const { value } = await reader.read();
    if (!value) break;
    chunks.push(value);
    length += value.length;
  }
  const head = new Uint8Array(await new Blob(chunks).arrayBuffer());
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(head),
    async pull(controller) {
      const { value } = await reader.read();
      if (value) controller.enqueue(value);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
  return { head, whole };
}

/**
 * Takes gzip apart if the stream is gzip (RFC 1952: it starts with 1f 8b), and leaves it else.
 *
 * @throws {InputError} from the stream, if the gzip data are broken
 */
export async function gunzip(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { head, whole } = await peek(source, 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return whole;
  return ReadableStream.from(inflate(whole));
}

async function* inflate(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    yield* source.pipeThrough(new DecompressionStream("gzip"));
  } catch (error) {
    // A DecompressionStream throws a TypeError; anything else came from the file itself.
    if (!(error instanceof TypeError)) throw error;
    throw new InputError(BROKEN_GZIP);
  }
}
