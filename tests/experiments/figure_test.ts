import { assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  cellsOf,
  differenceOf,
  formatDifference,
  formatMeans,
  formatSummary,
  isWithin,
  summarize,
  toleranceOf,
} from "../../experiments/figure.ts";

describe("summarize()", () => {
  it("estimates the deviation from the sample, and gives 0 for one value", () => {
    const { mean, deviation, count } = summarize([1, 2, 3, 4]);
    assertEquals([mean, count], [2.5, 4]);
    assertAlmostEquals(deviation, Math.sqrt(5 / 3), 1e-12);
    assertEquals(summarize([0.7]), { mean: 0.7, deviation: 0, count: 1 });
  });
});

describe("isWithin()", () => {
  const figure = (ours: number[], tolerance?: number) => ({
    name: "a",
    paper: 0.66,
    ours,
    ...(tolerance === undefined ? {} : { tolerance }),
  });

  it("judges the mean, the edge of the tolerance included", () => {
    assertEquals(isWithin(figure([0.6, 0.76], 0.02)), true);
    assertEquals(isWithin(figure([0.64], 0.02)), true);
    assertEquals(isWithin(figure([0.639], 0.02)), false);
    assertEquals(isWithin(figure([0.681], 0.02)), false);
  });

  it("judges nothing without a tolerance", () => {
    assertEquals(isWithin(figure([0.1])), true);
    assertAlmostEquals(differenceOf(figure([0.1])), -0.56, 1e-12);
  });

  it("allows a quick run with its fewer seeds half as much again", () => {
    assertEquals(toleranceOf(0.02, { quick: false }), 0.02);
    assertEquals(toleranceOf(0.02, { quick: true }), 0.03);
  });
});

describe("cellsOf()", () => {
  it("shows the paper's figure, ours and the difference with its sign", () => {
    assertEquals(cellsOf({ name: "a", paper: 0.9, ours: [0.88, 0.9] }), [
      "0.90",
      "0.8900 ± 0.0141",
      "-0.010",
    ]);
    assertEquals([0.0126, -0.0126, 0.0004, -0.0004].map(formatDifference), [
      "+0.013",
      "-0.013",
      "0.000",
      "0.000",
    ]);
    assertEquals(formatSummary([0.5]), "0.5000");
    assertEquals(formatMeans([[0.1, 0.2], [1], [-0.0001]]), "0.150, 1.000, 0.000");
  });
});
