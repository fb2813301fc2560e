/**
 * Looking at the start of a stream without losing it, and taking gzip apart by content: the names
 * of files say little about what is in them.
 *
 * @module
 */

import { createGunzip, type Gunzip } from "node:zlib";
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
 * Takes gzip apart if the stream is gzip (RFC 1952: it starts with 1f 8b), and leaves it else. Of a
 * file of several members all are read.
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

/** Takes gzip apart, member after member. Zeros may stand behind the last one, as tapes have them. */
async function* inflate(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  // Not a DecompressionStream: Deno's takes the second member for garbage.
  const engine = createGunzip();
  const feeding = feed(source, engine).catch((error) => void engine.destroy(error));
  try {
    yield* engine;
  } catch (error) {
    throw isZlibError(error) ? new InputError(BROKEN_GZIP) : error;
  } finally {
    engine.destroy();
    await feeding;
  }
}

/**
 * Writes all of a stream into the engine. Behind a member the engine stops at a zero and says nothing
 * of what comes then, so that is looked at here.
 */
async function feed(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  engine: Gunzip,
): Promise<void> {
  let given = 0;
  for await (const chunk of source) {
    const hasStopped = engine.bytesWritten < given;
    if (!hasStopped) {
      given += chunk.length;
      await new Promise<void>((resolve, reject) =>
        engine.write(chunk, (error) => error ? reject(error) : resolve())
      );
    }
    const left = hasStopped ? chunk.length : given - engine.bytesWritten;
    if (!isPadding(chunk.subarray(chunk.length - left))) throw new InputError(BROKEN_GZIP);
  }
  engine.end();
}

/** Tells whether bytes behind the last member say nothing. */
export function isPadding(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Tells whether an error is about what is in the data, and not about the file that they are in. */
function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
}
