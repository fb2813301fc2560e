/**
 * Encoding rows that a caller wrote as records or arrays (`value_rows.ts`), with all that may be wrong
 * with them.
 *
 * @module
 */

import { type BitMatrix, rowBytes } from "../bit_matrix.ts";
import { quote } from "../errors.ts";
import { isFault, valueOfJson } from "./column_values.ts";
import { encodeRow, type Value } from "./encode_row.ts";
import { type Encoder, encoderBits } from "./encoder.ts";
import { isRecord, stepOf, valueAt, ValueFaults } from "./value_rows.ts";

/**
 * Reads rows and makes bits of them. Records may have more keys than the encoder has columns, and
 * arrays have a value for each column.
 *
 * @throws {RoteError} with up to ten offenders, `row_bad_type`, `row_too_short`, `row_too_long`,
 *   `column_missing`, `value_bad_type`, `value_not_finite`
 */
export function encodeValues(
  encoder: Encoder,
  rows: readonly unknown[],
  field: string,
): BitMatrix {
  const { columns } = encoder;
  const names = columns.map(({ name }) => name);
  const bits = encoderBits(encoder);
  const stride = rowBytes(bits);
  const bytes = new Uint8Array(rows.length * stride);
  const faults = new ValueFaults(field);
  for (const [at, row] of rows.entries()) {
    if (!faults.checkRow(row, at, names)) continue;
    const absent = isRecord(row) ? names.find((name) => !Object.hasOwn(row, name)) : undefined;
    if (absent !== undefined) {
      const sentence = `has no column ${quote(absent)}; a missing value is null`;
      faults.add("column_missing", sentence, at);
      continue;
    }
    const values = columns.map((column, index): Value => {
      const value = valueOfJson(column, valueAt(row, column.name, index));
      if (!isFault(value)) return value;
      faults.add(value[0], value[1], at, stepOf(row, column.name, index));
      return null;
    });
    encodeRow(columns, values, bytes, at * stride);
  }
  faults.end();
  return { rows: rows.length, columns: bits, stride, bytes };
}
