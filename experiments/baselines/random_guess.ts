/**
 * The last line of the paper's Table 1: a fair coin for each row.
 *
 * @module
 */

import type { ImageSet } from "../../cli/data_sets/image_set.ts";
import { accuracyOf, RandomStream } from "../../lib/mod.ts";
import { rowsOf } from "../lab/task.ts";
import type { BaselineFigures } from "./baseline.ts";

/** The purpose of the draws; none of the engine's own. */
const DRAW_GUESS = 3_020;

/** Guesses the labels of the binary task of an image set. */
export function guess(images: ImageSet): BaselineFigures {
  const start = performance.now();
  const random = new RandomStream(1, 0, 0, DRAW_GUESS);
  const { training, test } = rowsOf(images, "halves");
  const accuracy = (labels: Uint8Array) => accuracyOf(labels.map(() => random.word() & 1), labels);
  return {
    train: accuracy(training.labels),
    test: accuracy(test.labels),
    seconds: (performance.now() - start) / 1_000,
    library: "Rote",
    settings: "a fair coin for each row",
  };
}
