/**
 * Rows as callers of the edge runtime write them: `"0110"`, `[0, 1, 1, 0]`, `[false, true, ...]`, or
 * packed bytes as in a `BitMatrix`. A `Uint8Array` is always packed.
 *
 * @module
 */

import { type BitMatrix, rowBytes, zeroMatrix } from "../rows/bit_matrix.ts";
import { type ErrorCode, refuse } from "../errors.ts";

/** A row: a text of 0 and 1, an array of bits, or ceil(features / 8) packed bytes. */
export type Row = string | readonly (0 | 1 | boolean)[] | Uint8Array;

/**
 * Packs rows.
 *
 * @param rows rows in any form, or all of them packed, one after the other
 * @throws {RoteError} `row_too_short`, `row_too_long`, `row_bad_character`, `row_bad_type`, with the
 *   row and, for a bad bit, its position
 */
export function packRows(rows: readonly Row[] | Uint8Array, features: number): BitMatrix {
  const stride = rowBytes(features);
  if (rows instanceof Uint8Array) {
    const over = rows.length % stride;
    if (over) {
      throw refuse("row_too_short", `${rows.length} bytes are no rows of ${stride} bytes`);
    }
    return { rows: rows.length / stride, columns: features, stride, bytes: rows };
  }
  const matrix = zeroMatrix(rows.length, features);
  for (let row = 0; row < rows.length; row++) packRow(matrix, row, rows[row]!);
  return matrix;
}

function packRow({ bytes, columns, stride }: BitMatrix, row: number, bits: Row): void {
  const isPacked = bits instanceof Uint8Array;
  const expected = isPacked ? stride : columns;
  const length = bits?.length;
  if (length !== expected) {
    const code = length < expected
      ? "row_too_short"
      : length > expected
      ? "row_too_long"
      : "row_bad_type";
    const unit = isPacked ? "bytes" : "bits";
    throw fault(code, row, `has ${length ?? "no"} ${unit}, not ${expected}`);
  }
  const start = row * stride;
  if (isPacked) return bytes.set(bits, start);
  for (let position = 0; position < columns; position++) {
    const bit: unknown = bits[position];
    if (bit === 1 || bit === "1" || bit === true) {
      bytes[start + (position >>> 3)]! |= 1 << (position & 7);
    } else if (bit !== 0 && bit !== "0" && bit !== false) {
      throw fault("row_bad_character", row, `has no bit at position ${position}`, { position });
    }
  }
}

function fault(code: ErrorCode, row: number, sentence: string, place: { position?: number } = {}) {
  return refuse(code, `Row ${row} ${sentence}`, { row, ...place });
}
