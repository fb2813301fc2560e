/**
 * What C gives beside a label: the margin of a network, or a score for each class of boosted tables.
 *
 * @module
 */
import type { BitMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { SCORE_ONE } from "../../../../lib/scores/scores.ts";
import { type Model, predictModel } from "../../../../lib/any_model.ts";
import { predictMargins } from "../../../../lib/kinds/network/predict_batch.ts";

/** The numbers for rows, as the library has them. */
export function numbersOf(model: Model, rows: BitMatrix): Uint16Array {
  if (model.kind === "network") return predictMargins(model, rows).margins;
  // Scores are whole numbers of units, each divided once; multiplied again they are within 1e-11.
  return Uint16Array.from(predictModel(model, rows).scores, (score) => {
    const units = Math.round(score * SCORE_ONE);
    if (units / SCORE_ONE !== score) throw new Error(`${score} is no whole number of units`);
    return units;
  });
}
