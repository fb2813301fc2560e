/**
 * A model as callers of the edge runtime see it: what it reads, what it tells apart, and two functions.
 *
 * @module
 */

import type { Column } from "../encoders/encoder.ts";
import type { Network } from "../kinds/network/model.ts";
import { answerAt, outputAddress } from "../kinds/network/predict.ts";
import type { Prediction } from "../scores/predictions.ts";
import type { Predictions } from "../scores/predictions.ts";
import { predictRows } from "./batch.ts";
import { packRows, type Row } from "./rows.ts";

/**
 * A model that is ready to predict.
 *
 * @typeParam OfRow what a row is: bits, or values for a model of numbers and categories
 */
export interface EdgeModel<OfRow = Row> {
  /** Bits of a row. */
  readonly features: number;
  /** The names of the classes. */
  readonly classes: readonly string[];
  /** What the values of a row are, for a model of numbers and categories. */
  readonly columns?: readonly Column[];

  /**
   * Predicts the class of one row.
   *
   * @returns the index of the class in `classes`, and for each class a score from 0 to 1
   * @throws {RoteError} `row_too_short`, `row_too_long`, `row_bad_character`, `row_bad_type`
   */
  predict(row: OfRow): Prediction;

  /**
   * Predicts the classes of many rows.
   *
   * @param rows rows, or all of them packed, ceil(features / 8) bytes each
   * @returns `labels`: for each row the index of its class; `scores`: rows x classes
   * @throws {RoteError} as {@linkcode EdgeModel.predict}, naming the row
   */
  predictBatch(rows: readonly OfRow[] | Uint8Array): Predictions;
}

/** Makes a model of a network. */
export function createModel(network: Network): EdgeModel {
  const { features, classes } = network;
  return {
    features,
    classes,
    predict: (row) => answerAt(network, outputAddress(network, packRows([row], features).bytes)),
    predictBatch: (rows) => predictRows(network, packRows(rows, features)),
  };
}
