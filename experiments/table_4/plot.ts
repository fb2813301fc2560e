/**
 * The picture of Table 4: our accuracy on each pair against the paper's.
 *
 * @module
 */

import type { Plot, Results } from "../experiment.ts";
import { meanOf } from "../figure.ts";
import { test, train } from "../lab/outcomes.ts";
import type { Pair } from "../lab/pairs.ts";
import { table4Of } from "../paper.ts";
import { accuracyAxis, colourBy, namesAxis, namesHeight } from "../report/plot.ts";
import { nameOf, pick } from "./pair.ts";

/** A point for each pair, on training and on test rows; without the paper a line for each. */
export function plotOf(results: Results, pairs: readonly Pair[], isReal: boolean): Plot {
  const values = pairs.flatMap((pair) =>
    ([["training", "train", train], ["test", "test", test]] as const).map((
      [series, kind, value],
    ) => ({
      series,
      pair: nameOf(pair),
      paper: table4Of(pair)[kind],
      ours: meanOf(pick(results, pair, value)),
    }))
  );
  const domain: [number, number] = [0.58, 1];
  return {
    id: "table_4",
    title: isReal ? "Accuracy on each pair: ours against the paper's" : "Accuracy on each pair",
    alt: isReal
      ? "Scatter plot of our accuracy against the paper's for each pair, training and test: the " +
        "points lie along the diagonal"
      : "Dot plot of training and test accuracy of each pair",
    draw: (width) => {
      const color = colourBy("series", { training: "orange", test: "blue" }, width);
      if (!isReal) {
        return {
          data: { values },
          height: namesHeight(width),
          mark: { type: "point", filled: true, size: 60 },
          encoding: {
            y: namesAxis("pair", width),
            x: accuracyAxis("ours", "accuracy (share of the rows)", [0.4, 1]),
            color,
          },
        };
      }
      return {
        height: 380,
        layer: [{
          data: { values: domain.map((value) => ({ paper: value, ours: value })) },
          mark: { type: "line", strokeDash: [4, 4], strokeWidth: 1, color: "var(--quiet)" },
          encoding: {
            x: accuracyAxis("paper", "the paper's accuracy", domain),
            y: accuracyAxis("ours", "accuracy here (mean over the seeds)", domain),
          },
        }, {
          data: { values },
          mark: { type: "point", filled: true, size: 50, opacity: 0.75 },
          encoding: {
            x: accuracyAxis("paper", "the paper's accuracy", domain),
            y: accuracyAxis("ours", "accuracy here (mean over the seeds)", domain),
            color,
          },
        }],
      };
    },
  };
}
