import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { zeroMatrix } from "../../lib/bit_matrix.ts";
import { pruneNetwork } from "../../lib/live.ts";
import type { Network } from "../../lib/network.ts";
import { predictByDefinition } from "../../lib/oracle.ts";
import { accuracyOf, predictBatch } from "../../lib/predict_batch.ts";
import { trainNetwork } from "../../lib/train.ts";
import { assertRefused, assertSameNumbers } from "./assertions.ts";
import { networkPlans, randomData, randomMatrix, randomNetwork } from "./random_data.ts";

/** Compares the answers of both on random rows. */
function assertAsDefined(network: Network, rows: number, seed: number): void {
  const matrix = randomMatrix(seed, rows, network.features);
  const actual = predictBatch(network, matrix);
  const expected = predictByDefinition(network, matrix);
  assertSameNumbers(actual.labels, expected.labels, "labels");
  assertSameNumbers(actual.scores, expected.scores, "scores");
}

describe("predictBatch()", () => {
  it("answers as the definition does, on networks of any shape", () => {
    const plans = networkPlans({ features: 40, hiddenLayers: 4, width: 40, arity: 16 });
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 140 }), fc.nat(), (plan, rows, seed) => {
        assertAsDefined(randomNetwork(seed, plan), rows, seed + 1);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  for (const rows of [0, 1, 15, 16, 17, 31, 32, 33, 4095, 4096, 4097, 8193]) {
    it(`answers as the definition does for ${rows} rows`, () => {
      const layers = [{ width: 30, arity: 9 }, { width: 20, arity: 4 }, { width: 1, arity: 8 }];
      assertAsDefined(randomNetwork(rows, { features: 37, layers }), rows, rows);
      const data = randomData(2, { rows: 100, features: 21 });
      const { network } = trainNetwork(data, { hiddenLayers: 2, width: 25, arity: 6 }, rows);
      assertAsDefined(network, rows, rows);
    });
  }

  it("answers alike for a network and its pruned copy", () => {
    const layers = [{ width: 60, arity: 3 }, { width: 50, arity: 5 }, { width: 1, arity: 6 }];
    const network = randomNetwork(6, { features: 40, layers });
    const rows = randomMatrix(7, 500, 40);
    assertEquals(predictBatch(pruneNetwork(network), rows), predictBatch(network, rows));
  });

  it("gives scores that add up to 1, the predicted class at least a half", () => {
    const plan = { features: 20, layers: [{ width: 30, arity: 4 }, { width: 1, arity: 10 }] };
    const { labels, scores } = predictBatch(randomNetwork(4, plan), randomMatrix(5, 1000, 20));
    for (const [row, label] of labels.entries()) {
      assertEquals(scores[2 * row]! + scores[2 * row + 1]!, 1);
      assert(scores[2 * row + label]! >= 0.5);
    }
    assert(labels.includes(0) && labels.includes(1));
  });

  it("refuses rows of another number of features", () => {
    const network = randomNetwork(1, { features: 17, layers: [{ width: 1, arity: 3 }] });
    assertRefused("row_too_short", () => predictBatch(network, zeroMatrix(1, 16)));
    assertRefused("row_too_long", () => predictBatch(network, zeroMatrix(1, 18)));
    assertRefused("row_too_long", () => predictBatch(network, zeroMatrix(0, 24)));
  });
});

describe("accuracyOf()", () => {
  it("is the share of labels predicted right", () => {
    assertEquals(accuracyOf(Uint8Array.of(1, 0, 1, 1), Uint8Array.of(1, 1, 1, 0)), 0.5);
    assertEquals(accuracyOf(Uint8Array.of(0), Uint8Array.of(0)), 1);
  });
});
