/**
 * What the edge benchmark tells: figures that are held against a bar, and for each target, and for
 * what a user would take in its place, a line of the edge's table: what is shipped, how much that is,
 * how soon it answers and how fast.
 *
 * @module
 */

import type { Measurement } from "../measurement.ts";

/** What came out for one target, or for all. */
export interface EdgeReport {
  readonly measurements: readonly Measurement[];
  readonly lines: readonly EdgeLine[];
}

/** What is not known of a thing, or means nothing there, is left out. */
export interface EdgeLine {
  /** The target, or the peer with its version. */
  readonly what: string;
  /** Bytes of all that is shipped, the model included. */
  readonly bytes: number;
  /** The same when each file is compressed by gzip. */
  readonly gzip: number;
  /** Milliseconds that a fresh Deno process takes to the first answer, less those of an empty one. */
  readonly coldMilliseconds?: number;
  /** Microseconds for one row, warm. */
  readonly rowMicroseconds?: number;
  /** Rows a second of a batch of 10,000. */
  readonly rowsPerSecond?: number;
  /** What a reader should know: the files. */
  readonly note?: string;
}

/** What some files weigh. */
export async function weigh(
  paths: readonly string[],
): Promise<{ readonly bytes: number; readonly gzip: number }> {
  let [bytes, gzip] = [0, 0];
  for (const path of paths) {
    const file = await Deno.readFile(path);
    bytes += file.length;
    gzip += await gzipBytes(file);
  }
  return { bytes, gzip };
}

/** Bytes that gzip makes of some, at its usual level. */
async function gzipBytes(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const zipped = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(zipped).arrayBuffer()).byteLength;
}

/** The size of a target as a measurement. */
export function sizeOf({ what, bytes, note }: EdgeLine, bar?: number): Measurement {
  return {
    measure: `${what}, size${note === undefined ? "" : ` of ${note}`}`,
    unit: "bytes",
    ours: bytes,
    ...(bar === undefined ? {} : { bar: { atMost: bar } }),
  };
}
