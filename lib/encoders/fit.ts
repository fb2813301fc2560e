/**
 * Fitting an encoder to rows: which thresholds a column of numbers has, and which categories a column
 * of texts. It sees the rows that are trained on and no others.
 *
 * @module
 */

import { sortByBytes } from "../byte_order.ts";
import { quote, refuse } from "../errors.ts";
import {
  MAX_CATEGORY_BYTES,
  MAX_COLUMN_ENTRIES,
  MAX_COLUMN_NAME_BYTES,
  MAX_COLUMNS,
  MAX_FEATURES,
} from "../limits.ts";
import { atOnce } from "../steps.ts";
import { type Column, type Encoder, encoderBits } from "./encoder.ts";
import { placeThresholds, type Spread, SPREADS } from "./thresholds.ts";
import type { NumberValues, TextValues, ValueTable } from "./value_table.ts";

/** What a user chooses of an encoder. */
export interface EncoderSettings {
  /** How the thresholds of a number column are spread. */
  readonly thresholds: Spread;
  /** Most thresholds of a number column, 1 to 4,096. */
  readonly bits: number;
}

/** Enough thresholds for tables of a few hundred to a few thousand rows. */
export const DEFAULT_ENCODER: EncoderSettings = { thresholds: "quantile", bits: 32 };

/**
 * Checks settings.
 *
 * @throws {RoteError} `encoder_bits_out_of_range`
 */
export function checkEncoderSettings({ thresholds, bits }: EncoderSettings): void {
  if (!Number.isInteger(bits) || bits < 1 || bits > MAX_COLUMN_ENTRIES) {
    throw refuse(
      "encoder_bits_out_of_range",
      `bits must be an integer from 1 to ${MAX_COLUMN_ENTRIES}, not ${quote(bits)}`,
      { field: "bits" },
    );
  }
  if (!SPREADS.includes(thresholds)) {
    throw refuse(
      "encoder_bits_out_of_range",
      `thresholds must be ${SPREADS.join(" or ")}, not ${quote(thresholds)}`,
      { field: "thresholds" },
    );
  }
}

/**
 * Fits an encoder. A column in which all rows are the same gets no bits.
 *
 * @param mostBits of a row
 * @throws {RoteError} `encoder_bits_out_of_range`; `column_name_not_legal`; `value_not_finite`;
 *   `column_too_many_categories`, `category_not_legal`; `features_out_of_range` if no column tells
 *   rows apart, or if all of them have more than `mostBits`
 */
export function fitEncoder(
  table: ValueTable,
  settings: EncoderSettings = DEFAULT_ENCODER,
  mostBits: number = MAX_FEATURES,
): Encoder {
  return atOnce(fitInSteps(table, settings, mostBits));
}

/** The same in steps, a column each. */
export function* fitInSteps(
  table: ValueTable,
  settings: EncoderSettings = DEFAULT_ENCODER,
  mostBits: number = MAX_FEATURES,
): Generator<void, Encoder> {
  checkEncoderSettings(settings);
  checkNames(table.columns.map(({ name }) => name));
  const columns: Column[] = [];
  for (const column of table.columns) {
    columns.push(column.kind === "number" ? fitNumbers(column, settings) : fitCategories(column));
    yield;
  }
  const bits = encoderBits({ columns });
  if (bits === 0) {
    throw refuse(
      "features_out_of_range",
      `No column tells one row from another: each has the same value in all of ${table.rows} rows`,
      { field: "features" },
    );
  }
  if (bits > mostBits) {
    throw refuse(
      "features_out_of_range",
      `The columns take ${bits} bits a row together; the limit is ${mostBits}. Leave columns out, ` +
        `or choose fewer bits for numbers`,
      { field: "features" },
    );
  }
  return { columns };
}

function fitNumbers({ name, values }: NumberValues, settings: EncoderSettings): Column {
  const present = values.filter((value) => !Number.isNaN(value));
  const row = values.findIndex((value) => Math.abs(value) === Infinity);
  if (row >= 0) {
    throw refuse(
      "value_not_finite",
      `Row ${row} has a number in column ${quote(name)} that is not finite`,
      { row, field: name },
    );
  }
  const { thresholds: spread, bits } = settings;
  return {
    ...{ kind: "number", name },
    thresholds: present.length === 0
      ? new Float64Array(0)
      : placeThresholds(present.sort(), spread, bits),
    missing: isSometimesMissing(present.length, values.length),
  };
}

function fitCategories({ name, values }: TextValues): Column {
  const categories = new Set<string>();
  let present = 0;
  for (const value of values) {
    if (value === null) continue;
    present++;
    categories.add(value);
    if (categories.size > MAX_COLUMN_ENTRIES) {
      throw refuse(
        "column_too_many_categories",
        `Column ${
          quote(name)
        } has more than ${MAX_COLUMN_ENTRIES} categories. If it names rows or ` +
          `holds prose, leave it out; if it should hold numbers, look for cells that are none`,
        { field: name },
      );
    }
  }
  for (const category of categories) {
    const bytes = new TextEncoder().encode(category).length;
    if (bytes <= MAX_CATEGORY_BYTES && category.isWellFormed()) continue;
    const row = values.indexOf(category);
    throw refuse(
      "category_not_legal",
      `Column ${quote(name)} has ${quote(category)}, which takes ${bytes} bytes; a category is ` +
        `well-formed text of up to ${MAX_CATEGORY_BYTES} bytes`,
      { row, field: name },
    );
  }
  const missing = isSometimesMissing(present, values.length);
  const tells = categories.size > 1 || missing;
  return { kind: "category", name, categories: tells ? sortByBytes(categories) : [], missing };
}

/** What is missing in all rows or in none tells nothing. */
function isSometimesMissing(present: number, rows: number): boolean {
  return present > 0 && present < rows;
}

function checkNames(names: readonly string[]): void {
  if (names.length === 0 || names.length > MAX_COLUMNS) {
    throw refuse(
      "features_out_of_range",
      `There are ${names.length} columns; an encoder takes 1 to ${MAX_COLUMNS}`,
      { field: "features" },
    );
  }
  const seen = new Set<string>();
  for (const name of names) {
    const bytes = new TextEncoder().encode(name).length;
    if (bytes < 1 || bytes > MAX_COLUMN_NAME_BYTES || !name.isWellFormed() || seen.has(name)) {
      throw refuse(
        "column_name_not_legal",
        seen.has(name)
          ? `Two columns have the name ${quote(name)}`
          : `Column name ${quote(name)} has ${bytes} bytes; the name of a column is well-formed ` +
            `text of 1 to ${MAX_COLUMN_NAME_BYTES} bytes`,
        { field: name },
      );
    }
    seen.add(name);
  }
}
