/**
 * Training a voting network: its layers (`../network/training/train_layers.ts`), then the scale of the votes.
 *
 * @module
 */

import { fitScale } from "../../scores/calibration.ts";
import type { DataSet } from "../../rows/data_set.ts";
import { VECTOR_BYTES, VECTOR_ROWS } from "../../kernels/kernels.ts";
import { pruneNetwork } from "../network/live.ts";
import { accuracyOf } from "../../scores/predictions.ts";
import type { NetworkShape } from "../network/shape.ts";
import { describeLayers } from "../network/training/statistics.ts";
import type { TrainingOutcome } from "../network/train.ts";
import {
  type TrainedLayers,
  type TrainingOptions,
  trainLayers,
} from "../network/training/train_layers.ts";
import { labelVoting } from "./predict_batch.ts";
import type { VotingNetwork } from "./model.ts";

/**
 * Trains a network whose last hidden layer votes.
 *
 * @param shape its head is not looked at
 * @throws {RoteError} as `trainLayers`
 */
export function trainVoting(
  data: DataSet,
  shape: NetworkShape,
  seed: number,
  options: TrainingOptions = {},
): TrainingOutcome<VotingNetwork> {
  const { rows: { columns: features }, classes, labels } = data;
  const { statistics, unpruned } = options;
  const voting = { ...shape, head: "vote" as const };
  const { layers, sums, ...outcome } = trainLayers(data, voting, seed, options, (trained) => ({
    layers: trained.layers,
    sums: readSums(trained, labels),
    ...(statistics ? { statistics: describeLayers(trained.kernels, trained.layout) } : {}),
  }));
  const scale = fitScale(sums, labels, classes.length);
  const drawn: VotingNetwork = { kind: "voting", features, layers, classes, scale, metadata: {} };
  const network = statistics && !unpruned ? pruneNetwork(drawn) : drawn;
  const trainAccuracy = accuracyOf(labelVoting(network, data.rows, options.kernels), labels);
  return { network, trainAccuracy, ...outcome };
}

/** For each row, in the order of the data set, what the votes in training say for either class. */
function readSums({ kernels, layout }: TrainedLayers, labels: Uint8Array): Int32Array {
  const { vectors, vectorsOfOnes, addresses: place, scratch } = layout;
  const { outputs, width } = layout.layers.at(-1)!;
  kernels.countVotes(outputs, width, vectors * VECTOR_BYTES, place, scratch[0]!);
  const votes = new Uint16Array(kernels.buffer, place, vectors * VECTOR_ROWS);
  const next = [vectorsOfOnes * VECTOR_ROWS, 0];
  const sums = new Int32Array(2 * labels.length);
  for (let row = 0; row < labels.length; row++) {
    sums[2 * row + 1] = 2 * votes[next[labels[row]!]!++]! - width;
  }
  return sums;
}
