/**
 * The picture of Table 3: accuracy over k.
 *
 * @module
 */

import type { Plot, Results } from "../experiment.ts";
import { meanOf } from "../figure.ts";
import { test, train } from "../lab/outcomes.ts";
import { ARITIES, TABLE_3 } from "../paper.ts";
import { accuracyAxis, colourBy } from "../report/plot.ts";
import { pick } from "./labels.ts";

const SERIES = {
  "real labels, training": { labels: "real", value: train, colour: "blue" },
  "real labels, test": { labels: "real", value: test, colour: "green" },
  "permuted labels, training": { labels: "permuted", value: train, colour: "orange" },
  "permuted labels, test": { labels: "permuted", value: test, colour: "quiet" },
} as const;

/** Lines for ours, diamonds for the paper's. */
export function plotOf(results: Results, isReal: boolean): Plot {
  const ours = Object.entries(SERIES).flatMap(([series, { labels, value }]) =>
    ARITIES.map((k) => ({ k, series, accuracy: meanOf(pick(results, k, labels, value)) }))
  );
  const paper = TABLE_3.flatMap(({ k, real, random }) => [
    { k, series: "real labels, training", accuracy: real.train },
    { k, series: "real labels, test", accuracy: real.test },
    { k, series: "permuted labels, training", accuracy: random.train },
    { k, series: "permuted labels, test", accuracy: random.test },
  ]);
  const colours = Object.fromEntries(
    Object.entries(SERIES).map(([series, { colour }]) => [series, colour]),
  );
  return {
    id: "table_3",
    title: "Accuracy by k" + (isReal ? "; lines: here, diamonds: the paper" : ""),
    alt: "Lines of training and test accuracy over k for real and for random labels: " +
      "training accuracy rises to 1; test accuracy on real labels rises to k = 12 and then falls; " +
      "on random labels training accuracy rises later and test accuracy stays at one half",
    draw(width) {
      const encoding = {
        x: {
          field: "k",
          type: "quantitative",
          title: "k (wires of a LUT)",
          scale: { domain: [2, 16] },
          axis: { values: ARITIES, format: "d" },
        },
        y: accuracyAxis("accuracy", "accuracy (share of the rows)", [0.45, 1.02]),
        color: colourBy("series", colours, width),
      };
      const diamonds = {
        data: { values: paper },
        mark: { type: "point", shape: "diamond", size: 70, filled: true, opacity: 1 },
        encoding,
      };
      const lines = { data: { values: ours }, mark: { type: "line", strokeWidth: 2 }, encoding };
      return { height: 320, layer: isReal ? [lines, diamonds] : [lines] };
    },
  };
}
