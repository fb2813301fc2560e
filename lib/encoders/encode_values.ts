/**
 * Encoding rows that a caller wrote as records or arrays (`value_rows.ts`), with all that may be wrong
 * with them.
 *
 * @module
 */

import { type BitMatrix, rowBytes } from "../rows/bit_matrix.ts";
import { quote } from "../errors.ts";
import { MAX_OFFENDERS } from "../limits.ts";
import { isFault, type ValueFault, valueOfJson } from "./column_values.ts";
import { encodeRow, type Value } from "./encode_row.ts";
import { type Encoder, encoderBits } from "./encoder.ts";
import { isRecord, stepOf, ValueFaults } from "./value_rows.ts";

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
  const values: Value[] = names.map(() => null);
  // Not forEach(), which passes over the holes of an array.
  rows: for (const [at, row] of rows.entries()) {
    if (!faults.checkRow(row, at, names)) continue;
    const isArray = !isRecord(row);
    const found: [ValueFault, string][] = [];
    for (let index = 0; index < columns.length; index++) {
      const name = names[index]!;
      if (!isArray && !Object.hasOwn(row, name)) {
        faults.add("column_missing", `has no column ${quote(name)}; a missing value is null`, at);
        continue rows;
      }
      const value = valueOfJson(columns[index]!, isArray ? row[index] : row[name]);
      if (!isFault(value)) values[index] = value;
      else if (found.length < MAX_OFFENDERS) found.push([value, stepOf(row, name, index)]);
    }
    for (const [[code, sentence], step] of found) faults.add(code, sentence, at, step);
    encodeRow(columns, values, bytes, at * stride);
  }
  faults.end();
  return { rows: rows.length, columns: bits, stride, bytes };
}
