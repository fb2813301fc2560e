import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { calibrationError, fitScale, lossOf } from "../../../lib/scores/calibration.ts";
import { MAX_SCALE } from "../../../lib/limits.ts";
import { randomStream } from "../random_data.ts";

/** Rows whose classes are drawn with the probabilities of a softmax of so many logits a unit. */
function drawn(rows: number, classes: number, scale: number) {
  const random = randomStream(1, 77);
  const sums = new Int32Array(rows * classes).map(() => random.below(401) - 200);
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const logits = [...sums.subarray(row * classes, (row + 1) * classes)];
    const weights = logits.map((sum) => Math.exp(sum * scale / 65_536));
    let left = random.below(1_000_000) / 1_000_000 * weights.reduce((a, b) => a + b);
    while (labels[row]! < classes - 1 && (left -= weights[labels[row]!]!) >= 0) labels[row]!++;
  }
  return { sums, labels };
}

describe("fitScale()", () => {
  for (const [classes, scale] of [[2, 600], [2, 20_000], [10, 1500]] as const) {
    it(`finds the scale by which ${classes} classes were drawn: ${scale}`, () => {
      const { sums, labels } = drawn(20_000, classes, scale);
      const found = fitScale(sums, labels, classes);
      assertLess(Math.abs(found / scale - 1), 0.08, `${found}`);
    });
  }

  it("finds what no scale of a fine grid betters by much", () => {
    const { sums, labels } = drawn(3000, 3, 900);
    const found = lossOf(sums, labels, 3, fitScale(sums, labels, 3));
    for (let scale = 100; scale < 10_000; scale += 50) {
      assertLess(found, 1.0005 * lossOf(sums, labels, 3, scale), `${scale}`);
    }
  });

  it("asks neither for the order of rows nor for a constant that is added to a row", () => {
    const { sums, labels } = drawn(500, 2, 900);
    const scale = fitScale(sums, labels, 2);
    assertEquals(fitScale(sums.map((sum) => sum + 7), labels, 2), scale);
    const backwards = sums.map((_, at) => sums[2 * (499 - (at >> 1)) + (at & 1)]!);
    assertEquals(fitScale(backwards, labels.toReversed(), 2), scale);
  });

  it("takes the smallest of scales that are as good as each other", () => {
    assertEquals(fitScale(new Int32Array(6), Uint8Array.of(0, 1, 1), 2), 1);
  });

  it("claims no certainty for a few rows that are told apart, and nothing for noise", () => {
    const labels = Uint8Array.from({ length: 20 }, (_, row) => row & 1);
    const apart = Int32Array.from({ length: 40 }, (_, at) => (at & 1) === (at >> 1 & 1) ? 10 : 0);
    // Of 22 answers 21 are right: 3.04 logits.
    assertLess(Math.abs(fitScale(apart, labels, 2) * 10 / 65_536 - 3.04), 0.15);
    assertEquals(fitScale(apart.map((sum) => 10 - sum), labels, 2), 1);
    assert(fitScale(apart.map((sum) => sum / 10), labels, 2) <= MAX_SCALE);
  });
});

describe("calibrationError()", () => {
  it("is how far the scores are from the share that is right, bin by bin", () => {
    const labels = Uint8Array.of(1, 1, 1, 1, 0);
    const scores = Float64Array.of(0.2, 0.8, 0.2, 0.8, 0.2, 0.8, 0.2, 0.8, 1, 0);
    const actual = Uint8Array.of(1, 1, 1, 0, 1);
    // Four answers at 0.8 of which three are right, one at 1 that is wrong.
    assertAlmostEquals(calibrationError({ labels, scores }, actual), (4 * 0.05 + 1) / 5);
    const sure = Float64Array.of(1, 0, 0, 1);
    assertEquals(
      calibrationError({ labels: Uint8Array.of(0, 1), scores: sure }, Uint8Array.of(0, 1)),
      0,
    );
  });
});
