import { describeModel } from "../../../../lib/kinds/mod.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { rowAt } from "../../../../lib/rows/bit_matrix.ts";
import { labelModel, predictModel, predictModelRow } from "../../../../lib/any_model.ts";
import { predictPairsByDefinition } from "../../../../lib/kinds/pairwise/oracle.ts";
import { allVotes } from "../../../../lib/kinds/pairwise/pair_network.ts";
import { predictPairwiseRow } from "../../../../lib/kinds/pairwise/predict.ts";
import {
  labelPairwise,
  predictPairwise,
  sumVotes,
} from "../../../../lib/kinds/pairwise/predict_batch.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { nameOf, WAYS } from "../../kernels/kinds.ts";
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

describe("predictPairwise() and predictPairwiseRow()", () => {
  // Rows one by one, a few, parts of vectors, several blocks.
  for (const count of [1, 2, 3, 31, 33, 129, 8300]) {
    it(`predict ${count} rows as defined`, () => {
      const rows = randomMatrix(count, count, 30);
      const defined = predictPairsByDefinition(MODEL, rows);
      for (const { kernels } of WAYS) {
        const { labels, scores } = predictPairwise(MODEL, rows, kernels);
        assertSameNumbers(labels, defined.labels, nameOf(kernels));
        assertSameNumbers(scores, defined.scores, nameOf(kernels));
        assertSameNumbers(labelPairwise(MODEL, rows, kernels), defined.labels);
      }
      for (let row = 0; row < Math.min(count, 50); row++) {
        assertEquals(predictPairwiseRow(MODEL, rowAt(rows, row)), {
          label: defined.labels[row]!,
          scores: [...defined.scores.subarray(5 * row, 5 * row + 5)],
        });
      }
    });
  }

  it("find their networks in the memory of the kernels after others were there", () => {
    const rows = randomMatrix(3, 200, 30);
    const other = randomPairs(2, 3, PLANS[0]!);
    const [first, second] = [MODEL, other].map((model) => predictPairsByDefinition(model, rows));
    for (let turn = 0; turn < 2; turn++) {
      assertSameNumbers(predictPairwise(MODEL, rows).scores, first!.scores);
      assertSameNumbers(predictPairwise(MODEL, rows).scores, first!.scores);
      assertSameNumbers(predictModel(other, rows).scores, second!.scores);
      assertSameNumbers(predictModel(other.pairs[0]!, rows).labels.slice(0, 0), new Uint8Array());
    }
  });

  it("are behind the one door for all models", () => {
    const rows = randomMatrix(4, 40, 30);
    const expected = predictPairwise(MODEL, rows);
    assertEquals(predictModel(MODEL, rows), expected);
    assertEquals(labelModel(MODEL, rows), expected.labels);
    assertEquals(predictModelRow(MODEL, rowAt(rows, 0)), predictPairwiseRow(MODEL, rowAt(rows, 0)));
    assertEquals(describeModel(MODEL).layers, [
      { width: 3 * 9 + 3 * 1 + 2 * 20 + 2 * 9, arity: 13 },
      { width: 3 * 1 + 2 * 7 + 2 * 6, arity: 10 },
      { width: 2, arity: 1 },
    ]);
  });

  it("refuse rows of another length", () => {
    for (const [columns, code] of [[29, "row_too_short"], [31, "row_too_long"]] as const) {
      assertRefused(code, () => predictPairwise(MODEL, randomMatrix(1, 9, columns)));
      assertRefused(code, () => labelPairwise(MODEL, randomMatrix(1, 9, columns)));
    }
    assertRefused("row_too_short", () => predictPairwiseRow(MODEL, new Uint8Array(3)));
    assertRefused("row_too_long", () => predictPairwiseRow(MODEL, new Uint8Array(5)));
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
