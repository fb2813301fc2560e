import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { stability } from "../../../experiments/stability/experiment.ts";
import { assertFailures, conclude, WHOLE } from "../made_results.ts";

describe("stability", () => {
  it("holds if test accuracy spreads by at most 0.01", () => {
    const findings = conclude(stability, ({ seed }) => ({ test: 0.9 + 0.009 * (-1) ** seed }));
    assertFailures(findings, []);
  });

  it("fails for the one network that spreads more", () => {
    const findings = conclude(stability, ({ seed, shape }) => ({
      test: 0.9 + (shape.arity === 12 ? 0.011 : 0) * (-1) ** seed,
    }));
    assertFailures(findings, ["Binary-MNIST, k = 12"]);
  });

  it("constructs twenty networks whatever the seeds are", () => {
    assertEquals(stability.plan({ ...WHOLE, seeds: [7] }).trials.length, 3 * 20);
  });
});
