/**
 * The engine on real data: the paper's network with k = 8 on Binary-MNIST.
 *
 * @module
 */
import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { matrixFromBytes } from "../../../../lib/rows/bit_matrix.ts";
import { decodeNetwork } from "../../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../../lib/kinds/network/encode.ts";
import { type DataSet, selectData } from "../../../../lib/rows/data_set.ts";
import { pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import type { Network } from "../../../../lib/kinds/network/model.ts";
import { trainByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import { predictBatch } from "../../../../lib/kinds/network/predict_batch.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { DEFAULT_SHAPE } from "../../../../lib/kinds/network/shape.ts";
import { trainNetwork } from "../../../../lib/kinds/network/train.ts";
import { startTeam } from "../../../../lib/kinds/training_team.ts";
import { loadMnist, MNIST_IS_ABSENT } from "../../../mnist.ts";
import { assertSameNetwork, assertSameNumbers } from "../../assertions.ts";
import { assertPredictedAsDefined } from "../../defined.ts";
import { KINDS, nameOf } from "../../kernels/kinds.ts";

const mnist = await loadMnist();

/** The first rows of a data set. */
function firstRows(data: DataSet, count: number): DataSet {
  return selectData(data, Uint32Array.from({ length: count }, (_, row) => row));
}

/** Bytes that the wires and tables of a network need at least. */
function informationContent({ features, layers }: Network): number {
  let bits = 0;
  for (const [index, { width, arity }] of layers.entries()) {
    const below = layers[index - 1]?.width ?? features;
    bits += width * (2 ** arity + arity * Math.ceil(Math.log2(below)));
  }
  return bits / 8;
}

if (!mnist) {
  describe.ignore(`Binary-MNIST (${MNIST_IS_ABSENT})`, () => {});
} else {
  const { training, test } = mnist;

  describe("Binary-MNIST, k = 8, 5 x 1024, seed 1", () => {
    let pruned: Network;
    let trainAccuracy: number;
    beforeAll(() => {
      ({ network: pruned, trainAccuracy } = trainNetwork(training, DEFAULT_SHAPE, 1));
    });

    it("has the data that the paper has", () => {
      assertEquals([training.rows.rows, test.rows.rows, training.rows.columns], [
        60_000,
        10_000,
        784,
      ]);
      const { rows } = training;
      assertEquals(matrixFromBytes(rows.bytes, 60_000, 784), rows);
      const ones = (data: DataSet) => data.labels.reduce((sum, label) => sum + label, 0);
      assertEquals([ones(training), ones(test)], [29_404, 4861]);
    });

    it("is the same with every kind of kernels and any number of threads", async () => {
      const blob = encodeNetwork(pruned);
      for (const kernels of KINDS) {
        const outcome = trainNetwork(training, DEFAULT_SHAPE, 1, { kernels });
        assertSameNumbers(encodeNetwork(outcome.network), blob, nameOf(kernels));
        assertEquals(outcome.trainAccuracy, trainAccuracy);
      }
      for (const threads of [2, 3]) {
        const team = (await startTeam(threads))!;
        const outcome = trainNetwork(training, DEFAULT_SHAPE, 1, { team });
        team.close();
        assertSameNumbers(encodeNetwork(outcome.network), blob, `${threads} threads`);
        assertEquals(outcome.trainAccuracy, trainAccuracy);
      }
    });

    it("takes at most 1 % more bytes than its wires and tables hold bits", () => {
      const blob = encodeNetwork(pruned);
      assertLessOrEqual(blob.length, 1.01 * informationContent(pruned));
      assertSameNetwork(decodeNetwork(blob), pruned);
    });

    it("predicts alike pruned and unpruned, on the test rows and the training rows", () => {
      const unpruned = trainNetwork(training, DEFAULT_SHAPE, 1, { unpruned: true }).network;
      assertEquals(unpruned.layers.map(({ width }) => width), [1024, 1024, 1024, 1024, 1024, 1]);
      for (const data of [test, training]) {
        const actual = predictBatch(pruned, data.rows);
        const expected = predictBatch(unpruned, data.rows);
        assertSameNumbers(actual.labels, expected.labels);
        assertSameNumbers(actual.scores, expected.scores);
      }
    });

    it("reaches the accuracies of the paper: 0.89 in training, 0.87 in testing", () => {
      const accuracy = (data: DataSet) =>
        accuracyOf(predictBatch(pruned, data.rows).labels, data.labels);
      assertEquals(accuracy(training), trainAccuracy);
      assert(Math.abs(trainAccuracy - 0.89) < 0.02, `${trainAccuracy} in training`);
      assert(Math.abs(accuracy(test) - 0.87) < 0.02, `${accuracy(test)} in testing`);
    });

    it("predicts as the definition does", () => {
      const { rows } = firstRows(test, 2000);
      assertPredictedAsDefined(pruned, rows);
    });

    it("is trained as the definition says, on the first 5,000 rows", () => {
      const data = firstRows(training, 5000);
      const defined = trainByDefinition(data, DEFAULT_SHAPE, 1);
      const { network } = trainNetwork(data, DEFAULT_SHAPE, 1);
      assertSameNetwork(network, pruneNetwork(defined));
      assertSameNumbers(encodeNetwork(network), encodeNetwork(defined));
    });
  });
}
