/**
 * The tabular sets: CSV with a header line and a column "label".
 *
 * @module
 */

import { toValueSet } from "../../../cli/groups.ts";
import { loadRows } from "../../../cli/formats/load.ts";
import type { ValueSet } from "../../../lib/mod.ts";

/** The sets, by the names of their files. */
export const TABLES = ["iris", "wine", "breast_cancer"] as const;
/** The name of a set. */
export type TableName = typeof TABLES[number];

/** Reads a set from a folder with `<name>.csv`. */
export async function loadTable(folder: string, name: TableName): Promise<ValueSet> {
  const options = { threshold: 128, label: "label", output: 0, labels: "required" } as const;
  const loaded = await loadRows(`${folder}/${name}.csv`, { ...options, cells: "typed" });
  if (!("values" in loaded)) throw new Error(`${name}.csv holds bits`);
  return toValueSet(loaded, []);
}
