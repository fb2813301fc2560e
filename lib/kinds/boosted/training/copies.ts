/**
 * Copies of images that are moved by a pixel or mirrored, without storing them: a copy is the same
 * columns read through displaced wires. Where a wire leaves the image it reads zeros.
 *
 * @module
 */

import type { BoostedSettings } from "../settings.ts";

/** How a copy differs from the image: mirrored first, then moved down and to the right. */
export interface Copy {
  readonly down: number;
  readonly right: number;
  readonly isMirrored: boolean;
}

/** The copies of a run; the first one is the image as it is. */
export function copiesOf({ augment }: BoostedSettings): Copy[] {
  const { shift, flip } = augment ?? { shift: 0, flip: false };
  const copies: Copy[] = [{ down: 0, right: 0, isMirrored: false }];
  for (let down = -shift; down <= shift; down++) {
    for (let right = -shift; right <= shift; right++) {
      const distance = Math.abs(down) + Math.abs(right);
      if (distance > 0 && distance <= shift) copies.push({ down, right, isMirrored: false });
    }
  }
  if (flip) copies.push(...copies.map((copy) => ({ ...copy, isMirrored: true })));
  return copies;
}

/** The feature of the image that a feature of its copy shows; -1 for none, which is a zero. */
export function featureBelow(
  feature: number,
  { down, right, isMirrored }: Copy,
  inputShape: BoostedSettings["inputShape"],
): number {
  if (!inputShape) return feature;
  const [height, width] = inputShape;
  const x = feature % width - right;
  const row = Math.floor(feature / width);
  const y = row % height - down;
  if (x < 0 || x >= width || y < 0 || y >= height) return -1;
  return (row - down) * width + (isMirrored ? width - 1 - x : x);
}
