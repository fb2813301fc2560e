/**
 * IDX, the format of MNIST: a big-endian magic number (two zeros, the type of the numbers, how many
 * dimensions), the size of each dimension, then the numbers. As "The MNIST database of handwritten
 * digits" (LeCun, Cortes, Burges) lays it down; of its types only unsigned bytes are read.
 *
 * @module
 */

import {
  type BitMatrix,
  checkFeatures,
  checkRowCount,
  type InputShape,
  refuse,
  type RoteError,
  rowBytes,
} from "../../lib/mod.ts";

/** Unsigned bytes in one dimension. */
const LABELS_MAGIC = 0x0801;
/** Unsigned bytes in three dimensions: images, rows, columns. */
const IMAGES_MAGIC = 0x0803;

/** Images as rows. */
export interface IdxImages {
  readonly rows: BitMatrix;
  /** The pixels of a row, from the top and from the left. */
  readonly shape: InputShape;
}

/**
 * Reads images; a feature is 1 where the pixel is at least `threshold` (0 to 255).
 *
 * @throws {RoteError} `idx_malformed`, `no_rows`, `too_many_rows`, `features_out_of_range`
 */
export async function readIdxImages(
  source: ReadableStream<Uint8Array>,
  threshold: number,
): Promise<IdxImages> {
  const { sizes, numbers } = await readIdx(source, IMAGES_MAGIC);
  const [images, height, width] = sizes as [number, number, number];
  const columns = height * width;
  checkRowCount(images);
  checkFeatures(columns);
  const stride = rowBytes(columns);
  const bytes = new Uint8Array(images * stride);
  for (let row = 0, at = 0; row < images; row++) {
    for (let column = 0, start = row * stride; column < columns; column++) {
      if (numbers[at++]! >= threshold) bytes[start + (column >>> 3)]! |= 1 << (column & 7);
    }
  }
  return { rows: { rows: images, columns, stride, bytes }, shape: [height, width, 1] };
}

/**
 * Reads labels, as text.
 *
 * @throws {RoteError} `idx_malformed`
 */
export async function readIdxLabels(source: ReadableStream<Uint8Array>): Promise<string[]> {
  const { numbers } = await readIdx(source, LABELS_MAGIC);
  const names = Array.from({ length: 256 }, (_, label) => String(label));
  return Array.from(numbers, (label) => names[label]!);
}

/** Reads one file. Stops as soon as it is longer than it says, whatever else would come. */
async function readIdx(
  source: ReadableStream<Uint8Array>,
  magic: number,
): Promise<{ sizes: number[]; numbers: Uint8Array }> {
  const dimensions = magic & 255;
  const headerBytes = 4 + 4 * dimensions;
  const chunks: Uint8Array[] = [];
  let length = 0;
  let header: Uint8Array | undefined;
  let sizes: number[] = [];
  let expected = headerBytes;
  for await (const chunk of source) {
    chunks.push(chunk);
    length += chunk.length;
    if (!header && length >= headerBytes) {
      header = join(chunks, length);
      sizes = readHeader(header, magic, dimensions);
      expected = headerBytes + sizes.reduce((product, size) => product * size, 1);
    }
    if (header && length > expected) {
      throw malformed(`The header declares ${expected} bytes in all, and more follow`);
    }
  }
  const bytes = join(chunks, length);
  if (!header && length >= 4) readHeader(bytes, magic, 0);
  if (length < expected) {
    throw malformed(
      header
        ? `The header declares ${expected} bytes in all, and the file ends after ${length}`
        : `The file ends within the header, after ${length} of ${headerBytes} bytes`,
    );
  }
  return { sizes, numbers: bytes.subarray(headerBytes) };
}

function readHeader(bytes: Uint8Array, magic: number, dimensions: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const found = view.getUint32(0);
  if (found !== magic) {
    const hex = (value: number) => "0x" + value.toString(16).padStart(8, "0");
    throw malformed(
      `The magic number is ${hex(found)}${KINDS.get(found) ?? ""}, not ${hex(magic)}${
        KINDS.get(magic)
      }`,
    );
  }
  return Array.from({ length: dimensions }, (_, at) => view.getUint32(4 + 4 * at));
}

const KINDS = new Map([[LABELS_MAGIC, " (labels)"], [IMAGES_MAGIC, " (images)"]]);

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

function malformed(detail: string): RoteError {
  return refuse("idx_malformed", detail);
}
