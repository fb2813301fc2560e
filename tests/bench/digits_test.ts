/**
 * The data of the benchmarks, whichever there are.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { loadDigits } from "../../bench/digits.ts";
import { findDataFolder } from "../../cli/data_sets/find.ts";
import { checkDataSet } from "../../lib/mod.ts";

describe("loadDigits()", () => {
  it("gives digits of the size of MNIST and says whether they are real", async () => {
    const { source, training, test } = await loadDigits();
    const isReal = await findDataFolder("mnist") !== undefined;
    assertEquals(source, isReal ? "MNIST" : "made up");
    for (const [data, rows] of [[training, 60_000], [test, 10_000]] as const) {
      checkDataSet(data);
      assertEquals([data.rows.rows, data.rows.columns], [rows, 784]);
      const ones = data.labels.reduce((sum, label) => sum + label, 0) / rows;
      assert(ones > 0.4 && ones < 0.6, `${ones}`);
    }
  });
});
