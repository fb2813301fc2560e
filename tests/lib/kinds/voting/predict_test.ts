import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { rowAt, zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { predictBatch } from "../../../../lib/kinds/network/predict_batch.ts";
import { predictVotingByDefinition } from "../../../../lib/kinds/voting/oracle.ts";
import { predictVotingRow } from "../../../../lib/kinds/voting/predict.ts";
import { labelVoting, predictVoting } from "../../../../lib/kinds/voting/predict_batch.ts";
import type { VotingNetwork } from "../../../../lib/kinds/voting/model.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { nameOf, WAYS } from "../../kernels/kinds.ts";
import { randomMatrix, randomNetwork } from "../../random_data.ts";
import { randomVoters } from "./random_voters.ts";

/** Asserts that every way to predict gives what the definition gives. */
function assertPredictedAsDefined(model: VotingNetwork, rows: number): void {
  const matrix = randomMatrix(rows, rows, model.features);
  const { labels, scores } = predictVotingByDefinition(model, matrix);
  for (const { kernels } of WAYS) {
    const actual = predictVoting(model, matrix, kernels);
    assertSameNumbers(actual.labels, labels, `labels with ${nameOf(kernels)}`);
    assertSameNumbers(actual.scores, scores, `scores with ${nameOf(kernels)}`);
    assertSameNumbers(labelVoting(model, matrix, kernels), labels, "labels alone");
  }
  for (let row = 0; row < rows; row++) {
    const { label, scores: actual } = predictVotingRow(model, rowAt(matrix, row));
    assertEquals([label, ...actual], [labels[row]!, scores[2 * row]!, scores[2 * row + 1]!]);
  }
}

describe("Voting networks predict as defined, by the row and with every kind of kernels:", () => {
  for (let arity = 1; arity <= 16; arity++) {
    it(`${arity} wires`, () => {
      const layers = [{ width: 20 + arity, arity }, { width: 14 + arity, arity: 8 }];
      assertPredictedAsDefined(randomVoters(arity, 20, layers), 150);
    });
  }

  it("from one row to more than a block", () => {
    const model = randomVoters(1, 40, [{ width: 50, arity: 6 }, { width: 47, arity: 4 }]);
    for (const rows of [1, 2, 3, 4, 32, 33, 127, 128, 129, 2048, 2049]) {
      assertPredictedAsDefined(model, rows);
    }
  });

  it("from one LUT that votes to more than 16 bits of surplus", () => {
    for (const width of [1, 2, 15, 16, 17, 31, 32, 33, 1000, 65_535]) {
      assertPredictedAsDefined(randomVoters(width, 9, [{ width, arity: 3 }]), 40);
    }
  });

  it("votes that all agree", () => {
    for (const byte of [0, 255]) {
      const model = randomVoters(2, 9, [{ width: 65_535, arity: 3 }], { scale: 1_048_576 });
      model.layers[0]!.tables.fill(byte);
      assertPredictedAsDefined(model, 40);
      assertEquals(labelVoting(model, zeroMatrix(3, 9)), new Uint8Array(3).fill(byte & 1));
    }
  });
});

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

  it("takes turns with other networks at hand", () => {
    const rows = randomMatrix(7, 300, 20);
    const other = randomVoters(6, 20, [{ width: 70, arity: 3 }]);
    const network = randomNetwork(8, { features: 20, layers: [{ width: 1, arity: 4 }] });
    const first = [model, other].map((voters) => predictVoting(voters, rows));
    const labels = predictBatch(network, rows);
    for (let turn = 0; turn < 3; turn++) {
      assertEquals([model, other].map((voters) => predictVoting(voters, rows)), first);
      assertEquals(predictBatch(network, rows), labels);
    }
  });

  it("refuses rows of another length, as predictVotingRow() does", () => {
    assertRefused("row_too_short", () => predictVoting(model, zeroMatrix(9, 19)));
    assertRefused("row_too_long", () => labelVoting(model, zeroMatrix(1, 21)));
    assertRefused("row_too_short", () => predictVotingRow(model, new Uint8Array(2)));
    assertRefused("row_too_long", () => predictVotingRow(model, new Uint8Array(4)));
  });

  it("answers nothing for no rows", () => {
    assertEquals(predictVoting(model, zeroMatrix(0, 20)).labels.length, 0);
  });
});
