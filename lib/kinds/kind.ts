/**
 * What a kind of model tells of itself. Each kind is a folder with the same file names; `mod.ts` lists
 * them all, and whoever does not know beforehand of which kind a model is asks there.
 *
 * @module
 */

import type { LayerSize } from "../blob/layout.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { BitMatrix } from "../rows/bit_matrix.ts";
import type { Prediction, Predictions } from "../scores/predictions.ts";

/** What is shown of networks of LUTs. */
export interface NetworkFacts {
  /** How they are made. */
  readonly method: "network";
  /** Networks, where there is one for each pair of classes. */
  readonly networks?: number;
  /** How they answer: by one more LUT, by the majority of the last layer, or some so and others so. */
  readonly head: "lut" | "vote" | "mixed";
}

/** What is shown of boosted tables. */
export interface TableFacts {
  /** How they are made. */
  readonly method: "boosted";
  /** How many there are. */
  readonly tables: number;
  /** Wires of each. */
  readonly arity: number;
  /** Halves of the classes that they take turns with. */
  readonly splits: number;
  /** Bytes of all entries. */
  readonly entryBytes: number;
}

/** What can be said of a model besides its features and classes. */
export interface Description {
  /**
   * The layers from the inputs to the output. Those of networks for pairs of classes are added up
   * layer by layer: their widths, and the widest arity among them.
   */
  readonly layers: readonly LayerSize[];
  /** Bytes that it takes in memory, near enough. */
  readonly bytes: number;
  /** Bits that a model cannot do without, but for its text. */
  readonly informationBits: number;
  /** What else is shown of it. */
  readonly facts: NetworkFacts | TableFacts;
}

/** A kind of model. Rows are packed bits. */
export interface Kind<Model> {
  /** Its number in blobs (`docs/blob-format.md`). */
  readonly head: number;
  /** What models of it are called in messages. */
  readonly words: string;
  /**
   * A model as a blob.
   *
   * @throws {RoteError} if there is more than a blob holds
   */
  encode(model: Model): Uint8Array<ArrayBuffer>;
  /**
   * The model of a blob, which may come from anyone.
   *
   * @throws {RoteError} one of the `blob_` codes, one a rung
   */
  decode(bytes: Uint8Array): Model;
  /**
   * The answer for one row.
   *
   * @throws {RoteError} `row_too_short`, `row_too_long`
   */
  predictRow(model: Model, row: Uint8Array): Prediction;
  /**
   * The answers for many rows.
   *
   * @throws {RoteError} `row_too_short`, `row_too_long`
   */
  predict(model: Model, rows: BitMatrix, kernels?: Kernels): Predictions;
  /**
   * Their labels alone.
   *
   * @throws {RoteError} `row_too_short`, `row_too_long`
   */
  label(model: Model, rows: BitMatrix, kernels?: Kernels): Uint8Array;
  /** What can be said of a model. */
  describe(model: Model): Description;
}

/** Bits of what a vote or an entry is worth, from 1 to `most`. */
export function bitsOfScale(most: number): number {
  return Math.log2(most);
}

/** Bits of the wires of one LUT: each reads another of the outputs below. */
export function bitsOfWires(arity: number, below: number): number {
  let bits = 0;
  for (let wire = 0; wire < arity; wire++) bits += Math.log2(below - wire);
  return bits;
}
