/**
 * The types of exported modules in TypeScript.
 *
 * @module
 */

import type { Column } from "../../encoders/encoder.ts";
import type { EncodedModel } from "../../encoders/encoded_model.ts";
import { isEncoded, type Model } from "../../any_model.ts";
import { asciiJson } from "../header.ts";
import type { SourceText } from "../source_text.ts";

/** What a row of bits is. */
const BIT_ROW = [
  "/** A row: a text of 0 and 1, an array of bits, or ceil(features / 8) packed bytes, first bit lowest. */",
  "export type Row = string | readonly (0 | 1 | boolean)[] | Uint8Array;",
];

/** What values are. */
const VALUES = [
  "/** A value of a column of numbers, finite; null, undefined and NaN are missing. */",
  "export type NumberValue = number | null | undefined;",
  "/** A value of a column of categories: a text, or what is written like one; null and undefined are missing. */",
  "export type CategoryValue = string | number | boolean | null | undefined;",
];

/** What any row of values is. */
const VALUE_ROW = [
  "/** A row: a value for each column in their order, or a record by the names of the columns. */",
  "export type Row =",
  "  | readonly (NumberValue | CategoryValue)[]",
  "  | Readonly<Record<string, NumberValue | CategoryValue>>;",
];

/** What is told of a column. */
const COLUMN = [
  "/** A column, and where its bits are set: from each threshold on, or at one of its categories. */",
  "export type Column =",
  '  & { readonly name: string; readonly missing: boolean; readonly kind: "number" | "category" }',
  "  & (",
  '    | { readonly kind: "number"; readonly thresholds: Float64Array }',
  '    | { readonly kind: "category"; readonly categories: readonly string[] }',
  "  );",
];

/** What a prediction gives. */
const ANSWERS = [
  "",
  "/** The answer for one row. */",
  "export interface Prediction {",
  "  /** Index of the predicted class in `classes`. */",
  "  readonly label: number;",
  "  /** For each class its score, 0 to 1; they add up to 1. */",
  "  readonly scores: readonly number[];",
  "}",
  "",
  "/** The answers for many rows. */",
  "export interface Predictions {",
  "  /** rows: index of the predicted class in `classes`. */",
  "  readonly labels: Uint8Array;",
  "  /** rows x classes: the score of each class. */",
  "  readonly scores: Float64Array;",
  "}",
];

/** Writes the types of an `es-module` that has the model inside. */
export function addModuleDeclarations(text: SourceText, model: Model): void {
  const isOfValues = isEncoded(model);
  if (isOfValues) addRow(text, model);
  else text.add(...BIT_ROW);
  text.add(
    ...ANSWERS,
    "",
    "/** The model's name. */",
    "export const model: string;",
    "/** The SHA-256 of the model's blob, in hex. */",
    "export const version: string;",
    ...(isOfValues
      ? ["/** The columns of a row. */", "export const columns: readonly Column[];"]
      : []),
    isOfValues ? "/** Bits that a row becomes. */" : "/** Bits of a row. */",
    "export const features: number;",
    "/** The names of the classes. */",
    "export const classes: readonly string[];",
    "",
    "/** Predicts one row. Throws an error with a `code` if the row is no row. */",
    "export function predict(row: Row): Prediction;",
    `/** Predicts many rows${isOfValues ? "" : ", or all of them packed, one after the other"}. */`,
    `export function predictBatch(rows: readonly Row[]${
      isOfValues ? "" : " | Uint8Array"
    }): Predictions;`,
  );
}

/** Writes what a row of a model of numbers and categories is, by its columns. */
function addRow(text: SourceText, { encoder: { columns } }: EncodedModel): void {
  const typeOf = ({ kind }: Column) => kind === "number" ? "NumberValue" : "CategoryValue";
  text.add(
    ...VALUES,
    "",
    "/** A row as an array: a value for each column. */",
    "export type RowArray = readonly [",
  );
  for (const column of columns) text.add(`  ${typeOf(column)}, // ${asciiJson(column.name)}`);
  text.add(
    "];",
    "",
    "/** A row as a record; it may have more keys. */",
    "export interface RowRecord {",
  );
  for (const column of columns) {
    text.add(`  readonly ${asciiJson(column.name)}: ${typeOf(column)};`);
  }
  text.add("}", "", "/** A row. */", "export type Row = RowArray | RowRecord;", "", ...COLUMN);
}

/** Writes the types of the edge runtime by itself, for models of values or of bits. */
export function addRuntimeDeclarations(text: SourceText, isOfValues: boolean): void {
  text.add(
    ...(isOfValues ? [...VALUES, "", ...VALUE_ROW, "", ...COLUMN] : BIT_ROW),
    ...ANSWERS,
    "",
    "/** A model that is ready to predict. */",
    "export interface Model {",
    ...(isOfValues
      ? ["  /** The columns of a row. */", "  readonly columns: readonly Column[];"]
      : []),
    `  /** ${isOfValues ? "Bits that a row becomes" : "Bits of a row"}. */`,
    "  readonly features: number;",
    "  /** The names of the classes. */",
    "  readonly classes: readonly string[];",
    "  /** Predicts one row. Throws a RoteError if the row is no row. */",
    "  predict(row: Row): Prediction;",
    `  /** Predicts many rows${
      isOfValues ? "" : ", or all of them packed, one after the other"
    }. */`,
    `  predictBatch(rows: readonly Row[]${isOfValues ? "" : " | Uint8Array"}): Predictions;`,
    "}",
    "",
    "/** Reads a blob, which may come from anyone: it is checked whole. Throws a RoteError. */",
    "export function loadModel(blob: Uint8Array | ArrayBuffer): Model;",
    "",
    "/** A refusal. */",
    "export class RoteError extends Error {",
    "  /** What kind of refusal; stable over versions. */",
    "  readonly code: string;",
    "  /** What was refused, and where it is. */",
    "  readonly offenders: readonly {",
    "    readonly code: string;",
    "    readonly detail: string;",
    "    readonly row?: number;",
    ...(isOfValues
      ? ["    /** Which value, as a JSON pointer. */", "    readonly field?: string;"]
      : ["    readonly position?: number;"]),
    "  }[];",
    "}",
  );
}

/** The types of a worker. */
export const WORKER_DECLARATIONS: readonly string[] = [
  "/** Answers a request: POST /predict, GET /health. */",
  "export function handle(request: Request): Promise<Response>;",
  "",
  "declare const worker: { fetch: typeof handle };",
  "export default worker;",
];
