import { describe, it } from "@std/testing/bdd";
import { figure1Right } from "../../../experiments/figure_1_right/experiment.ts";
import type { Trial } from "../../../experiments/lab/trial.ts";
import { assertFailures, conclude, WHOLE } from "../made_results.ts";

/** An error whose spread is `spread` at a depth. */
function spreading(spread: (depth: number) => number) {
  return ({ shape: { hiddenLayers }, seed }: Trial) => ({
    train: 0.9,
    test: 0.9 + (Math.floor(seed / 100) % 2 ? 1 : -1) * spread(hiddenLayers),
  });
}

describe("Figure 1, right", () => {
  it("finds a spread that goes down with depth", () => {
    assertFailures(conclude(figure1Right, spreading((depth) => 0.1 / depth)), []);
  });

  it("fails if the spread goes up, or stays", () => {
    for (const spread of [(depth: number) => 0.001 * depth, () => 0.01]) {
      assertFailures(conclude(figure1Right, spreading(spread)), ["At k = 2 the variation"]);
    }
  });

  it("fails if one depth spreads more than the one before, but for a quick run", () => {
    const bumpy = spreading((depth) => depth === 14 ? 0.02 : 0.1 / depth);
    assertFailures(conclude(figure1Right, bumpy), ["At k = 2 the variation"]);
    assertFailures(conclude(figure1Right, bumpy, { ...WHOLE, quick: true }), []);
  });
});
