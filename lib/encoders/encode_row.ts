/**
 * Encoding one row, in a time that hardly depends on how many thresholds and categories there are.
 * `encode_table.ts` does the same for many rows at once. It stands alone, as exports bring it along.
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
 * @param bytes zeros from `start` on, as many bytes as the row takes (`lib/rows/bit_matrix.ts`)
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
    const count = (isNumber ? column.thresholds : column.categories).length;
    if (value === null || value !== value) {
      if (column.missing) set(first + count);
    } else if (isNumber) {
      const { thresholds } = column;
      let low = 0;
      for (let high = count; low < high;) {
        const middle = (low + high) >>> 1;
        if (value as number >= thresholds[middle]!) low = middle + 1;
        else high = middle;
      }
      for (let bit = first, end = first + low; bit < end;) {
        if (bit & 7 || end - bit < 8) set(bit++);
        else {
          bytes[start + (bit >>> 3)] = 255;
          bit += 8;
        }
      }
    } else {
      const place = placeOf(column.categories, value);
      if (place !== undefined) set(first + place);
    }
    first += count + (column.missing ? 1 : 0);
  });

  function set(bit: number): void {
    bytes[start + (bit >>> 3)]! |= 1 << (bit & 7);
  }
}

/** Where each category stands. */
const placesOf = new WeakMap<readonly string[], Map<Value, number>>();

/** Where a category stands among others; undefined if it is none of them. */
export function placeOf(categories: readonly string[], category: Value): number | undefined {
  let places = placesOf.get(categories);
  if (!places) {
    places = new Map(categories.map((name, at) => [name, at]));
    placesOf.set(categories, places);
  }
  return places.get(category);
}
