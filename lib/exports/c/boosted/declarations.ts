/**
 * What boosted tables in C declare.
 *
 * @module
 */

import { type BoostedTables, splitCount } from "../../../kinds/boosted/model.ts";
import type { SourceText } from "../../source_text.ts";
import type { Names } from "../names.ts";
import { writeScoredDeclarations } from "../scored.ts";

/** Writes the public constants, the names of the classes and the prototypes. */
export function writeBoostedDeclarations(
  text: SourceText,
  names: Names,
  tables: BoostedTables,
): void {
  const work = tables.features + 4 * (splitCount(tables) + tables.classes.length);
  writeScoredDeclarations(text, names, tables, work);
}
