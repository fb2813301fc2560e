import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { figure1Left } from "../../../experiments/figure_1_left/experiment.ts";
import type { Trial } from "../../../experiments/lab/trial.ts";
import { assertFailures, conclude } from "../made_results.ts";

/** An error that rises with k and varies most at k = 2. */
function rising({ shape: { arity }, seed }: Trial) {
  return { train: 1, test: 1 - 0.02 * arity + (Math.floor(seed / 100) % 2 ? 0.01 : -0.01) / arity };
}

describe("Figure 1, left", () => {
  it("finds an error that rises with k", () => {
    const findings = conclude(figure1Left, rising);
    assertFailures(findings, []);
    assertEquals(findings.tables[0]!.rows.length, 8);
    assertEquals(findings.tables[0]!.rows[0]!.slice(0, 2), ["2", "1.0000 ± 0.0000"]);
  });

  it("fails if the error falls at one k", () => {
    const findings = conclude(figure1Left, (trial) => {
      return trial.shape.arity === 10 ? { train: 1, test: 0.99 } : rising(trial);
    });
    assertFailures(findings, ["goes up as k increases"]);
  });

  it("fails if k = 2 varies no more than k = 4", () => {
    const findings = conclude(figure1Left, ({ shape: { arity } }) => {
      return { train: 1, test: 1 - 0.02 * arity };
    });
    assertFailures(findings, ["The variation at k = 2"]);
  });
});
