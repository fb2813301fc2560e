/**
 * The records of the kernels: what they must know of a layer or a run, as 32-bit words one behind the
 * other in their memory, so that kernels of any kind and in any thread read the same.
 *
 * @module
 */

/**
 * What a field is: an integer of 32 bits, a byte offset in the memory, a 32-bit floating-point number,
 * yes or no, or a seed, an integer from 0 to 2^53 - 1 that takes two words, the low one first.
 */
export type FieldType = "integer" | "place" | "float" | "flag" | "seed";

/** A field: its name, its type and what it is. With a question mark it is 0 where nothing is said. */
export type Field = readonly [name: string, type: FieldType | `${FieldType}?`, about: string];

/** A record. */
export interface RecordTable {
  /** Its name in code, and what that is of which it tells. */
  readonly name: string;
  readonly about: string;
  readonly fields: readonly Field[];
}

/** The records, by the names of their files. */
export const RECORDS: Readonly<Record<string, RecordTable>> = {
  layer: {
    name: "LayerRecord",
    about: "a layer",
    fields: [
      ["arity", "integer", "Wires of a LUT."],
      ["inputs", "place", "Columns of the layer below."],
      ["outputs", "place", "Columns of the layer itself; 0 if nobody wants them."],
      ["wires", "place", "Wires, u16."],
      ["tables", "place", "Truth tables; 32 bytes beyond the last are read."],
      ["columnBytes", "integer", "Bytes of a column: 16 for each 128 rows."],
      ["zeros", "place", "A column of zeros, which stands for wires that a LUT has not got."],
      ["bytesOfOnes", "integer?", "Training: bytes of a column for class 1; class 0 follows."],
      ["padding", "integer?", "Training: rows of padding in class 1 less those in class 0."],
      ["paddingRow", "integer?", "Training: number of one row of padding; all of them are alike."],
      ["number", "integer?", "Training: number of the layer, from 1."],
      ["seed", "seed?", "Training: the seed."],
      ["luts", "place?", "Training: numbers of the LUTs before pruning, u32."],
      ["surpluses", "place?", "Training: for each LUT rows right less rows wrong, i32, written."],
      ["hasFewRows", "flag?", "Inference: 16 bytes a column, and the first 32 rows alone matter."],
      // See lib/kinds/network/training/leave_one_out.ts; surpluses are of what is put out then.
      ["realRows", "place?", "Training leave-one-out: a column, 1 for each row but padding."],
    ],
  },
  boosting: {
    name: "BoostingRecord",
    about: "a boosting run",
    fields: [
      ["arity", "integer", "Wires of a table."],
      ["tables", "integer", "Number of tables."],
      ["copies", "integer", "Copies of the rows, the rows themselves included."],
      ["columnBytes", "integer", "Bytes of a column: 16 for each 128 rows."],
      ["classes", "integer", "Number of classes."],
      ["splitCount", "integer", "Number of splits."],
      ["splits", "place", "A byte of 0 or 1 for each class of each split."],
      ["wired", "place", "For each table and copy the columns that wires read, 16 places, u32."],
      ["wiredLabels", "place", "The columns of a label's eight bits and of two flags, likewise."],
      ["labels", "place", "Labels of the rows with their flags, u16, written."],
      ["addresses", "place", "For each table of a batch addresses of the samples, u16, written."],
      [
        "gradients",
        "place",
        "For each table of a batch, or fewer splits, gradients, i16, written.",
      ],
      ["scores", "place", "For each class the scores of the samples, i32, written."],
      ["sums", "place", "For each table of a batch and address gradients, spreads, f32, written."],
      ["entries", "place", "Entries, i8, written."],
      ["damping", "float", "See `dampingOf` of `boosting_arithmetic.ts`."],
      ["halvings", "float", "See `halvingsOf` of `boosting_arithmetic.ts`."],
      ["batch", "integer", "Tables between two refreshes of the softmax, at most 16."],
      ["choice", "place?", "What wires are chosen by (`choice.ts`); 0 if they are drawn."],
    ],
  },
  choice: {
    name: "ChoiceRecord",
    about: "what the wires of a boosting run are chosen by",
    fields: [
      ["candidates", "integer", "Features that are tried for a wire."],
      ["listed", "integer", "Features that are drawn for a wire, so that enough of them are new."],
      ["lists", "place", "For each table and wire the features that are drawn, u16."],
      ["features", "integer", "Features of a row."],
      ["columns", "place", "For each copy and feature the column that shows it, u32."],
      [
        "samples",
        "place",
        "Each sample, u32: for each copy, and behind them all, its first byte; then where bytes lie.",
      ],
      ["sampleCount", "integer", "Samples that take turns."],
      ["sampleBytes", "integer", "Bytes of a sample's columns: a multiple of 16."],
      ["wires", "place", "For each table the wires that are chosen, u16, written."],
    ],
  },
};
