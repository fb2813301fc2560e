/**
 * Options of `rote train` about rows that are images, which every method takes.
 *
 * @module
 */

import { Option } from "commander";
import type { ImageSettings, InputShape, MethodName } from "../../lib/mod.ts";
import { UsageError } from "../failure.ts";
import { countOrNone, imageShape } from "../options.ts";

/** The values of the options. */
export interface ImageFlags {
  readonly image?: InputShape;
  readonly patch?: number | "none";
}

/** Reach of the window of a boosted table, in images that are large enough for it, if nobody says. */
const DEFAULT_PATCH = 5;

/** The reach of windows by the methods that look at them, in such images, if nobody says. */
export const WINDOWS: Readonly<Partial<Record<MethodName, number>>> = { boosted: DEFAULT_PATCH };

/** The options. */
export const IMAGE_OPTIONS: readonly Option[] = [
  new Option(
    "--image <HxW>",
    "rows are images, HxW or HxWxC with C channels one after the other (IDX says it itself)",
  ).argParser(imageShape),
  new Option(
    "--patch <r>",
    `a table, or a LUT of the first layer, reads a window of 2r + 1 by 2r + 1 pixels; none: any ` +
      `pixels (default: ${DEFAULT_PATCH} for boosted tables and images of 11x11 or more, else none)`,
  ).argParser(countOrNone),
];

/**
 * What is said of images.
 *
 * @param inputShape what the rows are, by the options or by their file
 * @param reach the window if nobody says
 * @throws {UsageError} for a window of rows that are no images
 */
export function imagesOf(
  { patch: wanted }: ImageFlags,
  inputShape: InputShape | undefined,
  reach?: number,
): ImageSettings {
  if (!inputShape) {
    if (typeof wanted === "number") throw needsImage("--patch");
    return {};
  }
  const isLarge = reach !== undefined && Math.min(inputShape[0], inputShape[1]) > 2 * reach;
  const patch = wanted ?? (isLarge ? reach : "none");
  return { inputShape, ...(patch === "none" ? {} : { patch }) };
}

/** The refusal of an option that means something for images only. */
export function needsImage(option: string): UsageError {
  return new UsageError(`${option} needs --image: what the rows are as images`);
}
