/**
 * A model of any kind as callers of the edge runtime see it, by a function that predicts one row.
 *
 * @module
 */

import { rowAt } from "../rows/bit_matrix.ts";
import type { Prediction } from "../scores/predictions.ts";
import type { EdgeModel } from "./edge_model.ts";
import { packRows } from "./rows.ts";

/**
 * Makes a model. Rows are taken one after the other.
 *
 * @param predictRow predicts a row of ceil(features / 8) packed bytes
 */
export function createRowByRow(
  { features, classes }: { readonly features: number; readonly classes: readonly string[] },
  predictRow: (row: Uint8Array) => Prediction,
): EdgeModel {
  return {
    ...{ features, classes },
    predict: (row) => predictRow(packRows([row], features).bytes),
    predictBatch(given) {
      const rows = packRows(given, features);
      const labels = new Uint8Array(rows.rows);
      const scores = new Float64Array(rows.rows * classes.length);
      for (let row = 0; row < rows.rows; row++) {
        const answer = predictRow(rowAt(rows, row));
        labels[row] = answer.label;
        scores.set(answer.scores, row * classes.length);
      }
      return { labels, scores };
    },
  };
}
