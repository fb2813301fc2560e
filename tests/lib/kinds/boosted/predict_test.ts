import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { rowAt, zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import type { BoostedTables } from "../../../../lib/kinds/boosted/model.ts";
import { predictBoostedByDefinition } from "../../../../lib/kinds/boosted/oracle.ts";
import { predictBoostedRow } from "../../../../lib/kinds/boosted/predict.ts";
import { labelBoosted, predictBoosted } from "../../../../lib/kinds/boosted/predict_batch.ts";
import { predictBatch } from "../../../../lib/kinds/network/predict_batch.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { nameOf, WAYS } from "../../kernels/kinds.ts";
import { randomMatrix, randomNetwork } from "../../random_data.ts";
import { randomTables } from "./random_tables.ts";

/** Asserts that every way to predict gives what the definition gives. */
function assertPredictedAsDefined(model: BoostedTables, rows: number): void {
  const matrix = randomMatrix(rows, rows, model.features);
  const { labels, scores } = predictBoostedByDefinition(model, matrix);
  for (const { kernels } of WAYS) {
    const actual = predictBoosted(model, matrix, kernels);
    assertSameNumbers(actual.labels, labels, `labels with ${nameOf(kernels)}`);
    assertSameNumbers(actual.scores, scores, `scores with ${nameOf(kernels)}`);
    assertSameNumbers(labelBoosted(model, matrix, kernels), labels, "labels alone");
  }
  const classes = model.classes.length;
  for (let row = 0; row < rows; row++) {
    const expected = scores.subarray(row * classes, (row + 1) * classes);
    const { label, scores: actual } = predictBoostedRow(model, rowAt(matrix, row));
    assertEquals([label, ...actual], [labels[row]!, ...expected]);
  }
}

describe("Boosted tables predict as defined, by the row and with every kind of kernels:", () => {
  for (let arity = 1; arity <= 16; arity++) {
    it(`${arity} wires`, () => {
      const plan = { features: 16 + arity, classes: 2 + arity % 4, arity, splits: 3 };
      const width = 20 + arity;
      const splits = plan.classes === 2 ? 1 : 3;
      assertPredictedAsDefined(randomTables(arity, { ...plan, width, splits }), 150);
    });
  }

  it("from one row to more than a block", () => {
    const plan = { features: 40, classes: 10, width: 64, arity: 6, splits: 32 };
    const model = randomTables(1, plan);
    for (const rows of [1, 2, 3, 4, 5, 127, 128, 129, 2048, 2049]) {
      assertPredictedAsDefined(model, rows);
    }
  });

  it("256 classes, 256 splits", () => {
    const plan = { features: 9, classes: 256, width: 300, arity: 5, splits: 256 };
    assertPredictedAsDefined(randomTables(2, plan), 40);
  });

  it("one feature, one table", () => {
    const plan = { features: 1, classes: 2, width: 1, arity: 1, splits: 1 };
    assertPredictedAsDefined(randomTables(3, plan), 5);
  });

  it("sums that 16 bits do not hold, of either sign", () => {
    const plan = { features: 20, classes: 3, arity: 6, width: 1030, splits: 2 };
    for (const entry of [127, -127]) {
      const model = randomTables(4, plan);
      model.entries.fill(entry);
      assertPredictedAsDefined({ ...model, scale: 1_048_576 }, 130);
    }
  });
});

describe("predictBoosted()", () => {
  const plan = { features: 20, classes: 4, width: 50, arity: 5, splits: 6 };
  const model = randomTables(5, plan);

  it("gives the lowest of the classes that are level", () => {
    const level = { ...model, entries: model.entries.map(() => 0) };
    const { labels, scores } = predictBoosted(level, zeroMatrix(4, 20));
    assertSameNumbers(labels, Uint8Array.of(0, 0, 0, 0));
    assertSameNumbers(scores, new Float64Array(16).fill(0.25));
  });

  it("gives scores of which the label's is the largest, and which add up to 1", () => {
    const { labels, scores } = predictBoosted(model, randomMatrix(6, 500, 20));
    for (const [row, label] of labels.entries()) {
      const own = [...scores.subarray(4 * row, 4 * row + 4)];
      assertEquals(Math.max(...own), own[label]);
      assertEquals(own.reduce((sum, score) => sum + Math.round(20_000 * score), 0), 20_000);
    }
    assertGreater(new Set(labels).size, 2);
  });

  it("takes turns with other tables and networks at hand", () => {
    const rows = randomMatrix(7, 300, 20);
    const other = randomTables(6, { ...plan, width: 70 });
    const network = randomNetwork(8, { features: 20, layers: [{ width: 1, arity: 4 }] });
    const first = [model, other].map((tables) => predictBoosted(tables, rows));
    const labels = predictBatch(network, rows);
    for (let turn = 0; turn < 3; turn++) {
      assertEquals([model, other].map((tables) => predictBoosted(tables, rows)), first);
      assertEquals(predictBatch(network, rows), labels);
    }
  });

  it("refuses rows of another length, as predictBoostedRow() does", () => {
    assertRefused("row_too_short", () => predictBoosted(model, zeroMatrix(9, 19)));
    assertRefused("row_too_long", () => labelBoosted(model, zeroMatrix(1, 21)));
    assertRefused("row_too_short", () => predictBoostedRow(model, new Uint8Array(2)));
    assertRefused("row_too_long", () => predictBoostedRow(model, new Uint8Array(4)));
  });

  it("answers nothing for no rows", () => {
    assertEquals(predictBoosted(model, zeroMatrix(0, 20)).labels.length, 0);
  });
});
