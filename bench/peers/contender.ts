/**
 * A contender: a library with the settings it runs with. All contenders get the same bits; each turns
 * them into the form its library takes, which is not timed, and is used as its authors mean it.
 *
 * @module
 */

import type { BitMatrix } from "../../lib/mod.ts";

/** What is known of a contender before its library is loaded. */
export interface Contender {
  /** How a child process is told which one to run. */
  readonly id: string;
  /** The name by which a user finds it. */
  readonly peer: string;
  /** The packages a user installs for it, names from the imports of `deno.json`; none for Rote. */
  readonly packages: readonly string[];
  /** The model and its settings: "dense 784-32-1, 10 epochs". */
  readonly what: string;
  /** Rows to train on, at most all there are. */
  readonly trainRows: number;
  /** Rows to test on, at most all there are. */
  readonly testRows: number;
  /** What a reader should know: why there are fewer rows. */
  readonly note?: string;
  /** Loads the library; only the process that runs this contender does. */
  open(): Promise<Learner>;
}

/** A loaded library, ready to train. `Rows` is the form in which it takes rows. */
export interface Learner<Rows = unknown> {
  /** What only the loaded library can tell. */
  readonly note?: string;
  /** Turns packed rows into the library's form. */
  take(rows: BitMatrix): Rows;
  /** Trains from scratch: the same model whenever it is called. */
  train(rows: Rows, labels: Uint8Array): Classifier<Rows> | Promise<Classifier<Rows>>;
}

/** A trained model. */
export interface Classifier<Rows = unknown> {
  /** The class of each row, 0 or 1. */
  classify(rows: Rows): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** Bytes of the model as its library writes it. */
  size(): number | Promise<number>;
}

/** Rows as arrays of the numbers 0 and 1. */
export function toArrays(matrix: BitMatrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, row) => {
    const at = row * matrix.stride;
    return Array.from(
      { length: matrix.columns },
      (_, column) => (matrix.bytes[at + (column >>> 3)]! >>> (column & 7)) & 1,
    );
  });
}

/** Bytes of a model that its library writes as JSON text. */
export function jsonBytes(model: unknown): number {
  return new TextEncoder().encode(JSON.stringify(model)).length;
}
