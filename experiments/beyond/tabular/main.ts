/**
 * Prints the comparison: `deno run -A experiments/beyond/tabular/main.ts <folder of the CSV files>`.
 *
 * @module
 */

import { writeOut } from "../../../cli/terminal.ts";
import { findPython } from "../../baselines/python.ts";
import { testForest, testTables } from "./compare.ts";
import { dealFolds } from "./folds.ts";
import { loadTable, TABLES } from "./tables.ts";

/** Seeds of the boosted tables. */
const SEEDS = [1, 2, 3, 4, 5];

const python = await findPython();
for (const name of TABLES) {
  const data = await loadTable(Deno.args[0] ?? ".", name);
  const folds = dealFolds(data.labels, data.classes.length);
  const tables = SEEDS.map((seed) => testTables(data, folds, seed).mean.toFixed(4));
  writeOut(`${name}: boosted tables, seeds 1 to 5, ${tables.join(" ")}\n`);
  if (!python?.modules.sklearn) continue;
  const { mean, standardError, library } = await testForest(data, folds, python.path);
  writeOut(
    `${name}: random forest ${mean.toFixed(4)}, less one standard error ` +
      `${(mean - standardError).toFixed(4)} (${library})\n`,
  );
}
