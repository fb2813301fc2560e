/**
 * The public data sets that there are, each with its files, where to get them and how to read them.
 *
 * @module
 */

import type { RemoteFile } from "../download.ts";
import { CIFAR10_ARCHIVE, CIFAR10_FILES, CIFAR10_SOURCES, readCifar10 } from "./cifar10.ts";
import type { ImageSet } from "./image_set.ts";
import { MNIST_FILES, MNIST_SOURCES, readMnist } from "./mnist.ts";
import type { Archive } from "./unpack.ts";

/** The name of a public data set, which is also that of its folder. */
export type PublicSetName = "mnist" | "cifar10";

/** A public data set. */
export interface PublicSet {
  readonly files: readonly RemoteFile[];
  /** What the files come in; without one each is downloaded by itself. */
  readonly archive?: Archive;
  /** Folders on the web, in the order in which they are tried. */
  readonly sources: readonly string[];
  /** Reads it from a folder that has its files. */
  readonly read: (folder: string) => Promise<ImageSet>;
}

/** All of them. */
export const PUBLIC_SETS: Readonly<Record<PublicSetName, PublicSet>> = {
  mnist: { files: MNIST_FILES, sources: MNIST_SOURCES, read: readMnist },
  cifar10: {
    files: CIFAR10_FILES,
    archive: CIFAR10_ARCHIVE,
    sources: CIFAR10_SOURCES,
    read: (folder) => readCifar10(folder),
  },
};
