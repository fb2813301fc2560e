/**
 * Boosted tables in a C file: wires, entries and splits in constant memory, and the functions that add
 * the entries of a row up. Integers alone, as `docs/blob-format.md` has it.
 *
 * @module
 */

import { type BoostedTables, splitCount } from "../../../boosted/boosted_tables.ts";
import { DECAYS } from "../../../scores.ts";
import type { SourceText } from "../../source_text.ts";
import { writeAddress } from "../look_up.ts";
import { type Names, wiresAs, wireType } from "../names.ts";
import { writeArray } from "../source_file.ts";

/**
 * Writes arrays and functions.
 *
 * @throws {RoteError} `export_too_large`
 */
export function writeBoosted(text: SourceText, names: Names, tables: BoostedTables): void {
  const { prefix } = names;
  const { width, arity, features, wires, entries, splits } = tables;
  text.add(`/* The wires of ${width} tables, ${arity} each, over ${features} features. */`);
  writeArray(text, `${prefix}_wires`, wiresAs(features, wires));
  text.add(`/* Their entries, ${1 << arity} each in address order. */`);
  writeArray(text, `${prefix}_entries`, entries);
  text.add(
    "/* For each split whether it has class 0, 1, ... Table u belongs to split u mod splits. */",
  );
  writeArray(text, `${prefix}_splits`, splits);
  writeAddress(text, names, arity, wireType(features));
  writeSums(text, names, tables);
  writeScores(text, names, tables);
  writePredict(text, names);
}

/** A function that adds the entries of a row up, split by split and then class by class. */
function writeSums(text: SourceText, names: Names, tables: BoostedTables): void {
  const { prefix, macro } = names;
  const { width, arity, features } = tables;
  const splits = splitCount(tables);
  const address = names.address(arity, wireType(features));
  text.add(
    "/* Writes for each class the sum of the entries that a row reaches. */",
    `static void ${prefix}_add_up(const uint8_t *row, int32_t *sums)`,
    "{",
    `    uint8_t bits[${macro}_FEATURES];`,
    `    int32_t of_split[${splits}] = {0};`,
    "    uint32_t split = 0;",
    "",
    `    for (uint32_t i = 0; i < ${macro}_FEATURES; i++) {`,
    "        bits[i] = (uint8_t)(row[i >> 3] >> (i & 7u) & 1);",
    "    }",
    `    for (uint32_t table = 0; table < ${width}u; table++) {`,
    `        const uint32_t own = ${address}(bits, ${prefix}_wires + table * ${arity}u);`,
    `        of_split[split++] += ${prefix}_entries[(table << ${arity}) + own];`,
    `        if (split == ${splits}u) {`,
    "            split = 0;",
    "        }",
    "    }",
    `    for (uint32_t i = 0; i < ${macro}_CLASSES; i++) {`,
    "        sums[i] = 0;",
    `        for (split = 0; split < ${splits}u; split++) {`,
    `            if (${prefix}_splits[split * ${macro}_CLASSES + i]) {`,
    "                sums[i] += of_split[split];",
    "            }",
    "        }",
    "    }",
    "}",
    "",
  );
}

/** A function for the weight of a class, and one for all scores. */
function writeScores(text: SourceText, { prefix, macro }: Names, { scale }: BoostedTables): void {
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
function writePredict(text: SourceText, { prefix, macro }: Names): void {
  text.add(
    `int ${prefix}_predict(const uint8_t *row, uint16_t *scores)`,
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
    `void ${prefix}_predict_batch(const uint8_t *rows, uint32_t count, uint8_t *labels,`,
    `${" ".repeat(prefix.length + 20)}uint16_t *scores)`,
    "{",
    "    for (uint32_t i = 0; i < count; i++) {",
    `        labels[i] = (uint8_t)${prefix}_predict(rows, scores);`,
    `        rows += ${macro}_ROW_BYTES;`,
    "        if (scores) {",
    `            scores += ${macro}_CLASSES;`,
    "        }",
    "    }",
    "}",
  );
}
