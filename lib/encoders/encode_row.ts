/**
 * Encoding one row: the definition of what an encoder does, and the way of whoever has one row at a
 * time. `encode_table.ts` does the same for many rows at once. It stands alone, as exports bring it
 * along.
 *
 * @module
 */

import type { Column } from "./encoder.ts";

/** A value of a row. NaN is missing as null is. */
export type Value = number | string | null;

/**
 * Sets the bits of a row.
 *
 * @param columns of the encoder
 * @param values one for each column: numbers for number columns, texts for category columns
 * @param bytes zeros from `start` on, as many bytes as the row takes (`lib/bit_matrix.ts`)
 */
export function encodeRow(
  columns: readonly Column[],
  values: readonly Value[],
  bytes: Uint8Array,
  start = 0,
): void {
  let first = 0;
  columns.forEach((column, at) => {
    const value = values[at]!;
    const isNumber = column.kind === "number";
    const entries = isNumber ? column.thresholds : column.categories;
    const count = entries.length;
    if (value === null || value !== value) {
      if (column.missing) set(first + count);
    } else {
      for (let j = 0; j < count; j++) {
        if (isNumber ? value >= entries[j]! : value === entries[j]) set(first + j);
        // Thresholds ascend: the next ones are not reached either.
        else if (isNumber) break;
      }
    }
    first += count + (column.missing ? 1 : 0);
  });

  function set(bit: number): void {
    bytes[start + (bit >>> 3)]! |= 1 << (bit & 7);
  }
}
