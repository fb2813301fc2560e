import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { fitScale } from "../../lib/calibration.ts";
import { MAX_SCALE } from "../../lib/limits.ts";
import { randomStream } from "./random_data.ts";

/** Sums of `classes` and labels that are drawn by the softmax of the sums at a scale. */
function drawn(rows: number, classes: number, scale: number) {
  const random = randomStream(scale, classes);
  const sums = new Int32Array(rows * classes).map(() => random.below(400) - 200);
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const weights = Array.from(
      sums.subarray(row * classes, (row + 1) * classes),
      (sum) => Math.exp(sum * scale / 65_536),
    );
    let left = random.below(1_000_000) / 1_000_000 * weights.reduce((all, weight) => all + weight);
    const label = weights.findIndex((weight) => (left -= weight) < 0);
    return label < 0 ? classes - 1 : label;
  });
  return { sums, labels };
}

describe("fitScale()", () => {
  for (const [scale, classes] of [[300, 2], [1000, 2], [3000, 10], [777, 3]] as const) {
    it(`finds the scale ${scale} by which labels of ${classes} classes were drawn`, () => {
      const { sums, labels } = drawn(20_000, classes, scale);
      const fitted = fitScale(sums, labels, classes);
      assert(Math.abs(fitted - scale) < 0.13 * scale, `${fitted} for ${scale}`);
    });
  }

  it("claims nothing for sums that say nothing, and all for sums that are always right", () => {
    const { sums } = drawn(5000, 2, 100);
    const coin = randomStream(1);
    assertLess(fitScale(sums, new Uint8Array(5000).map(() => coin.below(2)), 2), 30);
    const labels = Uint8Array.from(
      { length: 5000 },
      (_, row) => sums[2 * row + 1]! > sums[2 * row]! ? 1 : 0,
    );
    assertGreater(fitScale(sums, labels, 2), 10_000);
  });

  it("stays within its bounds", () => {
    const wrong = fitScale(Int32Array.of(1, 0, 1, 0), Uint8Array.of(1, 1), 2);
    assertEquals(wrong, 1);
    const right = fitScale(Int32Array.of(0, 1, 0, 1), Uint8Array.of(1, 1), 2);
    assert(right > MAX_SCALE / 2 && right <= MAX_SCALE);
  });

  it("gives the smallest scale where all do equally well", () => {
    assertEquals(fitScale(new Int32Array(6), Uint8Array.of(0, 1, 1), 2), 1);
  });

  it("looks at rows of all parts of many", () => {
    // The second half is always right, the first one mostly wrong.
    const rows = 200_000;
    const sums = Int32Array.from({ length: 2 * rows }, (_, at) => at % 2 === 0 ? 0 : 50);
    const labels = Uint8Array.from(
      { length: rows },
      (_, row) => row >= rows / 2 || row % 10 === 0 ? 1 : 0,
    );
    const fitted = fitScale(sums, labels, 2);
    // A share of 0.55 is right: log(0.55 / 0.45) / 50 logit.
    assert(Math.abs(fitted - 65_536 * Math.log(0.55 / 0.45) / 50) < 30, `${fitted}`);
  });
});
