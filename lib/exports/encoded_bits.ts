/**
 * Models of numbers and categories for targets that read bits: what is inside is exported, and a
 * line for each bit says what it means. Comparators and the like belong before it.
 *
 * @module
 */

import type { EncodedModel } from "../encoders/encoded_model.ts";
import type { Column } from "../encoders/encoder.ts";
import type { ExportSource } from "./exported.ts";
import { quoted } from "./header.ts";
import type { Model } from "../any_model.ts";

/** The source of what is inside a model of numbers and categories, and of any other itself. */
export function insideOf<Of extends Model>(source: ExportSource<EncodedModel>): ExportSource<Of> {
  return { ...source, model: source.model.model as Model as Of };
}

/** What each bit means, a line each: `row[17]: column "petal length" >= 2.45`. */
export function* bitLines({ columns }: EncodedModel["encoder"]): Generator<string> {
  let bit = 0;
  for (const column of columns) {
    for (const meaning of meaningsOf(column)) {
      yield `row[${bit++}]: column ${quoted(column.name)} ${meaning}`;
    }
  }
}

function* meaningsOf(column: Column): Generator<string> {
  if (column.kind === "number") {
    for (const threshold of column.thresholds) yield `>= ${threshold}`;
  } else {
    for (const category of column.categories) yield `= ${quoted(category)}`;
  }
  if (column.missing) yield "is missing";
}
