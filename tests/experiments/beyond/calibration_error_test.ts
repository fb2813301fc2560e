import { assertAlmostEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { calibrationError } from "../../../experiments/beyond/calibration_error.ts";

/** Rows of two classes, predicted as class 1 with these scores. */
function errorOf(scores: number[], truth: number[]): number {
  const all = Float64Array.from(scores.flatMap((score) => [1 - score, score]));
  return calibrationError(all, new Uint8Array(scores.length).fill(1), Uint8Array.from(truth));
}

describe("calibrationError()", () => {
  it("is nothing where as many rows are right as the scores say", () => {
    assertAlmostEquals(errorOf([0.75, 0.75, 0.75, 0.75], [1, 1, 0, 1]), 0, 1e-12);
    assertAlmostEquals(errorOf([1, 1, 1], [1, 1, 1]), 0, 1e-12);
  });

  it("is how far off they are, too certain or too modest", () => {
    assertAlmostEquals(errorOf([1, 1, 1, 1], [1, 1, 1, 0]), 0.25, 1e-12);
    assertAlmostEquals(errorOf([0.6, 0.6], [1, 1]), 0.4, 1e-12);
  });

  it("weighs bins by their rows, and lets errors make up for each other within a bin alone", () => {
    // 0.61 and 0.65 are in one bin, 0.9 is in another.
    assertAlmostEquals(errorOf([0.61, 0.65, 0.9], [1, 0, 1]), (0.26 + 0.1) / 3, 1e-12);
  });

  it("takes the score of the class that was predicted, of any number of classes", () => {
    const scores = Float64Array.of(0.2, 0.7, 0.1, 0.5, 0.2, 0.3);
    const error = calibrationError(scores, Uint8Array.of(1, 0), Uint8Array.of(1, 2));
    assertAlmostEquals(error, (0.3 + 0.5) / 2, 1e-12);
  });
});
