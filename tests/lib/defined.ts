/**
 * Training and inference in every way there is, compared with the definition bit for bit. The
 * definition is slow, so it is worked out once for all kinds of kernels.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { BitMatrix } from "../../lib/rows/bit_matrix.ts";
import { encodeNetwork } from "../../lib/kinds/network/encode.ts";
import type { DataSet } from "../../lib/rows/data_set.ts";
import { pruneNetwork } from "../../lib/kinds/network/live.ts";
import type { Network } from "../../lib/kinds/network/model.ts";
import { predictByDefinition, trainByDefinition } from "../../lib/kinds/network/oracle.ts";
import { predictBatch } from "../../lib/kinds/network/predict_batch.ts";
import { accuracyOf } from "../../lib/scores/predictions.ts";
import type { NetworkShape } from "../../lib/kinds/network/shape.ts";
import { trainNetwork } from "../../lib/kinds/network/train.ts";
import { assertSameNetwork, assertSameNumbers } from "./assertions.ts";
import { nameOf, WAYS } from "./kernels/kinds.ts";

/** Asserts that all kinds of kernels train as defined: unpruned, pruned and with statistics. */
export function assertTrainedAsDefined(data: DataSet, shape: NetworkShape, seed: number): void {
  const defined = trainByDefinition(data, shape, seed);
  const pruned = pruneNetwork(defined);
  const blob = encodeNetwork(defined);
  const { labels } = predictByDefinition(pruned, data.rows);
  const accuracy = accuracyOf(labels, data.labels);
  for (const way of WAYS) {
    naming(nameOf(way.kernels), () => {
      const unpruned = trainNetwork(data, shape, seed, { ...way, unpruned: true });
      assertSameNetwork(unpruned.network, defined);
      const usual = trainNetwork(data, shape, seed, way);
      assertSameNetwork(usual.network, pruned);
      assertSameNumbers(encodeNetwork(usual.network), blob, "bytes");
      const counted = trainNetwork(data, shape, seed, { ...way, statistics: true });
      assertSameNetwork(counted.network, pruned);
      for (const { trainAccuracy } of [unpruned, usual, counted]) {
        assertEquals(trainAccuracy, accuracy);
      }
    });
  }
}

/** Asserts that all kinds of kernels predict as defined. */
export function assertPredictedAsDefined(network: Network, rows: BitMatrix): void {
  const defined = predictByDefinition(network, rows);
  for (const way of WAYS) {
    naming(nameOf(way.kernels), () => {
      const { labels, scores } = predictBatch(network, rows, way.kernels);
      assertSameNumbers(labels, defined.labels, "labels");
      assertSameNumbers(scores, defined.scores, "scores");
    });
  }
}

/** Says in an error which kernels it is about. */
function naming(name: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Error) error.message = `With ${name}: ${error.message}`;
    throw error;
  }
}
