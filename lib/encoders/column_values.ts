/**
 * Single values for the columns of an encoder, from cells of CSV and from JSON: what they are, or why
 * they are refused.
 *
 * @module
 */

import { quote } from "../errors.ts";
import { isMissingCell, numberOf } from "./cells.ts";
import { placeOf, type Value } from "./encode_row.ts";
import type { Column } from "./encoder.ts";

/** Why a value is refused: a code, and a sentence that follows "Row 17 ". */
export type ValueFault = readonly [
  code: "value_bad_type" | "value_not_finite",
  sentence: string,
];

/** A value that is fit for its column, or why it is refused. */
export type ReadValue = Value | ValueFault;

/** True for a refusal. */
export function isFault(value: ReadValue): value is ValueFault {
  return Array.isArray(value);
}

/** A cell. Where a word for a missing value is one of the categories, it is that category. */
export function valueOfCell(column: Column, cell: string): ReadValue {
  if (column.kind === "category") {
    return !isMissingCell(cell) || placeOf(column.categories, cell) !== undefined ? cell : null;
  }
  if (isMissingCell(cell)) return null;
  return numberOrFault(column, numberOf(cell), cell);
}

/**
 * A value of JSON, or of JavaScript: undefined and NaN are missing as null is. Numbers and booleans
 * stand for the category that is written as they are.
 */
export function valueOfJson(column: Column, value: unknown): ReadValue {
  if (value === null || value === undefined || value !== value) return null;
  if (column.kind === "number") {
    return numberOrFault(column, typeof value === "number" ? value : undefined, value);
  }
  if (isScalar(value)) return String(value);
  const sentence = `has ${quote(value)} in column ${quote(column.name)}, which holds categories`;
  return ["value_bad_type", sentence];
}

/** True for what JSON has as a value of one column. */
export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function numberOrFault({ name }: Column, number: number | undefined, found: unknown): ReadValue {
  if (number === undefined) {
    return ["value_bad_type", `has ${quote(found)} in column ${quote(name)}, which holds numbers`];
  }
  if (Number.isFinite(number)) return number;
  return ["value_not_finite", `has a number in column ${quote(name)} that is not finite`];
}
