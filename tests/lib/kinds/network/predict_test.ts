import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { rowAt } from "../../../../lib/rows/bit_matrix.ts";
import { MAX_FEATURES, MAX_WIDTH } from "../../../../lib/limits.ts";
import { predictByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import { predictRow } from "../../../../lib/kinds/network/predict.ts";
import { trainNetwork } from "../../../../lib/kinds/network/train.ts";
import { assertRefused } from "../../assertions.ts";
import { networkPlans, randomData, randomMatrix, randomNetwork } from "../../random_data.ts";

/** The output layer. */
const ONE = { width: 1, arity: 4 };

describe("predictRow()", () => {
  it("answers as the definition does, on networks of any shape", () => {
    const plans = networkPlans({ features: 40, hiddenLayers: 4, width: 30, arity: 16 });
    fc.assert(
      fc.property(plans, fc.nat(), (plan, seed) => {
        const network = randomNetwork(seed, plan);
        const rows = randomMatrix(seed + 1, 9, plan.features);
        const { labels, scores } = predictByDefinition(network, rows);
        for (let row = 0; row < rows.rows; row++) {
          const prediction = predictRow(network, rowAt(rows, row));
          assertEquals(prediction.label, labels[row]);
          assertEquals(prediction.scores, [...scores.subarray(2 * row, 2 * row + 2)]);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  for (let arity = 1; arity <= 16; arity++) {
    it(`answers as the definition does with ${arity} wires a LUT, on odd widths`, () => {
      const widths = [77, 130, 33, 1];
      const network = randomNetwork(arity, {
        features: 203,
        layers: widths.map((width) => ({ width, arity })),
      });
      const rows = randomMatrix(arity + 100, 40, 203);
      const { labels, scores } = predictByDefinition(network, rows);
      const predictions = Array.from(labels, (_, row) => predictRow(network, rowAt(rows, row)));
      assertEquals(predictions.map(({ label }) => label), [...labels]);
      assertEquals(predictions.flatMap(({ scores }) => scores), [...scores]);
    });
  }

  it("answers as the definition does at the largest number of features and width", () => {
    const layers = [{ width: MAX_WIDTH, arity: 8 }, { width: 3, arity: 16 }, {
      width: 1,
      arity: 3,
    }];
    const network = randomNetwork(5, { features: MAX_FEATURES, layers });
    const rows = randomMatrix(6, 2, MAX_FEATURES);
    const { labels } = predictByDefinition(network, rows);
    assertEquals([0, 1].map((row) => predictRow(network, rowAt(rows, row)).label), [...labels]);
  });

  it("lets no row and no network leave a trace in the next", () => {
    const wide = randomNetwork(1, { features: 90, layers: [{ width: 50, arity: 5 }, ONE] });
    const narrow = randomNetwork(2, { features: 3, layers: [{ width: 9, arity: 2 }, ONE] });
    const ones = new Uint8Array(12).fill(255);
    const before = predictRow(narrow, Uint8Array.of(5));
    predictRow(wide, ones);
    assertEquals(predictRow(narrow, Uint8Array.of(5)), before);
  });

  it("gives scores that add up to 1, the predicted class at least a half", () => {
    const data = randomData(3, { rows: 300, features: 25, distinct: 100, onesOf100: 30 });
    const { network } = trainNetwork(data, { hiddenLayers: 2, width: 40, arity: 5 }, 1);
    for (let row = 0; row < 300; row++) {
      const { label, scores } = predictRow(network, rowAt(data.rows, row));
      assertEquals(scores.length, 2);
      assertEquals(scores[0]! + scores[1]!, 1);
      assert(scores[label]! >= 0.5 && scores[label]! <= 1);
    }
  });

  it("goes through every layer, even if one object stands for two of them", () => {
    // Twice the same negation gives the row back.
    const layer = { arity: 1, width: 1, wires: Uint16Array.of(0), tables: Uint8Array.of(0b01) };
    const plan = { features: 1, layers: [{ width: 1, arity: 1 }] };
    const network = { ...randomNetwork(1, plan), layers: [layer, layer] };
    assertEquals([0, 1].map((bit) => predictRow(network, Uint8Array.of(bit)).label), [0, 1]);
  });

  const network = randomNetwork(1, { features: 17, layers: [{ width: 1, arity: 3 }] });
  for (const length of [0, 2]) {
    it(`refuses a row of ${length} bytes where 17 features take 3`, () => {
      assertRefused("row_too_short", () => predictRow(network, new Uint8Array(length)));
    });
  }

  it("refuses a row of 4 bytes where 17 features take 3", () => {
    assertRefused("row_too_long", () => predictRow(network, new Uint8Array(4)));
  });
});
