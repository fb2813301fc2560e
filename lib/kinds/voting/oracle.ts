/**
 * The definition of voting networks: training and inference, one LUT and one row at a time. Slow and
 * plain on purpose; every fast path is tested against it bit for bit. Layers are those of `../network/oracle.ts`.
 *
 * @module
 */

import type { BitMatrix } from "../../rows/bit_matrix.ts";
import { fitScale } from "../../scores/calibration.ts";
import type { DataSet } from "../../rows/data_set.ts";
import { lookUpByDefinition, type Outputs, trainLayersByDefinition } from "../network/oracle.ts";
import type { Predictions } from "../../scores/predictions.ts";
import { scoreRow } from "../../scores/scores.ts";
import type { NetworkShape } from "../network/shape.ts";
import type { VotingNetwork } from "./model.ts";

/**
 * Trains a voting network by memorization. The scale is fitted to the votes on the training rows: to
 * those without the row's own vote if the layers leave one out.
 *
 * @throws {RoteError} as `trainLayersByDefinition`
 */
export function trainVotingByDefinition(
  data: DataSet,
  shape: NetworkShape,
  seed: number,
): VotingNetwork {
  const { layers, outputs } = trainLayersByDefinition(data, { ...shape, head: "vote" }, seed);
  const { rows: { columns: features }, classes, labels } = data;
  const scale = fitScale(sumsOf(outputs), labels, classes.length);
  return { kind: "voting", features, layers, classes, scale, metadata: {} };
}

/** Predicts rows. */
export function predictVotingByDefinition(model: VotingNetwork, rows: BitMatrix): Predictions {
  const classes = model.classes.length;
  const sums = sumsOf(lookUpByDefinition(model.layers, rows).outputs);
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * classes);
  for (let row = 0; row < rows.rows; row++) {
    labels[row] = scoreRow(scores, row * classes, sums, row * classes, classes, model.scale);
  }
  return { labels, scores };
}

/** For each row what speaks for class 0, nothing, and for class 1, the surplus of the votes. */
function sumsOf(outputs: Outputs): Int32Array {
  const rows = outputs[0]!.length;
  const sums = new Int32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    const ones = outputs.reduce((votes, bits) => votes + bits[row]!, 0);
    sums[2 * row + 1] = 2 * ones - outputs.length;
  }
  return sums;
}
