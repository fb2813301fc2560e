/**
 * Networks for pairs of classes on real data: all ten digits, one bit a pixel.
 *
 * @module
 */
import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { predictPairwise } from "../../../../lib/kinds/pairwise/predict_batch.ts";
import { trainPairwise } from "../../../../lib/kinds/pairwise/train.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { DEFAULT_SHAPE } from "../../../../lib/kinds/network/shape.ts";
import { loadDigits, MNIST_IS_ABSENT } from "../../../mnist.ts";

const digits = await loadDigits();

if (!digits) {
  describe.ignore(`networks for pairs of classes on MNIST (${MNIST_IS_ABSENT})`, () => {});
} else {
  const { training, test } = digits;

  describe("Networks for pairs of ten digits, the default shape, seed 1", () => {
    const model = trainPairwise(training, DEFAULT_SHAPE, 1);
    const { labels, scores } = predictPairwise(model, test.rows);

    it("know nine digits of ten and some more", () => {
      assertEquals(model.pairs.length, 45);
      assertGreater(accuracyOf(labels, test.labels), 0.925);
    });

    it("are as often right as their scores say, within 0.03", () => {
      assertLess(calibrationError(labels, scores, test.labels), 0.03);
    });
  });
}

/** How far the score of the label is from the share of right ones, over 15 bins of scores. */
function calibrationError(labels: Uint8Array, scores: Float64Array, right: Uint8Array): number {
  const off = new Float64Array(15);
  labels.forEach((label, row) => {
    const score = scores[10 * row + label]!;
    off[Math.min(14, Math.floor(15 * score))]! += Number(label === right[row]) - score;
  });
  return off.reduce((sum, bin) => sum + Math.abs(bin), 0) / labels.length;
}
