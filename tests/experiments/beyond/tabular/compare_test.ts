/**
 * Raw numbers through encoders on the real tabular sets: at least scikit-learn's random forest of 100
 * trees less one standard error, on the same folds.
 *
 * @module
 */
import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { findPython } from "../../../../experiments/baselines/python.ts";
import { testForest, testTables } from "../../../../experiments/beyond/tabular/compare.ts";
import { dealFolds } from "../../../../experiments/beyond/tabular/folds.ts";
import {
  loadTable,
  type TableName,
  TABLES,
} from "../../../../experiments/beyond/tabular/tables.ts";

const FOLDER = fileURLToPath(new URL("../../../../../shared/data/tabular", import.meta.url));
const isPresent = await Deno.stat(`${FOLDER}/iris.csv`).then(() => true, () => false);

/** The bar on these folds, as scikit-learn 1.2.1 has it, for machines without it. */
const BARS: Record<TableName, number> = { iris: 0.9403, wine: 0.9779, breast_cancer: 0.9565 };

describe("dealFolds()", () => {
  it("tests on each row once each time, and deals out each class evenly", () => {
    const labels = Uint8Array.from({ length: 53 }, (_, row) => row % 3);
    const folds = dealFolds(labels, 3);
    assertEquals(folds.length, 25);
    for (let repeat = 0; repeat < 5; repeat++) {
      const own = folds.slice(5 * repeat, 5 * repeat + 5);
      assertEquals(own.flatMap(({ test }) => test).sort((a, b) => a - b), [...labels.keys()]);
      for (const { training, test } of own) {
        assertEquals(training.length + test.length, 53);
        const ofClass = [0, 1, 2].map((label) =>
          test.filter((row) => labels[row] === label).length
        );
        assert(ofClass.every((count) => count === 3 || count === 4));
      }
    }
  });
});

if (!isPresent) {
  describe.ignore("encoders on tabular sets (there are no CSV files beside the project)", () => {});
} else {
  const python = await findPython();
  describe("boosted tables behind encoders, by default", () => {
    for (const name of TABLES) {
      it(`reach the random forest less one standard error on ${name}`, async () => {
        const data = await loadTable(FOLDER, name);
        const folds = dealFolds(data.labels, data.classes.length);
        const { mean } = testTables(data, folds, 1);
        assertGreaterOrEqual(mean, BARS[name]);
        if (!python?.modules.sklearn) return;
        const forest = await testForest(data, folds, python.path);
        assertGreaterOrEqual(mean, forest.mean - forest.standardError);
      });
    }
  });
}
