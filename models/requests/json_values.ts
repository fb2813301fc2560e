/**
 * Rows of numbers and categories to train on as JSON clients write them (`lib/encoders/value_rows.ts`):
 * they become columns that are typed by themselves. To predict, `encodeValues` makes bits of them.
 *
 * A column is one of numbers if all its values are numbers or null. Else it is one of categories:
 * texts as they are, numbers and booleans as they are written. null is a missing value, and so is a
 * key that a record has not got.
 *
 * @module
 */

import {
  isRecord,
  isScalar,
  MAX_COLUMNS,
  quote,
  refuse,
  stepOf,
  valueAt,
  type ValueColumn,
  ValueFaults,
  type ValueTable,
} from "../../lib/mod.ts";

/** Values of one request (8 Mi). Records leave out what is missing, so a short text may stand for many. */
const MAX_JSON_VALUES = 8_388_608;

/** True for rows that are records. */
export function areRecords(rows: readonly unknown[]): boolean {
  return isRecord(rows[0]);
}

/**
 * Reads rows to train on.
 *
 * @param names of the columns; unless given, those of the records as they first come up, or "0", "1",
 *   ... for arrays
 * @param field JSON pointer to the rows
 * @throws {RoteError} `features_out_of_range` without any column; `too_many_rows`; or, with up to ten
 *   offenders, `row_bad_type`, `row_too_short`, `row_too_long`, `value_bad_type`, `value_not_finite`
 */
export function readValues(
  rows: readonly unknown[],
  names: readonly string[] | undefined,
  field: string,
): ValueTable {
  const columns = names ?? namesOf(rows, field);
  if (columns.length === 0) {
    throw refuse(
      "features_out_of_range",
      names ? "/columns names no column" : "Row 0 has no columns",
      names ? { field: "/columns" } : { row: 0, field: `${field}/0` },
    );
  }
  if (rows.length * columns.length > MAX_JSON_VALUES) {
    const detail =
      `${rows.length} rows of ${columns.length} columns are more than ${MAX_JSON_VALUES} values`;
    throw refuse("too_many_rows", detail, { field });
  }
  const faults = new ValueFaults(field);
  rows.forEach((row, at) => faults.checkRow(row, at, columns));
  const places = new Map(columns.map((name, at) => [name, at]));
  const values = columns.map((): unknown[] => new Array(rows.length).fill(null));
  const bad: [column: number, row: number][] = [];
  // By the values that are there: there may be many more columns than those that a row has.
  const put = (value: unknown, column: number, row: number) => {
    if (value === null || value === undefined) return;
    if (!isScalar(value) || typeof value === "number" && !Number.isFinite(value)) {
      bad.push([column, row]);
    } else values[column]![row] = value;
  };
  rows.forEach((row, at) => {
    if (Array.isArray(row)) {
      for (let column = 0; column < columns.length; column++) put(row[column], column, at);
    } else if (isRecord(row)) {
      for (const name of Object.keys(row)) {
        const column = places.get(name);
        if (column !== undefined) put(row[name], column, at);
      }
    }
  });
  bad.sort(([columnA, rowA], [columnB, rowB]) => columnA - columnB || rowA - rowB);
  for (const [column, at] of bad) {
    const name = columns[column]!;
    const value = valueAt(rows[at], name, column);
    const step = stepOf(rows[at], name, column);
    if (typeof value === "number") {
      const sentence = `has a number in column ${quote(name)} that is not finite`;
      faults.add("value_not_finite", sentence, at, step);
    } else {
      const sentence = `has ${quote(value)} in column ${quote(name)}; a value is a number, a ` +
        `text, true, false or null`;
      faults.add("value_bad_type", sentence, at, step);
    }
  }
  faults.end();
  return {
    rows: rows.length,
    columns: columns.map((name, index) => typed(name, values[index]!)),
  };
}

function namesOf(rows: readonly unknown[], field: string): string[] {
  if (!areRecords(rows)) {
    const length = Array.isArray(rows[0]) ? rows[0].length : 0;
    return Array.from({ length: Math.min(length, MAX_COLUMNS + 1) }, (_, at) => String(at));
  }
  const names = new Set<string>();
  rows.forEach((row, at) => {
    if (!isRecord(row)) return;
    for (const name of Object.keys(row)) names.add(name);
    if (names.size > MAX_COLUMNS) {
      const detail = `The rows have more than ${MAX_COLUMNS} columns`;
      throw refuse("features_out_of_range", detail, { row: at, field: `${field}/${at}` });
    }
  });
  return [...names];
}

function typed(name: string, values: readonly unknown[]): ValueColumn {
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== null && typeof value !== "number") {
      return { kind: "text", name, values: values.map((v) => v === null ? null : String(v)) };
    }
    numbers[row] = value ?? NaN;
  }
  return { kind: "number", name, values: numbers };
}
