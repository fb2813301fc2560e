import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { scoreRow } from "../../lib/boosted/scores.ts";
import { fitScale } from "../../lib/calibration.ts";
import { MAX_SCALE } from "../../lib/limits.ts";
import { randomStream } from "./random_data.ts";

/** Rows whose labels are drawn by the scores that `scale` gives. */
function drawn(scale: number, rows: number, classes: number) {
  const random = randomStream(7);
  const sums = new Int32Array(rows * classes).map(() => random.below(2001) - 1000);
  const scores = new Float64Array(classes);
  const labels = new Uint8Array(rows).map((_, row) => {
    scoreRow(scores, 0, sums, row * classes, classes, scale);
    let left = random.below(20_000) / 20_000;
    const label = scores.findIndex((score) => (left -= score) < 0);
    return Math.max(0, label);
  });
  return { sums, labels };
}

describe("fitScale()", () => {
  it("finds the scale that rows were drawn with, within a fifth", () => {
    for (const scale of [20, 200, 1000]) {
      const { sums, labels } = drawn(scale, 8000, 4);
      const ratio = fitScale(sums, labels, 4) / scale;
      assert(ratio > 0.8 && ratio < 1.2, `${scale}: ${ratio}`);
    }
  });

  it("trusts sums that say nothing as little as it can, and makes no more of one row", () => {
    const { sums } = drawn(200, 3000, 3);
    const labels = new Uint8Array(3000).map((_, row) => row % 3);
    assert(fitScale(sums, labels, 3) < 20);
    assertEquals(fitScale(new Int32Array(0), new Uint8Array(0), 3), 1);
    assertEquals(fitScale(new Int32Array(3), new Uint8Array(1), 3), 1);
  });

  it("stays within its limits where every row is right by little", () => {
    const sums = Int32Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? 1 : 0));
    const scale = fitScale(sums, new Uint8Array(100), 3);
    assert(scale > 300_000 && scale <= MAX_SCALE, `${scale}`);
  });
});
