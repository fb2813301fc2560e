/**
 * Images of several classes, as the paper's 1-bit tasks have them: rows of bits, from whatever
 * source. Two classes are made of them by whoever trains.
 *
 * @module
 */

import type { BitMatrix } from "../../lib/mod.ts";

/**
 * A pixel or channel value (0 to 255) is 1 when it is at least this. The paper says "1-bit quantized"
 * and not how; with this threshold its tables come out (`docs/paper.md`).
 */
export const THRESHOLD = 128;

/** Images with their labels. */
export interface LabelledImages {
  /** A row for each image: a bit for each of channels x height x width values, in this order. */
  readonly rows: BitMatrix;
  /** For each row the index of its class. */
  readonly labels: Uint8Array;
}

/** Images of several classes as rows of bits. */
export interface ImageSet {
  /** "MNIST", "CIFAR-10", "made-up digits" ... */
  readonly name: string;
  /** What exactly was read, in words that a report can take over: "the original files (...)". */
  readonly provenance: string;
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
  /** 1 for grey images, 3 for red, green and blue. */
  readonly channels: number;
  /** The names of the classes, by index. */
  readonly classes: readonly string[];
  readonly training: LabelledImages;
  readonly test: LabelledImages;
}
