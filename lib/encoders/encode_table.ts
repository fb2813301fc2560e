/**
 * Encoding many rows at once, column by column: the same bits as `encode_row.ts`, with a search in
 * place of a comparison for each bit.
 *
 * @module
 */

import { type BitMatrix, rowBytes, setBit, zeroMatrix } from "../rows/bit_matrix.ts";
import { quote, refuse } from "../errors.ts";
import { MAX_TRAINING_BYTES } from "../limits.ts";
import { atOnce } from "../steps.ts";
import type { Value } from "./encode_row.ts";
import { type Column, columnBits, type Encoder, encoderBits, entryCount } from "./encoder.ts";
import type { ValueColumn, ValueTable } from "./value_table.ts";

/**
 * Encodes rows. Columns go by their names, in any order; others are left out. Numbers stand for
 * categories as they are written in decimal.
 *
 * @param mostBytes that the bits may take
 * @throws {RoteError} `column_missing`; `value_bad_type` for a text where there are to be numbers;
 *   `too_many_rows` if their bits take more
 */
export function encodeTable(
  encoder: Encoder,
  table: ValueTable,
  mostBytes: number = MAX_TRAINING_BYTES,
): BitMatrix {
  return atOnce(encodeTableInSteps(encoder, table, mostBytes));
}

/** The same in steps, a column each. */
export function* encodeTableInSteps(
  encoder: Encoder,
  table: ValueTable,
  mostBytes: number = MAX_TRAINING_BYTES,
): Generator<void, BitMatrix> {
  const bits = encoderBits(encoder);
  if (table.rows * rowBytes(bits) > mostBytes) {
    throw refuse(
      "too_many_rows",
      `${table.rows} rows of ${bits} bits take more than ${mostBytes} bytes`,
      { field: "/rows" },
    );
  }
  const matrix = zeroMatrix(table.rows, bits);
  let first = 0;
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  for (const column of encoder.columns) {
    const found = byName.get(column.name);
    if (!found) {
      throw refuse("column_missing", `There is no column ${quote(column.name)}`, {
        field: column.name,
      });
    }
    encodeColumn(matrix, column, found, first);
    first += columnBits(column);
    yield;
  }
  return matrix;
}

function encodeColumn(matrix: BitMatrix, column: Column, found: ValueColumn, first: number): void {
  const { values } = found;
  const missing = column.missing ? first + entryCount(column) : -1;
  const encode = column.kind === "number"
    ? thermometer(column.thresholds, column.name)
    : oneHot(column.categories);
  for (let row = 0; row < matrix.rows; row++) {
    const value = values[row]!;
    if (value === null || value !== value) {
      if (missing >= 0) setBit(matrix, row, missing);
      continue;
    }
    const [from, to] = encode(value, row);
    for (let bit = from; bit < to; bit++) setBit(matrix, row, first + bit);
  }
}

/** Which bits of a column a value that is there sets, as a range. */
type Range = readonly [from: number, to: number];

function thermometer(thresholds: Float64Array, name: string): (value: Value, row: number) => Range {
  return (value, row) => {
    if (typeof value !== "number") {
      throw refuse(
        "value_bad_type",
        `Row ${row} has ${quote(value)} in column ${quote(name)}, which holds numbers`,
        { row, field: name },
      );
    }
    let low = 0;
    let high = thresholds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value >= thresholds[middle]!) low = middle + 1;
      else high = middle;
    }
    return [0, low];
  };
}

function oneHot(categories: readonly string[]): (value: Value) => Range {
  const known = new Map(categories.map((name, at): [string, Range] => [name, [at, at + 1]]));
  return (value) => known.get(String(value)) ?? NO_BIT;
}

const NO_BIT: Range = [0, 0];
