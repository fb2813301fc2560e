import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { optimality } from "../../../experiments/optimality/experiment.ts";
import { assertFailures, conclude } from "../made_results.ts";

const AUDIT = { luts: 10, notOptimal: 0, tried: 5, widened: 9, worseWhenWider: 0 };

describe("the optimality of tables", () => {
  it("holds if no LUT has a better table and none is worse when wider", () => {
    const findings = conclude(optimality, () => ({ audit: AUDIT }));
    assertFailures(findings, []);
    assertEquals(findings.checks[0]!.evidence.startsWith("40 LUTs, 0 with a better table"), true);
  });

  it("fails for a single LUT of a single network", () => {
    const { trials } = optimality.plan({ seeds: [1, 2, 3], quick: false, isReal: true });
    const last = JSON.stringify(trials.at(-1));
    const spoilt = (fault: Partial<typeof AUDIT>) =>
      conclude(optimality, (trial) => {
        return { audit: JSON.stringify(trial) === last ? { ...AUDIT, ...fault } : AUDIT };
      });
    assertFailures(spoilt({ notOptimal: 1 }), ["No other table"]);
    assertFailures(spoilt({ worseWhenWider: 1 }), ["One more wire"]);
  });
});
