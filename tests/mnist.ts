/**
 * Binary-MNIST of the paper (section 3), for tests on real data: a pixel is 1 when it is at least
 * 128, and the label is 1 for the digits 5 to 9. The four files are not part of the repository: they
 * are looked for in the folder `mnist` where `ROTE_DATA` points, or in `../shared/data`.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { setBit, zeroMatrix } from "../lib/rows/bit_matrix.ts";
import type { DataSet } from "../lib/rows/data_set.ts";

/** What a skipped test says. */
export const MNIST_IS_ABSENT = "skipped: there is no mnist/ in ROTE_DATA or ../shared/data";

/** Training and test set. */
interface Mnist {
  readonly training: DataSet;
  readonly test: DataSet;
}

/** Training and test set, or nothing if the files are not there. */
export async function loadMnist(): Promise<Mnist | undefined> {
  const digits = await loadDigits();
  if (!digits) return undefined;
  const halve = ({ rows, labels }: DataSet): DataSet => ({
    rows,
    labels: labels.map((digit) => Number(digit >= 5)),
    classes: ["0", "1"],
  });
  return { training: halve(digits.training), test: halve(digits.test) };
}

/** The same rows with the digits themselves as classes. */
export async function loadDigits(): Promise<Mnist | undefined> {
  const folder = Deno.env.get("ROTE_DATA");
  const data = folder
    ? pathToFileURL(`${folder}/`)
    : new URL("../../shared/data/", import.meta.url);
  try {
    return {
      training: await readDigits(new URL("mnist/train-", data)),
      test: await readDigits(new URL("mnist/t10k-", data)),
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Reads images and labels of the set whose files start with `prefix`. */
async function readDigits(prefix: URL): Promise<DataSet> {
  const images = await readIdx(new URL(`${prefix}images-idx3-ubyte.gz`), 3);
  const digits = await readIdx(new URL(`${prefix}labels-idx1-ubyte.gz`), 1);
  const count = digits.length;
  const pixels = images.length / count;
  const rows = zeroMatrix(count, pixels);
  for (let row = 0, at = 0; row < count; row++) {
    for (let pixel = 0; pixel < pixels; pixel++, at++) {
      if (images[at]! >= 128) setBit(rows, row, pixel);
    }
  }
  return { rows, labels: digits, classes: [..."0123456789"] };
}

/** The unsigned bytes of a gzipped IDX file: magic 0, 0, 8 and dimensions, a u32 for each, bytes. */
async function readIdx(file: URL, dimensions: number): Promise<Uint8Array> {
  using source = await Deno.open(file);
  const stream = source.readable.pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const view = new DataView(bytes.buffer);
  const header = 4 + 4 * dimensions;
  let length = 1;
  for (let at = 4; at < header; at += 4) length *= view.getUint32(at);
  if (view.getUint32(0) !== 0x800 + dimensions || bytes.length !== header + length) {
    throw new Error(`${file.pathname.split("/").at(-1)} is no IDX file of bytes`);
  }
  return bytes.subarray(header);
}
