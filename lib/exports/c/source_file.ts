/**
 * `<model>.c`: the whole model in constant memory, and the functions that look it up. It stands alone.
 *
 * @module
 */

import type { Model } from "../../any_model.ts";
import type { ExportSource } from "../exported.ts";
import { headerLines } from "../header.ts";
import type { SourceText } from "../source_text.ts";
import type { WriteDeclarations } from "./header_file.ts";
import { Names } from "./names.ts";
import { comment, numberLines, stringPieces } from "./text.ts";

/** Writes the arrays and the functions for a kind of models. */
export type WriteModel<Of extends Model> = (text: SourceText, names: Names, network: Of) => void;

/**
 * Writes the source file.
 *
 * @throws {RoteError} `export_too_large`
 */
export function writeSource<Of extends Model>(
  text: SourceText,
  source: ExportSource<Of>,
  writeDeclarations: WriteDeclarations<Of>,
  writeModel: WriteModel<Of>,
): void {
  const { model, name } = source;
  const names = Names.of(name);
  text.add(...comment(headerLines(source, "a predictor in C99")));
  text.add("#include <stdint.h>", "");
  writeDeclarations(text, names, model);
  writeClassNames(text, names, model.classes);
  writeModel(text, names, model);
}

/**
 * Writes numbers as a constant array of their own type, with its name and how many they are.
 *
 * @throws {RoteError} `export_too_large`
 */
export function writeArray(
  text: SourceText,
  name: string,
  numbers: Uint8Array | Uint16Array | Int8Array | Int16Array,
): void {
  text.add(`static const ${typeOf(numbers)} ${name}[${numbers.length}] = {`);
  // A digit and a comma each, at least.
  text.expect(2 * numbers.length);
  for (const line of numberLines(numbers)) text.add(line);
  text.add("};", "");
}

function typeOf(numbers: Uint8Array | Uint16Array | Int8Array | Int16Array): string {
  if (numbers instanceof Int8Array) return "int8_t";
  if (numbers instanceof Int16Array) return "int16_t";
  return numbers instanceof Uint8Array ? "uint8_t" : "uint16_t";
}

function writeClassNames(text: SourceText, names: Names, classes: readonly string[]): void {
  text.add(`const char *const ${names.prefix}_class_names[${names.macro}_CLASSES] = {`);
  for (const name of classes) {
    const pieces = stringPieces(name).map((piece) => `    ${piece}`);
    text.add(...pieces.slice(0, -1), `${pieces.at(-1)},`);
  }
  text.add("};", "");
}
