/**
 * MNIST: the files, where they are, and how they are read. Checksums are of the decompressed content:
 * it is the same everywhere, while mirrors may compress it differently. Source: "The MNIST database
 * of handwritten digits" (LeCun, Cortes, Burges).
 *
 * @module
 */

import { checkLabelCount } from "../../lib/mod.ts";
import type { RemoteFile } from "../download.ts";
import { about, InputError } from "../failure.ts";
import { readIdxImages, readIdxLabels } from "../formats/idx.ts";
import { type ImageSet, type LabelledImages, THRESHOLD } from "./image_set.ts";
import { originOf, readSetFiles, type SetFile } from "./set_file.ts";

/** Folders on the web that hold the files, in the order in which they are tried. */
export const MNIST_SOURCES: readonly string[] = [
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
];

/** The four files. */
export const MNIST_FILES: readonly RemoteFile[] = [
  {
    name: "train-images-idx3-ubyte.gz",
    bytes: 47_040_016,
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  },
  {
    name: "train-labels-idx1-ubyte.gz",
    bytes: 60_008,
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  },
  {
    name: "t10k-images-idx3-ubyte.gz",
    bytes: 7_840_016,
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  },
  {
    name: "t10k-labels-idx1-ubyte.gz",
    bytes: 10_008,
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
];

const HEIGHT = 28;
const WIDTH = 28;
const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

/**
 * Reads MNIST: 60,000 and 10,000 rows of 784 bits (any numbers of rows up to these are read).
 *
 * @param folder has the four files, each gzipped or not
 * @throws {FileError} naming the file that is missing, broken or not of MNIST's kind
 */
export async function readMnist(folder: string): Promise<ImageSet> {
  const files = await readSetFiles(folder, MNIST_FILES);
  const [images, labels, testImages, testLabels] = files as [SetFile, SetFile, SetFile, SetFile];
  return {
    name: "MNIST",
    provenance: originOf(files),
    height: HEIGHT,
    width: WIDTH,
    channels: 1,
    classes: DIGITS,
    training: await readPart(images, labels),
    test: await readPart(testImages, testLabels),
  };
}

async function readPart(images: SetFile, digits: SetFile): Promise<LabelledImages> {
  const rows = await about(images.path, async () => {
    const { rows } = await readIdxImages(streamOf(images), THRESHOLD);
    if (rows.columns === HEIGHT * WIDTH) return rows;
    throw new InputError(
      `Its images have ${rows.columns} pixels; those of MNIST have ${HEIGHT} x ${WIDTH}`,
    );
  });
  const labels = await about(digits.path, async () => {
    const names = await readIdxLabels(streamOf(digits));
    checkLabelCount(rows.rows, names.length);
    return Uint8Array.from(names, (name, at) => {
      const digit = DIGITS.indexOf(name);
      if (digit < 0) throw new InputError(`Label ${at} is ${name}; a digit is 0 to 9`);
      return digit;
    });
  });
  return { rows, labels };
}

function streamOf({ content }: SetFile): ReadableStream<Uint8Array> {
  return ReadableStream.from([content]);
}
