/**
 * What a network in C declares: sizes, the names of its classes, and two functions.
 *
 * @module
 */

import type { Network } from "../../kinds/network/model.ts";
import type { SourceText } from "../source_text.ts";
import { writeSizes } from "./header_file.ts";
import type { Names } from "./names.ts";
import { comment } from "./text.ts";

/** Writes the public constants, the names of the classes and the prototypes. */
export function writeDeclarations(
  text: SourceText,
  names: Names,
  network: Network,
): void {
  const { prefix, macro, predict } = names;
  writeSizes(text, names, network);
  text.add(
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
    `int ${predict}(const uint8_t *row, uint16_t *margin);`,
    "",
    "/* Predicts `count` rows that lie one behind the other; `margins` may be null. */",
    `void ${predict}_batch(const uint8_t *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(predict.length + 12)}uint16_t *margins);`,
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
