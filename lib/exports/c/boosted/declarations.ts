/**
 * What boosted tables in C declare: sizes, the names of the classes, and two functions.
 *
 * @module
 */

import { type BoostedTables, splitCount } from "../../../boosted/boosted_tables.ts";
import { SCORE_ONE } from "../../../scores.ts";
import type { SourceText } from "../../source_text.ts";
import { writeSizes } from "../header_file.ts";
import type { Names } from "../names.ts";
import { comment } from "../text.ts";

/** Writes the public constants, the names of the classes and the prototypes. */
export function writeBoostedDeclarations(
  text: SourceText,
  names: Names,
  tables: BoostedTables,
): void {
  const { prefix, macro } = names;
  const work = tables.features + 4 * (splitCount(tables) + tables.classes.length);
  writeSizes(text, names, tables);
  text.add(
    `/* The score of certainty: scores are in units of 1/${macro}_SCORE_ONE. */`,
    `#define ${macro}_SCORE_ONE ${SCORE_ONE}`,
    "",
    ...comment([
      `Predicts the class of one row: an index into ${prefix}_class_names.`,
      "",
      `\`row\` has ${macro}_ROW_BYTES packed bytes: feature 0 is the least significant bit of byte 0, ` +
      "and the bits behind the last feature are not read. `scores`, which may be null, has " +
      `${macro}_CLASSES places: the score of each class, which together are ${macro}_SCORE_ONE.`,
      "",
      `Working memory: ${work} bytes of stack. Nothing is kept between calls, so any number of ` +
      "threads may predict at the same time.",
    ]),
    `int ${prefix}_predict(const uint8_t *row, uint16_t *scores);`,
    "",
    ...comment([
      `Predicts \`count\` rows that lie one behind the other; \`scores\`, which may be null, has ` +
      `${macro}_CLASSES places a row.`,
    ]),
    `void ${prefix}_predict_batch(const uint8_t *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(prefix.length + 20)}uint16_t *scores);`,
    "",
  );
}
