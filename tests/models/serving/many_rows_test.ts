import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { labelBoosted, predictBatch, predictBoosted } from "../../../lib/mod.ts";
import { labelMany, mostRows, predictMany } from "../../../models/serving/many_rows.ts";
import { randomTables } from "../../lib/kinds/boosted/random_tables.ts";
import { randomMatrix, randomNetwork } from "../../lib/random_data.ts";

const TABLES = randomTables(1, { features: 20, classes: 7, width: 60_000, arity: 2, splits: 4 });
const NETWORK = randomNetwork(2, { features: 20, layers: [{ width: 1, arity: 3 }] });

describe("predictMany() and labelMany()", () => {
  it("answer as the engine does, whatever slices they take", async () => {
    for (const count of [1, 127, 512, 513, 1300]) {
      const rows = randomMatrix(count, count, 20);
      assertEquals(await predictMany(TABLES, rows), predictBoosted(TABLES, rows));
      assertEquals(await labelMany(TABLES, rows), labelBoosted(TABLES, rows));
      assertEquals(await predictMany(NETWORK, rows), predictBatch(NETWORK, rows));
      assertEquals(await labelMany(NETWORK, rows), predictBatch(NETWORK, rows).labels);
    }
  });

  it("let others have their turn while many rows go through many tables", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await predictMany(TABLES, randomMatrix(3, 5_000, 20));
    clearInterval(timer);
    assertEquals(turns > 0, true);
  });
});

describe("mostRows()", () => {
  it("is the limit for up to 20 classes, and less for more of them", () => {
    const classes = (count: number) => ({
      ...NETWORK,
      classes: Array.from({ length: count }, String),
    });
    assertEquals([2, 20, 40, 256].map((count) => mostRows(classes(count), 1000)), [
      ...[1000, 1000, 500, 78],
    ]);
    assertEquals(mostRows(classes(256), 1), 1);
  });
});
