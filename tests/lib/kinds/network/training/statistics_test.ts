import { assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { trainByDefinition } from "../../../../../lib/kinds/network/oracle.ts";
import { summarize } from "../../../../../lib/kinds/network/training/statistics.ts";
import { trainNetwork } from "../../../../../lib/kinds/network/train.ts";
import { unitsOf } from "../../../brute_force.ts";
import { randomData } from "../../../random_data.ts";

describe("summarize()", () => {
  it("sums up accuracies", () => {
    const { mean, std, ...rest } = summarize(2, Float64Array.of(0.5, 0.75, 1, 0.75));
    assertEquals(rest, { layer: 2, count: 4, min: 0.5, max: 1 });
    assertEquals(mean, 0.75);
    assertAlmostEquals(std, Math.sqrt(0.125 / 4), 1e-15);
  });

  it("gives one unit no deviation", () => {
    const expected = { layer: 6, count: 1, mean: 0.9, std: 0, min: 0.9, max: 0.9 };
    assertEquals(summarize(6, Float64Array.of(0.9)), expected);
  });
});

describe("trainNetwork() with statistics", () => {
  for (const [rows, onesOf100, arity] of [[64, 50, 3], [131, 20, 8], [250, 85, 10]] as const) {
    it(`gives the accuracy of every feature and LUT on ${rows} rows, ${arity} wires a LUT`, () => {
      const data = randomData(rows, { rows, features: 19, onesOf100, distinct: 50 });
      const shape = { hiddenLayers: 3, width: 23, arity };
      const units = unitsOf(trainByDefinition(data, shape, 3), data.rows);
      const { statistics } = trainNetwork(data, shape, 3, { statistics: true });
      assertEquals(statistics!.length, 5);
      for (const [layer, actual] of statistics!.entries()) {
        const accuracies = Array.from(units[0]![layer]!, (_, unit) => {
          return units.filter((row, at) => row[layer]![unit] === data.labels[at]).length / rows;
        });
        const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
        const squares = accuracies.map((accuracy) => (accuracy - mean) ** 2);
        const std = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
        assertEquals([actual.layer, actual.count], [layer, [19, 23, 23, 23, 1][layer]!]);
        assertEquals([actual.min, actual.max], [Math.min(...accuracies), Math.max(...accuracies)]);
        assertAlmostEquals(actual.mean, mean, 1e-12);
        assertAlmostEquals(actual.std, std, 1e-12);
      }
    });
  }

  it("is left out unless asked for", () => {
    const data = randomData(1, { rows: 20, features: 4 });
    const outcome = trainNetwork(data, { hiddenLayers: 1, width: 4, arity: 2 }, 1);
    assertEquals("statistics" in outcome, false);
  });
});
