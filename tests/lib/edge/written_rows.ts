/**
 * Rows of bits as callers write them.
 *
 * @module
 */
import { bitAt, type BitMatrix } from "../../../lib/rows/bit_matrix.ts";

/** A row as an array of bits. */
export function arrayOf(rows: BitMatrix, row: number): (0 | 1)[] {
  return Array.from({ length: rows.columns }, (_, column) => bitAt(rows, row, column));
}

/** A row as a text of 0 and 1. */
export function textOf(rows: BitMatrix, row: number): string {
  return arrayOf(rows, row).join("");
}

/** A row as an array of truth values. */
export function booleansOf(rows: BitMatrix, row: number): boolean[] {
  return arrayOf(rows, row).map((bit) => bit === 1);
}

/** The first hundred rows as the body of a request: every other one as a text, the rest as arrays. */
export function bodyOf(rows: BitMatrix): string {
  const written = Array.from(
    { length: 100 },
    (_, row) => row % 2 === 0 ? textOf(rows, row) : arrayOf(rows, row),
  );
  return JSON.stringify({ rows: written });
}
