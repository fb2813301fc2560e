/**
 * Training a network: its layers (`train_layers.ts`), then the margins of the one LUT that answers.
 * `voting/train.ts` trains networks whose last layer votes.
 *
 * @module
 */

import type { DataSet } from "../../rows/data_set.ts";
import { refuse } from "../../errors.ts";
import { VECTOR_ROWS } from "../../kernels/kernels.ts";
import { pruneNetwork } from "./live.ts";
import type { Network } from "./model.ts";
import { marginOf } from "../../scores/margins.ts";
import { predictBatch } from "./predict_batch.ts";
import { accuracyOf } from "../../scores/predictions.ts";
import type { NetworkShape } from "./shape.ts";
import { describeLayers, type LayerStatistics, lutAccuracies } from "./training/statistics.ts";
import { type TrainedLayers, type TrainingOptions, trainLayers } from "./training/train_layers.ts";

export type { TrainingOptions, TrainingProgress } from "./training/train_layers.ts";

/** A trained network and what training found out. */
export interface TrainingOutcome<Trained = Network> {
  /** Pruned, unless asked otherwise; without metadata. */
  readonly network: Trained;
  /** Share of the training rows that the network predicts right, 0 to 1. */
  readonly trainAccuracy: number;
  /** One for the features (layer 0) and one for each layer, if asked for. */
  readonly statistics?: LayerStatistics[];
}

/**
 * Trains a network.
 *
 * @throws {RoteError} as `trainLayers`; `head_not_known` for a shape whose last layer votes
 */
export function trainNetwork(
  data: DataSet,
  shape: NetworkShape,
  seed: number,
  options: TrainingOptions = {},
): TrainingOutcome {
  if (shape.head === "vote") {
    throw refuse("head_not_known", "A network that votes is trained in another way", {
      field: "head",
    });
  }
  const { rows: { columns: features }, classes } = data;
  const { statistics, unpruned } = options;
  const trained = trainLayers(data, shape, seed, options, ({ layers, kernels, layout }) => ({
    network: {
      kind: "network" as const,
      features,
      layers,
      classes,
      margins: findMargins(kernels, layout, shape.arity),
      metadata: {},
    },
    // By what the LUTs put out in training, which is what the network answers if they memorized.
    outputAccuracy: lutAccuracies(kernels, layout, layers.length)[0]!,
    ...(statistics ? { statistics: describeLayers(kernels, layout) } : {}),
  }));
  const { outputAccuracy, ...outcome } = trained;
  const network = statistics && !unpruned ? pruneNetwork(outcome.network) : outcome.network;
  const trainAccuracy = shape.hidden === "leave-one-out"
    ? accuracyOf(predictBatch(network, data.rows, options.kernels).labels, data.labels)
    : outputAccuracy;
  return { ...outcome, network, trainAccuracy };
}

/** The margins of the output LUT. */
function findMargins(
  kernels: TrainedLayers["kernels"],
  layout: TrainedLayers["layout"],
  arity: number,
): Uint16Array {
  const { addresses, scratch, ones, zeros, vectors, vectorsOfOnes } = layout;
  kernels.findAddresses(layout.layers.at(-1)!.record, 0, addresses, scratch[0]!);
  const reached = new Uint16Array(kernels.buffer, addresses, vectors * VECTOR_ROWS);
  const counts = [new Uint32Array(1 << arity), new Uint32Array(1 << arity)] as const;
  const firstZero = vectorsOfOnes * VECTOR_ROWS;
  for (let row = 0; row < ones; row++) counts[1][reached[row]!]!++;
  for (let row = firstZero; row < firstZero + zeros; row++) counts[0][reached[row]!]!++;
  return Uint16Array.from(counts[1], (count, address) => marginOf(count, counts[0][address]!));
}
