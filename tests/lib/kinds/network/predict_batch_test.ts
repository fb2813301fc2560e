import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import type { Network } from "../../../../lib/kinds/network/model.ts";
import { predictBatch } from "../../../../lib/kinds/network/predict_batch.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { trainNetwork } from "../../../../lib/kinds/network/train.ts";
import { assertRefused } from "../../assertions.ts";
import { assertPredictedAsDefined } from "../../defined.ts";
import { networkPlans, randomData, randomMatrix, randomNetwork } from "../../random_data.ts";

/** Around rows that go one by one, words, vectors of 128 rows and blocks of 2048. */
const ROWS = [
  ...[0, 1, 4, 5, 6, 15, 16, 17, 31, 32, 33, 127, 128, 129, 255, 256, 257],
  ...[1919, 1920, 1921, 2047, 2048, 2049, 4095, 4096, 4097, 8193],
];

/** Compares the answers of all kinds of kernels with the definition on random rows. */
function assertAsDefined(network: Network, rows: number, seed: number): void {
  assertPredictedAsDefined(network, randomMatrix(seed, rows, network.features));
}

describe("predictBatch()", () => {
  it("answers as the definition does, on networks of any shape", () => {
    const plans = networkPlans({ features: 40, hiddenLayers: 4, width: 40, arity: 16 });
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 300 }), fc.nat(), (plan, rows, seed) => {
        assertAsDefined(randomNetwork(seed, plan), rows, seed + 1);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  for (const rows of ROWS) {
    it(`answers as the definition does for ${rows} rows`, () => {
      const layers = [{ width: 30, arity: 9 }, { width: 20, arity: 4 }, { width: 1, arity: 8 }];
      assertAsDefined(randomNetwork(rows, { features: 37, layers }), rows, rows);
      const data = randomData(2, { rows: 100, features: 21 });
      const { network } = trainNetwork(data, { hiddenLayers: 2, width: 25, arity: 6 }, rows);
      assertAsDefined(network, rows, rows);
    });
  }

  for (let arity = 1; arity <= 16; arity++) {
    it(`answers as the definition does with ${arity} wires`, () => {
      const layers = [{ width: 23, arity }, { width: 17, arity }, { width: 1, arity }];
      for (const rows of [5, 129, 2100]) {
        assertAsDefined(randomNetwork(arity, { features: 19, layers }), rows, arity);
      }
    });
  }

  for (const features of [1, 7, 8, 9, 63, 64, 65, 1023]) {
    it(`answers as the definition does for ${features} features, with one layer and with wide ones`, () => {
      const arity = Math.min(features, 6);
      const wide = [{ width: 700, arity }, { width: 300, arity: 11 }, { width: 1, arity: 7 }];
      for (const layers of [[{ width: 1, arity: Math.min(features, 16) }], wide]) {
        for (const rows of [3, 130]) {
          assertAsDefined(randomNetwork(features, { features, layers }), rows, features);
        }
      }
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
