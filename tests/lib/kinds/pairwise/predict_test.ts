import { describeModel } from "../../../../lib/kinds/mod.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { allVotes } from "../../../../lib/kinds/pairwise/pair_network.ts";
import { sumVotes } from "../../../../lib/kinds/pairwise/predict_batch.ts";
import { randomMatrix } from "../../random_data.ts";
import { randomVoters } from "../voting/random_voters.ts";
import { randomPairs } from "./assertions.ts";

/** Pairs of one to three layers and of one to thirteen wires. */
const PLANS = [
  { features: 30, layers: [{ width: 9, arity: 3 }, { width: 1, arity: 5 }] },
  { features: 30, layers: [{ width: 1, arity: 13 }] },
  {
    features: 30,
    layers: [{ width: 20, arity: 8 }, { width: 7, arity: 10 }, { width: 1, arity: 1 }],
  },
  { features: 30, layers: [{ width: 9, arity: 4 }, { width: 6, arity: 3 }] },
];
const MODEL = randomPairs(1, 5, ...PLANS);

describe("describeModel()", () => {
  it("adds the layers of all pairs up", () => {
    assertEquals(describeModel(MODEL).layers, [
      { width: 3 * 9 + 3 * 1 + 2 * 20 + 2 * 9, arity: 13 },
      { width: 3 * 1 + 2 * 7 + 2 * 6, arity: 10 },
      { width: 2, arity: 1 },
    ]);
  });
});

describe("the votes", () => {
  it("count in sixteenths of a margin, halves rounded up", () => {
    const margins = Uint16Array.of(0, 7, 8, 23, 24, 9999, 10_000, 10_000);
    const layer = { width: 1, arity: 3, wires: Uint16Array.of(0, 1, 2) };
    const network = (tables: number) => ({
      kind: "network" as const,
      ...{ features: 3, classes: ["a", "b"], margins, metadata: {} },
      layers: [{ ...layer, tables: Uint8Array.of(tables) }],
    });
    const votes = [0, 0, 1, 1, 2, 625, 625, 625];
    assertEquals([...allVotes(network(0xff))], votes);
    assertEquals([...allVotes(network(0))], votes.map((vote) => 0 - vote));
  });

  it("of a network that votes count by the score of its label", () => {
    const voters = randomVoters(1, 5, [{ width: 4, arity: 2 }], { scale: 60_000 });
    const [none, one, half, three, all] = allVotes(voters);
    assertEquals(half, 0);
    assertEquals([none, one], [-all!, -three!]);
    // A surplus of 4 is 3.66 logits: a score of 0.975, a margin of 9,497.
    assertEquals(all, (9_497 + 8) >> 4);
  });

  it("for one class are against another: sums of a row come to nothing", () => {
    const sums = sumVotes(MODEL, randomMatrix(5, 60, 30));
    for (let row = 0; row < 60; row++) {
      assertEquals(sums.subarray(5 * row, 5 * row + 5).reduce((sum, votes) => sum + votes), 0);
    }
  });
});
