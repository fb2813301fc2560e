/**
 * CIFAR-10 in its binary layout: the archive, the files in it, and how they are read. A file is
 * 10,000 records of a label byte and 3 x 1024 channel bytes, red, green and blue, each row by row.
 * Source: "Learning Multiple Layers of Features from Tiny Images" (Krizhevsky, 2009).
 *
 * @module
 */

import { type BitMatrix, zeroMatrix } from "../../lib/mod.ts";
import type { RemoteFile } from "../download.ts";
import { about, InputError } from "../failure.ts";
import type { ImageSet, LabelledImages } from "./image_set.ts";
import { originOf, readSetFiles, type SetFile } from "./set_file.ts";
import type { Archive } from "./unpack.ts";

/** Folders on the web that hold the archive, in the order in which they are tried. */
export const CIFAR10_SOURCES: readonly string[] = [
  "https://www.cs.toronto.edu/~kriz/",
  "https://cave.cs.toronto.edu/kriz/",
];

/** The archive. */
export const CIFAR10_ARCHIVE: Archive = {
  name: "cifar-10-binary.tar.gz",
  checksumOf: "file",
  bytes: 170_052_171,
  sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
  inside: "cifar-10-batches-bin/",
};

const HEIGHT = 32;
const WIDTH = 32;
const CHANNELS = 3;
/** Bits of a row. */
const FEATURES = CHANNELS * HEIGHT * WIDTH;
const RECORD_BYTES = 1 + FEATURES;
/** Records of a file. */
const RECORDS = 10_000;
const CLASSES = "airplane automobile bird cat deer dog frog horse ship truck".split(" ");

/** The six files, the test batch last. */
export const CIFAR10_FILES: readonly RemoteFile[] = [
  ["data_batch_1", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"],
  ["data_batch_2", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"],
  ["data_batch_3", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"],
  ["data_batch_4", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"],
  ["data_batch_5", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"],
  ["test_batch", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"],
].map(([name, sha256]) => ({
  name: `${name}.bin`,
  bytes: RECORDS * RECORD_BYTES,
  sha256: sha256!,
}));

/**
 * Reads CIFAR-10: 50,000 and 10,000 rows of 3,072 bits, in the order of the files.
 *
 * @param folder has the six files, each gzipped or not
 * @param records records of a file; there are fewer only in tests
 * @throws {FileError} naming the file that is missing or broken
 */
export async function readCifar10(folder: string, records = RECORDS): Promise<ImageSet> {
  const files = await readSetFiles(folder, CIFAR10_FILES);
  for (const file of files) await about(file.path, () => checkRecords(file.content, records));
  const origin = originOf(files);
  const isCut = files.every(({ content, isOriginal }) => !isOriginal && isCutToTwoBits(content));
  return {
    name: "CIFAR-10",
    provenance: isCut ? `${origin}: channel values are cut to their two upper bits` : origin,
    height: HEIGHT,
    width: WIDTH,
    channels: CHANNELS,
    classes: CLASSES,
    training: packRecords(files.slice(0, -1), records),
    test: packRecords(files.slice(-1), records),
  };
}

/** Refuses content that is not so many records, or that has a label of no class. */
function checkRecords(content: Uint8Array, records: number): void {
  const expected = records * RECORD_BYTES;
  if (content.length !== expected) {
    throw new InputError(
      `It has ${content.length} bytes, not the ${expected} of ${records} records`,
    );
  }
  for (let record = 0; record < records; record++) {
    const label = content[record * RECORD_BYTES]!;
    if (label < CLASSES.length) continue;
    throw new InputError(`Record ${record} has the label ${label}; a label is 0 to 9`);
  }
}

/** Puts the records of several files below each other. */
function packRecords(files: readonly SetFile[], records: number): LabelledImages {
  const rows = zeroMatrix(files.length * records, FEATURES);
  const labels = new Uint8Array(rows.rows);
  files.forEach(({ content }, at) => {
    for (let record = 0; record < records; record++) {
      const row = at * records + record;
      labels[row] = content[record * RECORD_BYTES]!;
      packRow(content, record * RECORD_BYTES + 1, rows, row);
    }
  });
  return { rows, labels };
}

/** Fills a row with the upper bits of `content` from `at` on: those are 1 from 128 on. */
function packRow(content: Uint8Array, at: number, rows: BitMatrix, row: number): void {
  const { bytes, stride } = rows;
  for (let to = row * stride, end = to + stride; to < end; to++, at += 8) {
    bytes[to] = (content[at]! >>> 7) | (content[at + 1]! >>> 7 << 1) |
      (content[at + 2]! >>> 7 << 2) | (content[at + 3]! >>> 7 << 3) |
      (content[at + 4]! >>> 7 << 4) | (content[at + 5]! >>> 7 << 5) |
      (content[at + 6]! >>> 7 << 6) | (content[at + 7]! & 128);
  }
}

/** Tells whether every channel value is its two upper bits and the middle of what they leave. */
function isCutToTwoBits(content: Uint8Array): boolean {
  for (let at = 0, next = 0; at < content.length; at++) {
    if (at === next) next += RECORD_BYTES;
    else if ((content[at]! & 63) !== 32) return false;
  }
  return true;
}
