/**
 * The kernels: what training and inference do to many rows at once. There is one set in WebAssembly
 * (`assembly/`) and one in TypeScript (`typescript/`); both work on one flat memory, laid out alike,
 * and give the same bits. `choose.ts` picks one.
 *
 * Rows lie along the bits: a column has one bit a row, 128 rows in 16 bytes, and there is one column
 * a feature or LUT. Bit r % 8 of byte floor(r / 8) is row r. Rows beyond the last one are padding,
 * all of them alike.
 *
 * @module
 */

/** The ways to run the kernels, the fastest first. */
export const KERNELS = ["relaxed-simd", "simd", "typescript"] as const;
/** A way to run the kernels. */
export type KernelName = typeof KERNELS[number];

/** Rows of a vector; a column is a whole number of them. */
export const VECTOR_ROWS = 128;
/** Bytes that a column takes for as many rows. */
export const VECTOR_BYTES = 16;

/** The first bytes of the memory belong to the kernels: constants and histograms. */
export const FIRST_FREE = 65_536;
/** Two 32-bit integers by which threads assemble (`lib/threads/`); kernels leave them alone. */
export const DOOR = 512;
/** Bytes of one thread's histograms, or of one table of 16 wires, which is looked up there. */
const HISTOGRAM_BYTES = 8_192;
/** Threads whose histograms fit below {@linkcode FIRST_FREE}. */
export const MAX_THREADS = 7;

/** Where the histograms of a thread lie, counted from 0. */
export function histogramsOf(thread: number): number {
  return (thread + 1) * HISTOGRAM_BYTES;
}

/** A set of kernels and the memory it works on. All places are byte offsets, multiples of 16. */
export interface Kernels {
  /** What kind they are. */
  readonly name: KernelName;
  /** The memory as it is now; another object after {@linkcode Kernels.reserve} has grown it. */
  readonly buffer: ArrayBuffer | SharedArrayBuffer;

  /** Grows the memory to at least so many bytes. */
  reserve(bytes: number): void;

  /**
   * Packs rows along the rows, the vectors `from` to `to` of them.
   *
   * @param order the place of each row, u32; up to 7 bytes beyond a row are read
   * @param columns the columns of the features, written
   * @param columnBytes bytes of a column
   * @param scratch the thread's scratch memory
   */
  packRows(
    order: number,
    columns: number,
    columnBytes: number,
    features: number,
    from: number,
    to: number,
    scratch: number,
  ): void;

  /**
   * Trains the LUTs `from` to `to` of a layer: writes their tables and surpluses and, if the record
   * has a place for them, their columns.
   *
   * @param layer the layer's record (`records/layer.ts`)
   * @param histograms see {@linkcode histogramsOf}
   */
  trainLuts(layer: number, from: number, to: number, histograms: number, scratch: number): void;

  /**
   * Looks all rows up at the LUTs `from` to `to` of a layer and writes their columns. Above eight
   * wires the tables go through the histograms of thread 0.
   */
  applyLuts(layer: number, from: number, to: number, scratch: number): void;

  /** Writes the address that each row reaches at a LUT, u16 in row order, padding included. */
  findAddresses(layer: number, lut: number, out: number, scratch: number): void;

  /**
   * Writes for each row how many of the columns of a layer have a 1, u16 in row order, padding
   * included.
   *
   * @param width columns, at most 65,535
   */
  countVotes(
    columns: number,
    width: number,
    columnBytes: number,
    out: number,
    scratch: number,
  ): void;

  /**
   * Boosting (`boosting_memory.ts`): writes the labels of the rows in the bytes `from` to `to` of
   * the columns. The kernels keep samples in an order of their own.
   */
  boostLabels(run: number, from: number, to: number, scratch: number): void;

  /**
   * Boosting: chooses the wires of a table one by one, each the best of its candidates by what a
   * sample of the rows says, and lists their columns.
   */
  boostChoose(run: number, table: number, scratch: number): void;

  /** Boosting: finds where all samples reach a table, adds up their gradients, writes its entries. */
  boostTable(run: number, table: number, scratch: number): void;

  /**
   * Boosting: changes the scores of a chunk of samples as a batch of tables says, and writes the
   * gradients for the next batch, if there is one.
   *
   * @param batch -1 sets the scores to zero instead
   * @param chunk number of the chunk; each copy of the rows has ceil(rows / 2048) of them
   */
  boostRows(run: number, batch: number, chunk: number, scratch: number): void;

  /**
   * Looks up to 2048 rows up at all tables and writes the sum of the entries of each row and class,
   * i32, the classes of a row next to each other.
   *
   * @param layer a layer's record; its tables are entries of a byte each
   * @param splits a byte of 0 or 1 for each class of each split; table u belongs to split
   *   u % splitCount
   */
  sumEntries(
    layer: number,
    width: number,
    splits: number,
    splitCount: number,
    classes: number,
    out: number,
    scratch: number,
  ): void;
}
