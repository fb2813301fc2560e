/**
 * `<model>.h`: what a program includes that uses a model in C. The declarations stand in `<model>.c`
 * too, which needs no header.
 *
 * @module
 */

import { rowBytes } from "../../bit_matrix.ts";
import type { Network } from "../../network.ts";
import type { ExportSource } from "../exported.ts";
import { headerLines } from "../header.ts";
import type { SourceText } from "../source_text.ts";
import { Names } from "./names.ts";
import { comment } from "./text.ts";

/** Writes the header file. */
export function writeHeader(text: SourceText, source: ExportSource<Network>): void {
  const names = new Names(source.model);
  const guard = `${names.macro}_H`;
  text.add(...comment(headerLines(source, "declarations of the predictor in C99")));
  text.add(`#ifndef ${guard}`, `#define ${guard}`, "", "#include <stdint.h>", "");
  text.add("#ifdef __cplusplus", 'extern "C" {', "#endif", "");
  writeDeclarations(text, names, source.network);
  text.add("#ifdef __cplusplus", "}", "#endif", "", "#endif");
}

/** Writes the public constants, the names of the classes and the prototypes. */
export function writeDeclarations(
  text: SourceText,
  { prefix, macro }: Names,
  network: Network,
): void {
  text.add(
    "/* Input bits; bytes of a packed row; classes. */",
    `#define ${macro}_FEATURES ${network.features}`,
    `#define ${macro}_ROW_BYTES ${rowBytes(network.features)}`,
    `#define ${macro}_CLASSES ${network.classes.length}`,
    "",
    "/* The names of the classes in UTF-8, each ended by a zero byte. */",
    `extern const char *const ${prefix}_class_names[${macro}_CLASSES];`,
    "",
    ...comment([
      `Predicts the class of one row: an index into ${prefix}_class_names.`,
      "",
      `\`row\` has ${macro}_ROW_BYTES packed bytes: feature 0 is the least significant bit of byte 0, ` +
      "and the bits behind the last feature are not read. `margin`, which may be null, becomes 0 (a " +
      "tie) to 10000 (certain): the score of the predicted class is (10000 + margin) / 20000.",
      "",
      `Working memory: ${workBytes(network).join(" + ")} bytes of stack. Nothing is kept between ` +
      "calls, so any number of threads may predict at the same time.",
    ]),
    `int ${prefix}_predict(const uint8_t *row, uint16_t *margin);`,
    "",
    "/* Predicts `count` rows that lie one behind the other; `margins` may be null. */",
    `void ${prefix}_predict_batch(const uint8_t *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(prefix.length + 20)}uint16_t *margins);`,
    "",
  );
}

/** Bytes of the two buffers, a byte a bit: the layers, the features first, take turns in them. */
export function workBytes({ features, layers }: Network): number[] {
  const most = [features, 0];
  for (let layer = 0; layer < layers.length - 1; layer++) {
    const buffer = (layer + 1) % 2;
    most[buffer] = Math.max(most[buffer]!, layers[layer]!.width);
  }
  return layers.length === 1 ? [features] : most;
}
