import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { predictBatch } from "../../../../lib/kinds/network/predict_batch.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { predictByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import { assertPredictedAsDefined } from "../prediction_contract.ts";
import { networkPlans, randomMatrix, randomNetwork } from "../../random_data.ts";

describe("predictBatch()", () => {
  it("answers as the definition does, on networks of any shape", () => {
    const plans = networkPlans({ features: 40, hiddenLayers: 4, width: 40, arity: 16 });
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 300 }), fc.nat(), (plan, rows, seed) => {
        const matrix = randomMatrix(seed + 1, rows, plan.features);
        assertPredictedAsDefined(predictByDefinition, randomNetwork(seed, plan), matrix);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it("answers alike for a network and its pruned copy", () => {
    const layers = [{ width: 60, arity: 3 }, { width: 50, arity: 5 }, { width: 1, arity: 6 }];
    const network = randomNetwork(6, { features: 40, layers });
    const rows = randomMatrix(7, 500, 40);
    assertEquals(predictBatch(pruneNetwork(network), rows), predictBatch(network, rows));
  });
});

describe("accuracyOf()", () => {
  it("is the share of labels predicted right", () => {
    assertEquals(accuracyOf(Uint8Array.of(1, 0, 1, 1), Uint8Array.of(1, 1, 1, 0)), 0.5);
    assertEquals(accuracyOf(Uint8Array.of(0), Uint8Array.of(0)), 1);
  });
});
