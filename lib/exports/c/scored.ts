/**
 * Models in C that have a sum for each class, of entries or of votes: what they declare, and the
 * functions that make a label and scores of the sums. Integers alone, as `docs/blob-format.md` has it.
 *
 * @module
 */

import type { Model } from "../../any_model.ts";
import { DECAYS, SCORE_ONE } from "../../scores/scores.ts";
import type { SourceText } from "../source_text.ts";
import { writeSizes } from "./header_file.ts";
import type { Names } from "./names.ts";
import { writeArray } from "./source_file.ts";
import { comment } from "./text.ts";

/**
 * Writes the public constants, the names of the classes and the prototypes.
 *
 * @param work bytes of stack
 */
export function writeScoredDeclarations(
  text: SourceText,
  names: Names,
  model: Pick<Model, "features" | "classes">,
  work: number,
): void {
  const { prefix, macro, predict } = names;
  writeSizes(text, names, model);
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
    `int ${predict}(const uint8_t *row, uint16_t *scores);`,
    "",
    ...comment([
      `Predicts \`count\` rows that lie one behind the other; \`scores\`, which may be null, has ` +
      `${macro}_CLASSES places a row.`,
    ]),
    `void ${predict}_batch(const uint8_t *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(predict.length + 12)}uint16_t *scores);`,
    "",
  );
}

/**
 * Writes the functions for one row and for many.
 *
 * A function `<prefix>_add_up(row, sums)` stands before them: it writes the sum of each class.
 */
export function writeScoredPredict(text: SourceText, names: Names, scale: number): void {
  writeScores(text, names, scale);
  writePredict(text, names);
}

/** A function for the weight of a class, and one for all scores. */
function writeScores(text: SourceText, { prefix, macro }: Names, scale: number): void {
  text.add("/* For each bit of a distance what it leaves of a weight, in 1/65536. */");
  writeArray(text, `${prefix}_decays`, Uint16Array.from(DECAYS));
  text.add(
    "/* 65536 x exp(-distance / 4096) in integers. */",
    `static uint32_t ${prefix}_weight(uint64_t distance)`,
    "{",
    "    uint32_t low = 32768, high = 65536;",
    "    if (distance > 65535u) {",
    "        return 0;",
    "    }",
    "    for (uint32_t i = 0; i < 8u; i++) {",
    "        if (distance >> i & 1u) {",
    `            low = (low * ${prefix}_decays[i] + 32768u) >> 16;`,
    "        }",
    "        if (distance >> (i + 8u) & 1u) {",
    `            high = (high * ${prefix}_decays[i + 8u] + 32768u) >> 16;`,
    "        }",
    "    }",
    "    return (low * high + 16384u) >> 15;",
    "}",
    "",
    "/* Writes the score of each class, given the sums and the class with the largest. */",
    `static void ${prefix}_score(int32_t *sums, uint32_t label, uint16_t *scores)`,
    "{",
    "    const int32_t largest = sums[label];",
    `    uint32_t total = 0, rest = ${macro}_SCORE_ONE;`,
    "",
    `    for (uint32_t i = 0; i < ${macro}_CLASSES; i++) {`,
    "        const uint32_t below = (uint32_t)(largest - sums[i]);",
    `        const uint32_t weight = ${prefix}_weight((uint64_t)below * ${scale}u >> 4);`,
    "        sums[i] = (int32_t)weight;",
    "        total += weight;",
    "    }",
    `    for (uint32_t i = 0; i < ${macro}_CLASSES; i++) {`,
    "        if (i != label) {",
    `            scores[i] = (uint16_t)(${macro}_SCORE_ONE * (uint32_t)sums[i] / total);`,
    "            rest -= scores[i];",
    "        }",
    "    }",
    "    scores[label] = (uint16_t)rest;",
    "}",
    "",
  );
}

/** The public functions. */
function writePredict(text: SourceText, { prefix, macro, predict }: Names): void {
  text.add(
    `int ${predict}(const uint8_t *row, uint16_t *scores)`,
    "{",
    `    int32_t sums[${macro}_CLASSES];`,
    "    uint32_t label = 0;",
    "",
    `    ${prefix}_add_up(row, sums);`,
    `    for (uint32_t i = 1; i < ${macro}_CLASSES; i++) {`,
    "        if (sums[i] > sums[label]) {",
    "            label = i;",
    "        }",
    "    }",
    "    if (scores) {",
    `        ${prefix}_score(sums, label, scores);`,
    "    }",
    "    return (int)label;",
    "}",
    "",
    `void ${predict}_batch(const uint8_t *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(predict.length + 12)}uint16_t *scores)`,
    "{",
    "    for (uint32_t i = 0; i < count; i++) {",
    `        labels[i] = (uint8_t)${predict}(rows, scores);`,
    `        rows += ${macro}_ROW_BYTES;`,
    "        if (scores) {",
    `            scores += ${macro}_CLASSES;`,
    "        }",
    "    }",
    "}",
  );
}
