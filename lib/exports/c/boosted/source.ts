/**
 * Boosted tables in a C file: wires, entries and splits in constant memory, and the functions that add
 * the entries of a row up. Integers alone, as `docs/blob-format.md` has it.
 *
 * @module
 */

import { type BoostedTables, splitCount } from "../../../kinds/boosted/model.ts";
import type { SourceText } from "../../source_text.ts";
import { writeAddress } from "../look_up.ts";
import { type Names, wiresAs, wireType } from "../names.ts";
import { writeScoredPredict } from "../scored.ts";
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
  writeScoredPredict(text, names, tables.scale);
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
