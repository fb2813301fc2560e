/**
 * Boosted tables as callers of the edge runtime see them: what `model.ts` is for networks.
 *
 * @module
 */

import { rowAt } from "../rows/bit_matrix.ts";
import type { BoostedTables } from "../kinds/boosted/model.ts";
import { sumRow } from "../kinds/boosted/predict.ts";
import { scoreRow } from "../scores/scores.ts";
import type { Predictions } from "../scores/predictions.ts";
import type { EdgeModel } from "./edge_model.ts";
import { packRows, type Row } from "./rows.ts";

/** Makes a model of boosted tables. Rows are taken one after the other. */
export function createBoostedModel(tables: BoostedTables): EdgeModel {
  const { features, classes, scale } = tables;
  const predictBatch = (given: readonly Row[] | Uint8Array): Predictions => {
    const rows = packRows(given, features);
    const labels = new Uint8Array(rows.rows);
    const scores = new Float64Array(rows.rows * classes.length);
    for (let row = 0; row < rows.rows; row++) {
      const sums = sumRow(tables, rowAt(rows, row));
      labels[row] = scoreRow(scores, row * classes.length, sums, 0, classes.length, scale);
    }
    return { labels, scores };
  };
  return {
    ...{ features, classes, predictBatch },
    predict(row) {
      const { labels, scores } = predictBatch([row]);
      return { label: labels[0]!, scores: [...scores] };
    },
  };
}
