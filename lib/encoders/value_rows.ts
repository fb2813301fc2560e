/**
 * Rows of numbers and categories as callers write them: records, `{"size": 1.5, "colour": null}`, or
 * arrays with a value for each column, `[1.5, null]`; and what may be wrong with them.
 *
 * @module
 */

import { type ErrorCode, type Offender, quote, RoteError } from "../errors.ts";
import { MAX_OFFENDERS } from "../limits.ts";

/** A key of a record, or a place in an array, as a step of a JSON pointer (RFC 6901). */
export function stepOf(row: unknown, name: string, index: number): string {
  return Array.isArray(row) ? `/${index}` : `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** A row of values. */
export type ValueRow = readonly unknown[] | Readonly<Record<string, unknown>>;

/** True for a record. */
export function isRecord(row: unknown): row is Readonly<Record<string, unknown>> {
  return typeof row === "object" && row !== null && !Array.isArray(row);
}

/** The value of a column, null if there is none. */
export function valueAt(row: unknown, name: string, index: number): unknown {
  if (Array.isArray(row)) return row[index] ?? null;
  return isRecord(row) && Object.hasOwn(row, name) ? row[name] ?? null : null;
}

/** What is wrong with rows, until there are as many faults as one error lists. */
export class ValueFaults {
  readonly #field: string;
  readonly #offenders: Offender[] = [];

  /**
   * None so far.
   *
   * @param field JSON pointer to the rows
   */
  constructor(field: string) {
    this.#field = field;
  }

  /** Tells whether a row is one at all. */
  checkRow(row: unknown, at: number, columns: readonly string[]): row is ValueRow {
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

  /**
   * Notes a fault.
   *
   * @param sentence what follows "Row 17 "
   * @param step from the row to its value, in a JSON pointer
   */
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
