/**
 * An encoder in a C file: thresholds and categories in constant memory, and the functions that make
 * bits of a row of values. What reads the bits stands before it.
 *
 * @module
 */

import { type Column, type Encoder, entryCount } from "../../../encoders/encoder.ts";
import type { SourceText } from "../../source_text.ts";
import type { Names } from "../names.ts";
import { stringPieces } from "../text.ts";
import { fieldOf } from "./declarations.ts";
import { hexadecimal } from "./hexadecimal.ts";

/**
 * Writes arrays and functions.
 *
 * @param numbers what the predictor inside gives beside a label: "margin" or "scores"
 * @throws {RoteError} `export_too_large`
 */
export function writeEncoder(
  text: SourceText,
  names: Names,
  { columns }: Encoder,
  numbers: "margin" | "scores",
): void {
  const { prefix, macro } = names;
  const kinds = new Set(columns.filter((own) => entryCount(own) > 0).map(({ kind }) => kind));
  if (kinds.has("number")) writeThresholds(text, names, columns);
  if (kinds.has("category")) writeCategories(text, names, columns);
  text.add(
    `static void ${prefix}_set(uint8_t *bits, uint32_t bit)`,
    "{",
    "    bits[bit >> 3] = (uint8_t)(bits[bit >> 3] | 1u << (bit & 7u));",
    "}",
    "",
  );
  if (kinds.has("number")) writeNumber(text, names);
  if (kinds.has("category")) writeCategory(text, names);
  text.add(
    `void ${prefix}_encode(const ${prefix}_row *row, uint8_t *bits)`,
    "{",
    `    for (uint32_t i = 0; i < ${macro}_ROW_BYTES; i++) {`,
    "        bits[i] = 0;",
    "    }",
  );
  const seen = { number: 0, category: 0 };
  let first = 0;
  columns.forEach((column, index) => {
    const { kind } = column;
    const count = entryCount(column);
    const value = `row->${fieldOf(column, index)}`;
    if (count > 0) {
      const entries = `${prefix}_${kind === "number" ? "thresholds" : "categories"} + ${
        seen[kind]
      }`;
      text.add(`    ${prefix}_${kind}(bits, ${first}, ${value}, ${entries}, ${count});`);
    }
    if (column.missing) {
      // NaN is not equal to itself.
      const isMissing = kind === "number" ? `${value} != ${value}` : `!${value}`;
      text.add(
        `    if (${isMissing}) {`,
        `        ${prefix}_set(bits, ${first + count});`,
        "    }",
      );
    }
    if (count === 0 && !column.missing) text.add(`    (void)${value};`);
    seen[kind] += count;
    first += count + (column.missing ? 1 : 0);
  });
  text.add("}", "");
  writePredict(text, names, numbers);
}

function writeThresholds(text: SourceText, { prefix }: Names, columns: readonly Column[]): void {
  text.add(
    "/* The thresholds of all columns of numbers, in the order of the columns. */",
    `static const double ${prefix}_thresholds[] = {`,
  );
  for (const column of columns) {
    if (column.kind !== "number") continue;
    for (const threshold of column.thresholds) {
      text.add(`    ${hexadecimal(threshold)}, /* ${threshold} */`);
    }
  }
  text.add("};", "");
}

function writeCategories(text: SourceText, { prefix }: Names, columns: readonly Column[]): void {
  text.add(
    "/* The categories of all other columns in UTF-8, each ended by a zero byte. One that has such a byte",
    "   itself, which no string of C is, is null. */",
    `static const char *const ${prefix}_categories[] = {`,
  );
  for (const column of columns) {
    if (column.kind !== "category") continue;
    for (const category of column.categories) {
      if (category.includes("\0")) {
        text.add("    0,");
        continue;
      }
      const pieces = stringPieces(category).map((piece) => `    ${piece}`);
      text.add(...pieces.slice(0, -1), `${pieces.at(-1)},`);
    }
  }
  text.add("};", "");
}

/** A function that sets the bits of a number: those of the thresholds that it reaches. */
function writeNumber(text: SourceText, { prefix }: Names): void {
  const indent = " ".repeat(prefix.length + 20);
  text.add(
    "/* Sets a bit for each threshold that a number reaches; they ascend. NaN reaches none. */",
    `static void ${prefix}_number(uint8_t *bits, uint32_t first, double value,`,
    `${indent}const double *thresholds, uint32_t count)`,
    "{",
    "    for (uint32_t i = 0; i < count && value >= thresholds[i]; i++) {",
    `        ${prefix}_set(bits, first + i);`,
    "    }",
    "}",
    "",
  );
}

/** A function that sets the bit of a category. */
function writeCategory(text: SourceText, { prefix }: Names): void {
  const indent = " ".repeat(prefix.length + 22);
  text.add(
    "/* Sets the bit of a category, if it is one of those known. */",
    `static void ${prefix}_category(uint8_t *bits, uint32_t first, const char *value,`,
    `${indent}const char *const *categories, uint32_t count)`,
    "{",
    "    for (uint32_t i = 0; value && i < count; i++) {",
    "        const char *own = value, *known = categories[i];",
    "",
    "        if (!known) {",
    "            continue;",
    "        }",
    "        while (*own && *own == *known) {",
    "            own++;",
    "            known++;",
    "        }",
    "        if (*own == *known) {",
    `            ${prefix}_set(bits, first + i);`,
    "            return;",
    "        }",
    "    }",
    "}",
    "",
  );
}

/** The public functions. */
function writePredict(text: SourceText, names: Names, numbers: "margin" | "scores"): void {
  const { prefix, macro, predict } = names;
  const all = numbers === "margin" ? "margins" : "scores";
  const step = numbers === "margin" ? "1" : `${macro}_CLASSES`;
  text.add(
    `int ${predict}(const ${prefix}_row *row, uint16_t *${numbers})`,
    "{",
    `    uint8_t bits[${macro}_ROW_BYTES];`,
    "",
    `    ${prefix}_encode(row, bits);`,
    `    return ${names.ofBits().predict}(bits, ${numbers});`,
    "}",
    "",
    `void ${predict}_batch(const ${prefix}_row *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(predict.length + 12)}uint16_t *${all})`,
    "{",
    "    for (uint32_t i = 0; i < count; i++) {",
    `        labels[i] = (uint8_t)${predict}(&rows[i], ${all});`,
    `        if (${all}) {`,
    `            ${all} += ${step};`,
    "        }",
    "    }",
    "}",
  );
}
