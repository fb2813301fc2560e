/**
 * `<model>.h`: what a program includes that uses a model in C. The declarations stand in `<model>.c`
 * too, which needs no header.
 *
 * @module
 */

import { rowBytes } from "../../rows/bit_matrix.ts";
import type { Model } from "../../any_model.ts";
import type { ExportSource } from "../exported.ts";
import { headerLines } from "../header.ts";
import type { SourceText } from "../source_text.ts";
import { Names } from "./names.ts";
import { comment } from "./text.ts";

/** Writes the public constants, the names of the classes and the prototypes for a kind of models. */
export type WriteDeclarations<Of extends Model> = (
  text: SourceText,
  names: Names,
  network: Of,
) => void;

/** Writes the header file. */
export function writeHeader<Of extends Model>(
  text: SourceText,
  source: ExportSource<Of>,
  writeDeclarations: WriteDeclarations<Of>,
): void {
  const names = Names.of(source.name);
  const guard = `${names.macro}_H`;
  text.add(...comment(headerLines(source, "declarations of the predictor in C99")));
  text.add(`#ifndef ${guard}`, `#define ${guard}`, "", "#include <stdint.h>", "");
  text.add("#ifdef __cplusplus", 'extern "C" {', "#endif", "");
  writeDeclarations(text, names, source.model);
  text.add("#ifdef __cplusplus", "}", "#endif", "", "#endif");
}

/** Writes what is declared for every kind of models: sizes, and the names of the classes. */
export function writeSizes(
  text: SourceText,
  { prefix, macro }: Names,
  { features, classes }: Pick<Model, "features" | "classes">,
): void {
  text.add(
    "/* Input bits; bytes of a packed row; classes. */",
    `#define ${macro}_FEATURES ${features}`,
    `#define ${macro}_ROW_BYTES ${rowBytes(features)}`,
    `#define ${macro}_CLASSES ${classes.length}`,
    "",
    "/* The names of the classes in UTF-8, each ended by a zero byte. */",
    `extern const char *const ${prefix}_class_names[${macro}_CLASSES];`,
    "",
  );
}
