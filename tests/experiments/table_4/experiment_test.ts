import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { isWithin } from "../../../experiments/figure.ts";
import type { Pair } from "../../../experiments/lab/pairs.ts";
import type { Trial } from "../../../experiments/lab/trial.ts";
import { table4Of } from "../../../experiments/paper.ts";
import { table4 } from "../../../experiments/table_4/experiment.ts";
import { assertFailures, conclude, WHOLE } from "../made_results.ts";

const asInThePaper = ({ task }: Trial) => table4Of(task.classes as Pair);

describe("Table 4", () => {
  it("finds the paper's own figures, laid out as the paper does", () => {
    const findings = conclude(table4, asInThePaper);
    assertFailures(findings, []);
    assertEquals(findings.figures.length, 90);
    const [matrix] = findings.tables;
    assertEquals(matrix!.rows[3]!.slice(0, 6), [
      "CAT",
      "0.96 / 0.960",
      "0.98 / 0.980",
      "0.96 / 0.960",
      "",
      "0.70 / 0.700",
    ]);
  });

  it("fails if the pairs are off by more than 0.015 in the mean, up and down", () => {
    const findings = conclude(table4, (trial) => {
      const { train, test } = asInThePaper(trial);
      const [a, b] = trial.task.classes as Pair;
      return { train, test: test + ((a + b) % 2 ? 0.016 : -0.016) };
    });
    assertFailures(findings, ["test accuracies of the pairs"]);
    assertEquals(findings.figures.filter((figure) => !isWithin(figure)), []);
  });

  it("fails if one pair is at chance, and names it", () => {
    const findings = conclude(table4, (trial) => {
      const isWorst = String(trial.task.classes) === "3,5";
      return isWorst ? { train: 0.96, test: 0.51 } : asInThePaper(trial);
    });
    assertFailures(findings, ["above chance on every pair"]);
    assertEquals(findings.checks.at(-1)!.evidence.includes("CAT and DOG, 0.510"), true);
  });

  it("tries each class once in a quick run", () => {
    const { trials } = table4.plan({ ...WHOLE, quick: true });
    const classes = new Set(trials.flatMap(({ task }) => task.classes as Pair));
    assertEquals([trials.length, classes.size], [5 * 5, 10]);
    assertEquals(new Set(table4.plan(WHOLE).trials.map(({ seed }) => seed)).size, 45 * 5);
  });
});
