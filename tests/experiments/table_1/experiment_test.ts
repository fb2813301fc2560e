import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { BaselineResult, Method } from "../../../experiments/baselines/baseline.ts";
import { deviationsOf, makeReport } from "../../../experiments/report/report.ts";
import type { ImageSetName } from "../../../experiments/lab/task.ts";
import type { Trial } from "../../../experiments/lab/trial.ts";
import { TABLE_1 } from "../../../experiments/paper.ts";
import { table1 } from "../../../experiments/table_1/experiment.ts";
import { assertFailures, conclude, WHOLE } from "../made_results.ts";
import { SURROUNDINGS } from "../report/made_report.ts";

const asInThePaper = ({ task, shape }: Trial) =>
  TABLE_1[task.images][`memorization_k${shape.arity}`]!;

function baselineOf(images: ImageSetName, method: Method): BaselineResult {
  const accuracy = TABLE_1[images][method] ?? { train: 1, test: 0.6 };
  return { ...accuracy, seconds: 12, library: "scikit-learn 1.2.1", settings: "defaults" };
}

describe("Table 1", () => {
  it("finds all sentences in the paper's own figures", () => {
    const findings = conclude(table1, asInThePaper, WHOLE, baselineOf);
    assertFailures(findings, []);
    assertEquals(findings.checks.length, 2 + 2 + 3);
    assertEquals(findings.tables.map(({ rows }) => rows.length), [9, 9]);
    const [mnist] = findings.tables;
    assertEquals(mnist!.rows[0]!.slice(0, 5), [
      "ConvNet, LeNet-style",
      ...["0.98", "0.9800", "0.98", "0.9800"],
    ]);
    assert(findings.figures.filter(({ tolerance }) => tolerance !== undefined).length === 4);
  });

  it("fails at chance", () => {
    const findings = conclude(table1, () => ({ test: 0.54 }));
    assertFailures(findings, ["chance on Binary-MNIST", "chance on Binary-CIFAR-10"]);
  });

  it("fails if another order of the methods comes out", () => {
    const findings = conclude(table1, asInThePaper, WHOLE, (images, method) => {
      const result = baselineOf(images, method);
      return method === "naive_bayes" || method === "knn_1" ? { ...result, test: 0.99 } : result;
    });
    assertFailures(findings, [
      "On Binary-MNIST memorization is ahead",
      "On Binary-MNIST the convolutional",
      "On Binary-CIFAR-10 memorization is ahead",
      "On Binary-CIFAR-10 memorization ties",
      "On Binary-CIFAR-10 the convolutional",
    ]);
  });

  it("says of each method that was not run how to get it, and judges nothing by it", () => {
    const missing = "not run: needs sklearn";
    const findings = conclude(table1, asInThePaper, WHOLE, () => ({ missing }));
    for (const { rows } of findings.tables) {
      assertEquals(rows.filter((cells) => cells.at(-1) === missing).length, 8);
    }
    assertEquals(findings.checks.length, 2);
  });

  it("lists a baseline that differs from the paper's as a deviation that is not judged", () => {
    const findings = conclude(table1, asInThePaper, WHOLE, (images, method) => {
      const result = baselineOf(images, method);
      return images === "mnist" && method === "convnet" ? { ...result, test: 0.95 } : result;
    });
    const finished = {
      experiment: table1,
      results: { trials: [], outcomes: [], baselines: [] },
      findings,
      seconds: 1,
      peakBytes: 1,
    };
    const report = makeReport([finished], SURROUNDINGS);
    assertEquals(deviationsOf(report).map(({ name, isWithin }) => [name, isWithin]), [
      ["Binary-MNIST, ConvNet, LeNet-style, test", true],
    ]);
  });
});
