import { describe, it } from "@std/testing/bdd";
import { depth } from "../../../experiments/depth/experiment.ts";
import { assertFailures, conclude } from "../made_results.ts";

describe("depth", () => {
  it("improves performance if test accuracy rises up to five hidden layers", () => {
    const findings = conclude(depth, ({ shape }) => ({
      test: 0.6 + 0.03 * Math.min(5, shape.hiddenLayers),
    }));
    assertFailures(findings, []);
  });

  it("does not if it gains too little, or falls on the way", () => {
    const little = conclude(depth, ({ shape }) => ({ test: 0.6 + 0.01 * shape.hiddenLayers }));
    assertFailures(little, ["at k = 2", "at k = 4", "at k = 8"]);
    const falling = conclude(depth, ({ shape: { arity, hiddenLayers } }) => ({
      test: arity === 4 && hiddenLayers === 3 ? 0.6 : 0.6 + 0.03 * hiddenLayers,
    }));
    assertFailures(falling, ["at k = 4"]);
  });
});
