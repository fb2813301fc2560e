/**
 * Rows of numbers and categories as JSON clients write them: records, `{"size": 1.5, "colour": null}`,
 * or arrays with a value for each column, `[1.5, null]`. To train on they become columns that are
 * typed by themselves; to predict an encoder makes bits of them at once.
 *
 * A column is one of numbers if all its values are numbers or null. Else it is one of categories:
 * texts as they are, numbers and booleans as they are written. null is a missing value, and so is a
 * key that a record has not got.
 *
 * @module
 */

import {
  type BitMatrix,
  type Encoder,
  encoderBits,
  encodeRow,
  type ErrorCode,
  MAX_COLUMNS,
  MAX_OFFENDERS,
  type Offender,
  quote,
  refuse,
  RoteError,
  rowBytes,
  type Value,
  type ValueColumn,
  type ValueTable,
} from "../lib/mod.ts";
import { isFault, isScalar, valueOfJson } from "./column_values.ts";

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
  const faults = new Faults(field);
  rows.forEach((row, at) => faults.checkRow(row, at, columns));
  const values = columns.map((name, index): unknown[] =>
    rows.map((row, at) => {
      const value = valueAt(row, name, index);
      if (value !== null && !isScalar(value)) {
        const sentence = `has ${quote(value)} in column ${quote(name)}; a value is a number, a ` +
          `text, true, false or null`;
        faults.add("value_bad_type", sentence, at, stepOf(row, name, index));
      } else if (typeof value === "number" && !Number.isFinite(value)) {
        const sentence = `has a number in column ${quote(name)} that is not finite`;
        faults.add("value_not_finite", sentence, at, stepOf(row, name, index));
      }
      return value;
    })
  );
  faults.end();
  return {
    rows: rows.length,
    columns: columns.map((name, index) => typed(name, values[index]!)),
  };
}

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
  const faults = new Faults(field);
  rows.forEach((row, at) => {
    if (!faults.checkRow(row, at, names)) return;
    const absent = isRecord(row) ? names.find((name) => !Object.hasOwn(row, name)) : undefined;
    if (absent !== undefined) {
      const sentence = `has no column ${quote(absent)}; a missing value is null`;
      return faults.add("column_missing", sentence, at);
    }
    const values = columns.map((column, index): Value => {
      const value = valueOfJson(column, valueAt(row, column.name, index));
      if (!isFault(value)) return value;
      faults.add(value[0], value[1], at, stepOf(row, column.name, index));
      return null;
    });
    encodeRow(columns, values, bytes, at * stride);
  });
  faults.end();
  return { rows: rows.length, columns: bits, stride, bytes };
}

/** A key of a record, or a place in an array, as a step of a JSON pointer (RFC 6901). */
function stepOf(row: unknown, name: string, index: number): string {
  return Array.isArray(row) ? `/${index}` : `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

type Row = readonly unknown[] | Readonly<Record<string, unknown>>;

function isRecord(row: unknown): row is Readonly<Record<string, unknown>> {
  return typeof row === "object" && row !== null && !Array.isArray(row);
}

/** The value of a column, null if there is none. */
function valueAt(row: unknown, name: string, index: number): unknown {
  if (Array.isArray(row)) return row[index] ?? null;
  return isRecord(row) && Object.hasOwn(row, name) ? row[name] ?? null : null;
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
  const present = values.filter((value) => value !== null);
  if (present.every((value) => typeof value === "number")) {
    return {
      kind: "number",
      name,
      values: Float64Array.from(values, (v) => v === null ? NaN : v as number),
    };
  }
  return { kind: "text", name, values: values.map((v) => v === null ? null : String(v)) };
}

/** What is wrong with rows, until there are as many faults as one error lists. */
class Faults {
  readonly #field: string;
  readonly #offenders: Offender[] = [];

  constructor(field: string) {
    this.#field = field;
  }

  /** Tells whether a row is one at all. */
  checkRow(row: unknown, at: number, columns: readonly string[]): row is Row {
    if (isRecord(row)) return true;
    if (!Array.isArray(row)) {
      this.add("row_bad_type", `is ${quote(row)}, not a record or an array of values`, at);
      return false;
    }
    if (row.length === columns.length) return true;
    const code = row.length < columns.length ? "row_too_short" : "row_too_long";
    this.add(code, `has ${row.length} values; there are ${columns.length} columns`, at);
    return false;
  }

  /** @param step from the row to its value, in a JSON pointer */
  add(code: ErrorCode, sentence: string, row: number, step = ""): void {
    const field = `${this.#field}/${row}${step}`;
    const offender = { code, detail: `Row ${row} ${sentence}`, row, field };
    if (this.#offenders.push(offender) === MAX_OFFENDERS) this.end();
  }

  /** Throws if there are any. */
  end(): void {
    const [first] = this.#offenders;
    if (first) throw new RoteError(first.code, first.detail, this.#offenders);
  }
}
