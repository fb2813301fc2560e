/**
 * Bytes for tests: streams of them, gzip, and IDX files.
 *
 * @module
 */

/** A stream of some bytes, cut into chunks of a size. */
export function streamOf(
  bytes: Uint8Array | string,
  size = 1 << 20,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const whole = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < whole.length; at += size) {
        controller.enqueue(Uint8Array.from(whole.subarray(at, at + size)));
      }
      controller.close();
    },
  });
}

/** All bytes of a stream. */
export async function bytesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Some bytes, compressed. */
export function gzip(bytes: Uint8Array | string): Promise<Uint8Array<ArrayBuffer>> {
  return bytesOf(streamOf(bytes).pipeThrough(new CompressionStream("gzip")));
}

/** An IDX file of unsigned bytes. */
export function idx(sizes: number[], numbers: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const headerBytes = 4 + 4 * sizes.length;
  const bytes = new Uint8Array(headerBytes + numbers.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + sizes.length);
  sizes.forEach((size, at) => view.setUint32(4 + 4 * at, size));
  bytes.set(numbers, headerBytes);
  return bytes;
}
