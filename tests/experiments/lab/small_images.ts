/**
 * Small made-up image sets for the tests of the experiments.
 *
 * @module
 */

import type { ImageSet } from "../../../cli/data_sets/image_set.ts";
import { makeUpImages } from "../../../cli/data_sets/made_up.ts";

/** Grey images of 12 x 12 pixels. */
export function smallImages(trainingRows = 600, testRows = 200): ImageSet {
  return makeUpImages({
    name: "small images",
    height: 12,
    width: 12,
    channels: 1,
    trainingRows,
    testRows,
    seed: 5,
  });
}
