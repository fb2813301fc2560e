import { assertEquals, assertGreater, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import type { NetworkShape } from "../../../../lib/kinds/network/shape.ts";
import { startTeam } from "../../../../lib/kinds/training_team.ts";
import { trainVotingByDefinition } from "../../../../lib/kinds/voting/oracle.ts";
import { labelVoting } from "../../../../lib/kinds/voting/predict_batch.ts";
import { trainVoting } from "../../../../lib/kinds/voting/train.ts";
import { assertRefused, assertSameLayers } from "../../assertions.ts";
import { nameOf, WAYS } from "../../kernels/kinds.ts";
import { randomData } from "../../random_data.ts";

const DATA = randomData(1, { rows: 700, features: 30 });
const EXAMPLES: [what: string, DataSet, NetworkShape][] = [
  ["one layer", DATA, { hiddenLayers: 1, width: 33, arity: 6 }],
  ["one LUT", DATA, { hiddenLayers: 1, width: 1, arity: 6 }],
  ["three layers", DATA, { hiddenLayers: 3, width: 40, arity: 5 }],
  ["nine wires, two rows", randomData(2, { rows: 2, features: 9 }), {
    ...{ hiddenLayers: 2, width: 16, arity: 9 },
  }],
  ["300 LUTs that vote", DATA, { hiddenLayers: 2, width: 300, arity: 4 }],
  ["patches", DATA, {
    ...{ hiddenLayers: 2, width: 31, arity: 8, inputShape: [3, 5, 2], patch: 1 },
  }],
];

describe("trainVoting() gives what the definition gives, with every kind of kernels:", () => {
  for (const [what, data, plain] of EXAMPLES) {
    for (const hidden of ["memorized", "leave-one-out"] as const) {
      it(`${what}, ${hidden}`, () => {
        const shape = { ...plain, hidden };
        const defined = trainVotingByDefinition(data, shape, 5);
        const labels = labelVoting(defined, data.rows);
        for (const way of WAYS) {
          const all = trainVoting(data, shape, 5, { ...way, unpruned: true });
          assertSameLayers(all.network, defined);
          const usual = trainVoting(data, shape, 5, way);
          assertSameLayers(usual.network, pruneNetwork(defined));
          const counted = trainVoting(data, shape, 5, { ...way, statistics: true });
          assertSameLayers(counted.network, pruneNetwork(defined));
          for (const { trainAccuracy } of [all, usual, counted]) {
            assertEquals(trainAccuracy, accuracyOf(labels, data.labels), nameOf(way.kernels));
          }
        }
      });
    }
  }
});

describe("trainVoting()", () => {
  it("keeps all LUTs that vote", () => {
    const { network } = trainVoting(DATA, { hiddenLayers: 3, width: 50, arity: 2 }, 1);
    const [first, , last] = network.layers;
    assertStrictEquals(last!.width, 50);
    assertGreater(50, first!.width);
  });

  it("lets one layer have more wires than LUTs", () => {
    const shape = { hiddenLayers: 1, width: 3, arity: 8 };
    assertEquals(trainVoting(DATA, shape, 1).network.layers.length, 1);
    assertRefused(
      "arity_above_width_below",
      () => trainVoting(DATA, { ...shape, hiddenLayers: 2 }, 1),
    );
  });

  it("claims less where the votes leave the row's own out", () => {
    const noise = { ...DATA, labels: DATA.labels.map((_, row) => (row * 7919 >> 3) & 1) };
    const shape = { hiddenLayers: 1, width: 60, arity: 10 };
    const memorized = trainVoting(noise, shape, 1).network.scale;
    const honest = trainVoting(noise, { ...shape, hidden: "leave-one-out" }, 1).network.scale;
    assertGreater(memorized, 10 * honest);
  });

  it("refuses more LUTs that vote than 16 bits count", () => {
    const shape = { hiddenLayers: 1, width: 65_536, arity: 2 };
    assertRefused("width_out_of_range", () => trainVoting(DATA, shape, 1));
  });

  for (const threads of [2, 3]) {
    it(`gives with ${threads} threads what it gives with one`, async () => {
      const team = (await startTeam(threads))!;
      try {
        for (const [, data, shape] of EXAMPLES) {
          for (const hidden of ["memorized", "leave-one-out"] as const) {
            const alone = trainVoting(data, { ...shape, hidden }, 3);
            const together = trainVoting(data, { ...shape, hidden }, 3, { team });
            assertSameLayers(together.network, alone.network);
          }
        }
      } finally {
        team.close();
      }
    });
  }
});
