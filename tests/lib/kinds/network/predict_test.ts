import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { rowAt } from "../../../../lib/rows/bit_matrix.ts";
import { MAX_FEATURES, MAX_WIDTH } from "../../../../lib/limits.ts";
import { predictByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import { predictRow } from "../../../../lib/kinds/network/predict.ts";
import { networkPlans, randomMatrix, randomNetwork } from "../../random_data.ts";

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

  it("goes through every layer, even if one object stands for two of them", () => {
    // Twice the same negation gives the row back.
    const layer = { arity: 1, width: 1, wires: Uint16Array.of(0), tables: Uint8Array.of(0b01) };
    const plan = { features: 1, layers: [{ width: 1, arity: 1 }] };
    const network = { ...randomNetwork(1, plan), layers: [layer, layer] };
    assertEquals([0, 1].map((bit) => predictRow(network, Uint8Array.of(bit)).label), [0, 1]);
  });
});
