import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { isWithin } from "../../../experiments/figure.ts";
import type { Trial } from "../../../experiments/lab/trial.ts";
import { TABLE_3 } from "../../../experiments/paper.ts";
import { table3 } from "../../../experiments/table_3/experiment.ts";
import { assertFailures, conclude, WHOLE } from "../made_results.ts";

function asInThePaper({ task, shape }: Trial) {
  const { real, random } = TABLE_3.find(({ k }) => k === shape.arity)!;
  return task.randomLabels ? { ...random, testOnRandomLabels: 0.5 } : real;
}

describe("Table 3", () => {
  it("finds all sentences in the paper's own figures", () => {
    const findings = conclude(table3, asInThePaper);
    assertFailures(findings, []);
    // Real and permuted labels are judged: training and test, and training alone.
    assertEquals(findings.figures.filter(({ tolerance }) => tolerance !== undefined).length, 24);
    assertEquals(findings.figures.filter((figure) => !isWithin(figure)), []);
    assertEquals(findings.tables[0]!.rows[5], [
      "12",
      ...["0.99", "0.9900 ± 0.0000", "0.000"],
      ...["0.90", "0.9000 ± 0.0000", "0.000"],
    ]);
  });

  it("fails where training accuracy falls with k", () => {
    const findings = conclude(table3, (trial) => ({
      ...asInThePaper(trial),
      ...(trial.shape.arity === 8 && !trial.task.randomLabels ? { train: 0.8 } : {}),
    }));
    assertFailures(findings, ["Training accuracy on real data rises"]);
  });

  it("fails without overfitting at large k", () => {
    const findings = conclude(table3, (trial) => ({
      ...asInThePaper(trial),
      ...(trial.task.randomLabels ? {} : { test: 0.9 }),
    }));
    assertFailures(findings, ["overfits"]);
  });

  it("fails if random labels cannot be memorized, or are no harder than real ones", () => {
    const never = conclude(table3, (trial) => ({
      ...asInThePaper(trial),
      ...(trial.task.randomLabels ? { train: 0.5 } : {}),
    }));
    assertFailures(never, ["can be memorized"]);
    const easily = conclude(table3, (trial) => ({
      ...asInThePaper(trial),
      ...(trial.task.randomLabels ? { train: 0.97 } : {}),
    }));
    assertFailures(easily, ["harder to memorize"]);
  });

  it("fails if a network trained on random labels knows something", () => {
    const findings = conclude(table3, (trial) => ({
      ...asInThePaper(trial),
      testOnRandomLabels: 0.53,
    }));
    assertFailures(findings, ["tests at one half"]);
  });

  it("tries one reading of random data in a quick run, three in a whole one", () => {
    const readings = (quick: boolean) =>
      new Set(table3.plan({ ...WHOLE, quick }).trials.map(({ task }) => task.randomLabels));
    assertEquals(readings(true), new Set([undefined, "permuted"] as const));
    assertEquals(readings(false), new Set([undefined, "permuted", "coin", "balanced"] as const));
  });
});
