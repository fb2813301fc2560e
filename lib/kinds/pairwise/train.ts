/**
 * Training a network for each pair of classes, one after the other, each with all threads. It gives
 * the same networks as `oracle.ts`, bit for bit.
 *
 * Networks know the rows that they were trained on too well to say how certain they are (ten-class
 * MNIST: a calibration error of 0.045 in place of 0.029 with k = 8). So the scale of the scores comes
 * from rows that other networks, trained for that alone, have not seen.
 *
 * @module
 */

import { fitScale } from "../../scores/calibration.ts";
import { checkDataSet, type DataSet } from "../../rows/data_set.ts";
import { refuse } from "../../errors.ts";
import { MAX_BLOB_BYTES, MAX_PAIRWISE_CLASSES } from "../../limits.ts";
import type { LayeredModel } from "../network/model.ts";
import { tableBytes } from "../network/model.ts";
import { checkSeed } from "../../random.ts";
import { checkShape, type NetworkShape } from "../network/shape.ts";
import { type TrainingOptions, type TrainingProgress, trainNetwork } from "../network/train.ts";
import { trainVoting } from "../voting/train.ts";
import { countFolds, foldAt, pairData, pairSeed } from "./pair_data.ts";
import { countPairs, pairsOf, type PairwiseNetworks } from "./model.ts";
import { sumVotes } from "./predict_batch.ts";

/** What to do besides training. The fraction of the progress is that of all networks. */
export type PairwiseTrainingOptions = Omit<TrainingOptions, "statistics" | "unpruned">;

/**
 * Trains networks for all pairs of classes, pruned and without metadata.
 *
 * @throws {RoteError} as `checkDataSet` for up to 64 classes, `checkShape` and `checkSeed`;
 *   `network_too_large` if the tables of all pairs or the working memory of one would exceed the
 *   limits; `job_cancelled` if told to stop
 */
export function trainPairwise(
  data: DataSet,
  shape: NetworkShape,
  seed: number,
  options: PairwiseTrainingOptions = {},
): PairwiseNetworks {
  checkDataSet(data, MAX_PAIRWISE_CLASSES);
  const { classes, labels, rows: { columns: features } } = data;
  checkShape(features, shape);
  checkSeed(seed);
  const folds = countFolds(labels, classes.length);
  const { onProgress, ...others } = options;
  const reporter = progressReporter((folds + 1) * countPairs(classes.length), onProgress);
  const trainPair = shape.head === "vote" ? trainVoting : trainNetwork;
  const train = (rows: DataSet, scale = 1): PairwiseNetworks => {
    let bytes = 0;
    const pairs = pairsOf(classes.length).map((pair) => {
      const one = { ...others, ...reporter() };
      const { network } = trainPair(pairData(rows, pair), shape, pairSeed(seed, pair), one);
      checkPairBytes(bytes += bytesOfTables(network));
      return network;
    });
    return { kind: "pairwise", features, classes, pairs, scale, metadata: {} };
  };

  const keptSums = new Int32Array(classes.length * labels.length);
  const keptLabels: number[] = [];
  for (let fold = 1; fold <= folds; fold++) {
    const { training, kept } = foldAt(data, fold);
    const sums = sumVotes(train(training), kept.rows, options.kernels);
    keptSums.set(sums, classes.length * keptLabels.length);
    for (const label of kept.labels) keptLabels.push(label);
  }
  return train(data, fitScale(keptSums, Uint8Array.from(keptLabels), classes.length));
}

/**
 * About how many bytes the tables of all pairs will take. A LUT is not live where none of the live
 * ones above reads it, and each of them reads `arity` of the `width` that there are.
 */
export function estimateTableBytes(
  classes: number,
  { hiddenLayers, width, arity, head }: NetworkShape,
): number {
  let above = head === "vote" ? width : 1;
  let luts = above;
  for (let layer = head === "vote" ? 1 : 0; layer < hiddenLayers; layer++) {
    above = width * (1 - power(1 - arity / width, Math.round(above)));
    luts += above;
  }
  return Math.round(countPairs(classes) * luts * tableBytes(arity));
}

/** A power by squaring: exact arithmetic alone, so every machine refuses the same. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/**
 * Refuses tables whose blob could not be written.
 *
 * @param bytes of the tables, made or to be made
 * @throws {RoteError} `network_too_large`
 */
export function checkPairBytes(bytes: number, most: number = MAX_BLOB_BYTES): void {
  if (bytes <= most) return;
  throw refuse(
    "network_too_large",
    `The truth tables of a network for each pair of classes take ${bytes} bytes or more; the limit ` +
      `is ${most}`,
    { field: "arity" },
  );
}

function bytesOfTables({ layers }: LayeredModel): number {
  return layers.reduce((sum, { tables }) => sum + tables.byteLength, 0);
}

/**
 * Puts the progress of so many networks together: the layers are those of the network under way, the
 * fraction is that of all, and a report is made for every hundredth of it. Called before each network.
 */
function progressReporter(
  networks: number,
  onProgress: ((progress: TrainingProgress) => void) | undefined,
): () => Pick<TrainingOptions, "onProgress"> {
  if (!onProgress) return () => ({});
  let hundredth = -1;
  let before = -1;
  return () => {
    const done = ++before;
    return {
      onProgress({ layer, layers, fraction: ofOne }) {
        const fraction = (done + ofOne) / networks;
        if (Math.floor(100 * fraction) <= hundredth) return;
        hundredth = Math.floor(100 * fraction);
        onProgress({ layer, layers, fraction });
      },
    };
  };
}
