import { describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { predictBoosted } from "../../../../lib/kinds/boosted/predict_batch.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { randomTables } from "./random_tables.ts";

describe("predictBoosted()", () => {
  const model = randomTables(5, { features: 20, classes: 4, width: 50, arity: 5, splits: 6 });

  it("gives the lowest of the classes that are level", () => {
    const level = { ...model, entries: model.entries.map(() => 0) };
    const { labels, scores } = predictBoosted(level, zeroMatrix(4, 20));
    assertSameNumbers(labels, Uint8Array.of(0, 0, 0, 0));
    assertSameNumbers(scores, new Float64Array(16).fill(0.25));
  });
});
