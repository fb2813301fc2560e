/**
 * The picture of Table 1: test accuracy by method.
 *
 * @module
 */

import type { Plot } from "../experiment.ts";
import { meanOf } from "../figure.ts";
import type { ImageSetName } from "../lab/task.ts";
import { accuracyAxis, colourBy, namesAxis, namesHeight } from "../report/plot.ts";
import { type Line, TASKS } from "./lines.ts";

/** A circle for ours and a diamond for the paper's. */
export function plotOf(images: ImageSetName, lines: readonly Line[]): Plot {
  const values = lines.flatMap(({ title, paper, ours }) => [
    ...(ours ? [{ method: title, test: meanOf(ours.test), series: "here" }] : []),
    ...(paper ? [{ method: title, test: paper.test, series: "paper" }] : []),
  ]);
  return {
    id: `table_1_${images}`,
    title: `${TASKS[images]}: test accuracy by method`,
    alt: `Dot plot of the test accuracy of each method on ${TASKS[images]}: ` +
      values.map(({ method, series, test }) => `${method} ${series} ${test.toFixed(2)}`).join(", "),
    draw: (width) => ({
      data: { values },
      height: namesHeight(width),
      mark: { type: "point", size: 90, strokeWidth: 2, opacity: 1 },
      encoding: {
        y: namesAxis("method", width),
        x: accuracyAxis("test", "test accuracy", [0.5, 1]),
        color: colourBy("series", { here: "blue", paper: "orange" }, width),
        shape: {
          field: "series",
          scale: { domain: ["here", "paper"], range: ["circle", "diamond"] },
        },
      },
    }),
  };
}
