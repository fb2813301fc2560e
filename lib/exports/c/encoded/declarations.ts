/**
 * What a model of numbers and categories declares in C beside what reads its bits: a row of values,
 * and the functions that take one.
 *
 * @module
 */

import { type Column, columnBits, type Encoder } from "../../../encoders/encoder.ts";
import { quoted } from "../../header.ts";
import type { SourceText } from "../../source_text.ts";
import type { Names } from "../names.ts";
import { comment } from "../text.ts";

/** Characters of a column's name that its field tells. */
const MOST_NAME = 40;

/** Writes the row and the prototypes. */
export function writeEncoderDeclarations(
  text: SourceText,
  { prefix, macro, predict }: Names,
  { columns }: Encoder,
  numbers: "margin" | "scores",
): void {
  text.add(
    "/* Columns of a row of values. */",
    `#define ${macro}_COLUMNS ${columns.length}`,
    "",
    ...comment([
      "A row of values. A number is missing if it is NaN; do not compile this with options that deny " +
      "NaN (-ffast-math). A category is UTF-8 that ends with a zero byte; null is missing. Above each " +
      "field stand the name of its column and the bits that it becomes.",
    ]),
    `typedef struct ${prefix}_row {`,
  );
  let first = 0;
  columns.forEach((column, index) => {
    const bits = columnBits(column);
    const range = bits === 0 ? "no bits" : `bits ${first} to ${first + bits - 1}`;
    text.add(
      `    /* ${quoted(column.name)}: ${range} */`,
      `    ${column.kind === "number" ? "double " : "const char *"}${fieldOf(column, index)};`,
    );
    first += bits;
  });
  text.add(
    `} ${prefix}_row;`,
    "",
    `/* Makes bits of a row: ${macro}_ROW_BYTES bytes. */`,
    `void ${prefix}_encode(const ${prefix}_row *row, uint8_t *bits);`,
    "",
    ...comment([
      `Predicts the class of one row of values: an index into ${prefix}_class_names. \`${numbers}\` is ` +
      `as for ${prefix}_predict_bits, and may be null.`,
    ]),
    `int ${predict}(const ${prefix}_row *row, uint16_t *${numbers});`,
    "",
    "/* Predicts `count` rows; the last argument has room for all of them, or is null. */",
    `void ${predict}_batch(const ${prefix}_row *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(predict.length + 12)}uint16_t *${numbers === "margin" ? "margins" : "scores"});`,
    "",
  );
}

/** What the field of a column is called: its place makes it different from all others and no keyword. */
export function fieldOf({ name }: Column, index: number): string {
  const readable = name.replace(/[^A-Za-z0-9]+/g, "_").slice(0, MOST_NAME).replace(/^_|_$/g, "");
  return `c${index}${readable === "" ? "" : `_${readable}`}`;
}
