/**
 * Rows of bits, packed: bit `c` of a row is bit `c % 8` (the least significant first) of its byte
 * `floor(c / 8)`; each row starts on a byte; unused bits of a row's last byte are zero. It is also
 * the packed form of rows in requests (NumPy: `packbits(x, axis=1, bitorder="little")`).
 *
 * @module
 */

import { refuse } from "../errors.ts";
import { MAX_FEATURES } from "../limits.ts";

/** Packed rows of equal length. */
export interface BitMatrix {
  /** Number of rows. */
  readonly rows: number;
  /** Bits of a row. */
  readonly columns: number;
  /** Bytes of a row: ceil(columns / 8). */
  readonly stride: number;
  /** rows x stride bytes. */
  readonly bytes: Uint8Array;
}

/** Bytes of one packed row of `columns` bits. */
export function rowBytes(columns: number): number {
  return (columns + 7) >>> 3;
}

/**
 * Checks a number of features.
 *
 * @throws {RoteError} `features_out_of_range`
 */
export function checkFeatures(features: number): void {
  if (!Number.isInteger(features) || features < 1 || features > MAX_FEATURES) {
    throw refuse(
      "features_out_of_range",
      `features must be an integer from 1 to ${MAX_FEATURES}, not ${features}`,
      { field: "features" },
    );
  }
}

/**
 * Checks that a packed row has as many bytes as `features` bits take.
 *
 * @throws {RoteError} `row_too_short`, `row_too_long`
 */
export function checkPackedRow(row: Uint8Array, features: number): void {
  const bytes = rowBytes(features);
  if (row.length === bytes) return;
  throw refuse(
    row.length < bytes ? "row_too_short" : "row_too_long",
    `A packed row of ${features} features has ${bytes} bytes, not ${row.length}`,
  );
}

/**
 * Checks that rows have as many features as somebody reads.
 *
 * @param reader who reads them, for the error: "the network reads"
 * @throws {RoteError} `row_too_short`, `row_too_long`
 */
export function checkColumns({ columns }: BitMatrix, features: number, reader: string): void {
  if (columns === features) return;
  throw refuse(
    columns < features ? "row_too_short" : "row_too_long",
    `The rows have ${columns} features; ${reader} ${features}`,
  );
}

/** A matrix of zeros. */
export function zeroMatrix(rows: number, columns: number): BitMatrix {
  const stride = rowBytes(columns);
  return { rows, columns, stride, bytes: new Uint8Array(rows * stride) };
}

/**
 * Takes packed bytes as a matrix, without copying.
 *
 * @param bytes rows x ceil(columns / 8) bytes
 * @throws {RoteError} `features_out_of_range`; `body_wrong_length` if there are more or fewer bytes;
 *   `row_padding_not_zero` if an unused bit is set, which is what swapped bit order looks like
 */
export function matrixFromBytes(bytes: Uint8Array, rows: number, columns: number): BitMatrix {
  checkFeatures(columns);
  const stride = rowBytes(columns);
  if (bytes.length !== rows * stride) {
    throw refuse(
      "body_wrong_length",
      `${rows} packed rows of ${columns} features take ${rows} x ${stride} = ${rows * stride} ` +
        `bytes, not ${bytes.length}`,
    );
  }
  const unused = columns & 7 ? 0xff << (columns & 7) : 0;
  for (let row = 0, last = stride - 1; unused && row < rows; row++, last += stride) {
    if (bytes[last]! & unused) {
      throw refuse(
        "row_padding_not_zero",
        `Row ${row} has a bit set beyond its ${columns} features; the first feature is the least ` +
          `significant bit of the first byte, and unused bits of the last byte are zero`,
        { row, position: columns },
      );
    }
  }
  return { rows, columns, stride, bytes };
}

/** The bit at a row and a column. */
export function bitAt(matrix: BitMatrix, row: number, column: number): 0 | 1 {
  const byte = matrix.bytes[row * matrix.stride + (column >>> 3)]!;
  return ((byte >>> (column & 7)) & 1) as 0 | 1;
}

/** Sets the bit at a row and a column to 1. */
export function setBit(matrix: BitMatrix, row: number, column: number): void {
  matrix.bytes[row * matrix.stride + (column >>> 3)]! |= 1 << (column & 7);
}

/** The packed bytes of one row, a view. */
export function rowAt(matrix: BitMatrix, row: number): Uint8Array {
  return matrix.bytes.subarray(row * matrix.stride, (row + 1) * matrix.stride);
}

/** A new matrix of the given rows, in the given order. */
export function selectRows(matrix: BitMatrix, rows: ArrayLike<number>): BitMatrix {
  const selected = zeroMatrix(rows.length, matrix.columns);
  for (let i = 0; i < rows.length; i++) {
    selected.bytes.set(rowAt(matrix, rows[i]!), i * matrix.stride);
  }
  return selected;
}
