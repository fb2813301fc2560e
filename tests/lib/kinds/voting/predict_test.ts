import { describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { labelVoting, predictVoting } from "../../../../lib/kinds/voting/predict_batch.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { randomVoters } from "./random_voters.ts";

describe("predictVoting()", () => {
  const model = randomVoters(5, 20, [{ width: 30, arity: 5 }, { width: 20, arity: 6 }]);

  it("gives class 0 where the votes are level", () => {
    const layers = [{
      arity: 1,
      width: 2,
      wires: Uint16Array.of(0, 0),
      tables: Uint8Array.of(0b10, 0b01),
    }];
    const level = { ...model, features: 1, layers };
    const { labels, scores } = predictVoting(level, zeroMatrix(4, 1));
    assertSameNumbers(labels, new Uint8Array(4));
    assertSameNumbers(scores, new Float64Array(8).fill(0.5));
  });

  it("gives the class that all vote for", () => {
    for (const byte of [0, 255]) {
      const voters = randomVoters(2, 9, [{ width: 65_535, arity: 3 }], { scale: 1_048_576 });
      voters.layers[0]!.tables.fill(byte);
      assertSameNumbers(labelVoting(voters, zeroMatrix(3, 9)), new Uint8Array(3).fill(byte & 1));
    }
  });
});
