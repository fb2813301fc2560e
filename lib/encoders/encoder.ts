/**
 * An encoder: how a row of numbers and categories becomes a row of bits. It is fitted to training
 * rows, stored with the model that was trained on the bits, and never changed. Everything in it is
 * data.
 *
 * The bits of a number are a thermometer: bit j is set where the value is at least threshold j. Those
 * of a category are one-hot. A column in which training saw missing values has one bit more, the last,
 * for a missing value. What training has not seen (another category; a missing value where there was
 * none) sets no bit of its column.
 *
 * @module
 */

/** A column of numbers. */
export interface NumberColumn {
  /** Tells it from the other kind. */
  readonly kind: "number";
  /** Well-formed text of 1 to 256 bytes. */
  readonly name: string;
  /** Finite, ascending, distinct, no -0; up to 4,096. None for a column that tells nothing. */
  readonly thresholds: Float64Array;
  /** True if there is a bit for a missing value. */
  readonly missing: boolean;
}

/** A column of categories. */
export interface CategoryColumn {
  /** Tells it from the other kind. */
  readonly kind: "category";
  /** Well-formed text of 1 to 256 bytes. */
  readonly name: string;
  /** Distinct, in the order of their UTF-8 bytes; up to 4,096. None for a column that tells nothing. */
  readonly categories: readonly string[];
  /** True if there is a bit for a missing value. */
  readonly missing: boolean;
}

/** A column of an encoder. */
export type Column = NumberColumn | CategoryColumn;

/** Columns in the order of their bits; their names differ. */
export interface Encoder {
  /** At least one, with a bit at least among them and 65,536 at most. */
  readonly columns: readonly Column[];
}

/** Thresholds or categories of a column: how many bits it has, but for that of a missing value. */
export function entryCount(column: Column): number {
  return column.kind === "number" ? column.thresholds.length : column.categories.length;
}

/** Bits of a column. */
export function columnBits(column: Column): number {
  return entryCount(column) + (column.missing ? 1 : 0);
}

/** Bits of a row: the features of the model that reads them. */
export function encoderBits({ columns }: Encoder): number {
  return columns.reduce((bits, column) => bits + columnBits(column), 0);
}
