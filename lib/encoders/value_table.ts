/**
 * Rows of raw values, column by column: numbers and texts as they are before an encoder makes bits of
 * them. A missing value is NaN among numbers and null among texts.
 *
 * @module
 */

/** A column of numbers; NaN is missing, all others are finite. */
export interface NumberValues {
  /** Tells it from the other kind. */
  readonly kind: "number";
  /** Name of the column. */
  readonly name: string;
  /** One a row. */
  readonly values: Float64Array;
}

/** A column of texts; null is missing. */
export interface TextValues {
  /** Tells it from the other kind. */
  readonly kind: "text";
  /** Name of the column. */
  readonly name: string;
  /** One a row. */
  readonly values: readonly (string | null)[];
}

/** A column of raw values. */
export type ValueColumn = NumberValues | TextValues;

/** Rows of raw values. */
export interface ValueTable {
  /** Number of rows. */
  readonly rows: number;
  /** One value a row each; their names differ. */
  readonly columns: readonly ValueColumn[];
}

/** Rows of raw values with labels: what a `DataSet` is before it is encoded. */
export interface ValueSet {
  /** The rows. */
  readonly values: ValueTable;
  /** For each row the index of its class. */
  readonly labels: Uint8Array;
  /** The names of the classes, by index. */
  readonly classes: readonly string[];
}

/** The given rows of a table, in the given order. */
export function selectValues({ columns }: ValueTable, rows: ArrayLike<number>): ValueTable {
  return {
    rows: rows.length,
    columns: columns.map((column): ValueColumn =>
      column.kind === "number"
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { ...column, values: Array.from(rows, (row) => column.values[row]!) }
    ),
  };
}
