/**
 * The peer `ml-logistic-regression`: gradient descent over all rows at a time, the gradient summed
 * over them, one regression for each of the two classes. Its default rate of 5e-4 is meant for a
 * handful of rows; as the sum grows with the rows, the rate is divided by their number here: 0.3 /
 * rows, for from about 0.5 / rows on it overshoots. Its default of 50,000 steps would take hours; in
 * the same time, 60,000 rows with about a third of the steps come out worse.
 *
 * @module
 */

import type { Matrix } from "ml-matrix";
import { type Contender, jsonBytes, type Learner, toArrays } from "./contender.ts";

/** What this benchmark uses of the library, which has no types. */
interface Regression {
  train(rows: Matrix, labels: Matrix): void;
  predict(rows: Matrix): number[];
}

/** A regression on as many rows, for as many steps, as time allows. */
export function logisticRegression(quick: boolean): Contender {
  const trainRows = quick ? 1_000 : 20_000;
  const steps = quick ? 50 : 300;
  return {
    id: "logistic-regression",
    peer: "ml-logistic-regression",
    packages: ["ml-logistic-regression"],
    what: `${steps} steps`,
    trainRows,
    testRows: 10_000,
    note: "fewer training rows, so that there is time for enough steps",
    open: () => open(steps, 0.3 / trainRows),
  };
}

async function open(numSteps: number, learningRate: number): Promise<Learner<Matrix>> {
  const { default: LogisticRegression } = await import("ml-logistic-regression");
  const { Matrix } = await import("ml-matrix");
  return {
    take: (rows) => new Matrix(toArrays(rows)),
    train(rows, labels) {
      const model: Regression = new LogisticRegression({ numSteps, learningRate });
      model.train(rows, Matrix.columnVector(labels));
      return { classify: (rows) => model.predict(rows), size: () => jsonBytes(model) };
    },
  };
}
