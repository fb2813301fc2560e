/**
 * Rows that are images, and windows of them from which a LUT draws its wires.
 *
 * @module
 */

import { quote, refuse } from "../errors.ts";
import type { RandomStream } from "../random.ts";
import type { SettingsOf } from "../setting.ts";

/** Height, width and channels of an image. */
export type InputShape = readonly [height: number, width: number, channels: number];

/** What a user says of rows that are images. */
export interface ImageSettings {
  /**
   * The rows are images: height x width x channels features, channel by channel, row by row from the
   * top, pixel by pixel from the left, which is feature (channel x height + y) x width + x.
   */
  readonly inputShape?: InputShape;
  /**
   * Whatever reads features draws its wires from a window of (2 patch + 1)^2 pixels with all
   * channels, which lies wholly inside the image; without it from anywhere.
   */
  readonly patch?: number;
}

/** The same as rows of a table. Their ranges depend on each other: see {@linkcode checkImages}. */
export const IMAGE_SETTINGS: SettingsOf<ImageSettings> = {
  inputShape: {
    type: "image",
    code: "input_shape_mismatch",
    option: "--image",
    isOfImages: true,
    words: "The rows are images: height, width and channels, which multiply to the features. " +
      "Feature (channel x height + y) x width + x is a pixel",
  },
  patch: {
    type: "integer",
    least: 0,
    code: "patch_out_of_range",
    isOfImages: true,
    words: "With inputShape: each table, or LUT of the first layer, reads one window of " +
      "(2 patch + 1)^2 pixels",
  },
};

/**
 * Checks what is said of images.
 *
 * @returns how many features the wires of a LUT are drawn from
 * @throws {RoteError} `input_shape_mismatch`, `patch_out_of_range`
 */
export function checkImages(features: number, { inputShape, patch }: ImageSettings): number {
  if (inputShape !== undefined) checkInputShape(features, inputShape);
  if (patch === undefined) return features;
  checkPatch(inputShape, patch);
  return (2 * patch + 1) ** 2 * inputShape![2];
}

/**
 * Draws a window.
 *
 * @param random where it lies: its top, then its left
 * @returns its features, channel by channel and row by row
 */
export function drawWindow(
  [height, width, channels]: InputShape,
  patch: number,
  random: RandomStream,
): number[] {
  const side = 2 * patch + 1;
  const top = random.below(height - side + 1);
  const left = random.below(width - side + 1);
  const features: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) {
        features.push((channel * height + y) * width + x);
      }
    }
  }
  return features;
}

function checkInputShape(features: number, inputShape: InputShape): void {
  const isShape = inputShape.length === 3 && inputShape.every((n) => Number.isInteger(n) && n > 0);
  if (isShape && inputShape[0] * inputShape[1] * inputShape[2] === features) return;
  throw refuse(
    "input_shape_mismatch",
    `inputShape must be height, width and channels that multiply to ${features} features, not ` +
      inputShape.slice(0, 4).map(quote).join(" x "),
    { field: "inputShape" },
  );
}

function checkPatch(inputShape: InputShape | undefined, patch: number): void {
  const field = "patch";
  if (!inputShape) {
    const detail = "patch needs inputShape: rows that are images";
    throw refuse("patch_out_of_range", detail, { field });
  }
  const most = (Math.min(inputShape[0], inputShape[1]) - 1) >> 1;
  if (Number.isInteger(patch) && patch >= 0 && patch <= most) return;
  throw refuse(
    "patch_out_of_range",
    `patch must be an integer from 0 to ${most}, not ${quote(patch)}`,
    { field },
  );
}
