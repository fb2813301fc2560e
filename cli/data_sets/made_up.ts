/**
 * Made-up images, for where there are no real ones: ten classes, each a drawing of a few strokes that
 * is shifted and covered with noise. Bits are about as skewed as in MNIST, and networks of lookup
 * tables learn them about as well: better with more wires a LUT, until they only memorize. No figure
 * of theirs says anything about real images.
 *
 * @module
 */

import { checkSeed, RandomStream, zeroMatrix } from "../../lib/mod.ts";
import type { ImageSet, LabelledImages } from "./image_set.ts";

/** What to make up. */
export interface MadeUpImages {
  readonly name: string;
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
  readonly channels: number;
  readonly trainingRows: number;
  readonly testRows: number;
  /** Integer from 0 to 2^53 - 1: the same seed, the same images. */
  readonly seed: number;
}

/** None of the engine's own purposes of random draws. */
const DRAW_IMAGES = 2_100;
const CLASSES = 10;
/** An image is shifted by up to so many pixels in each direction. */
const SHIFT = 2;
const SHIFTS = (2 * SHIFT + 1) ** 2;
/** Noise, as a share of 2^bits: strokes lose 1 of 4 pixels, the ground around them gains 1 of 16. */
const LOST = { share: 1, bits: 2 };
const GAINED = { share: 1, bits: 4 };

/**
 * Makes images up.
 *
 * @throws {RoteError} `seed_out_of_range`
 */
export function makeUpImages(wanted: MadeUpImages): ImageSet {
  const { name, height, width, channels, trainingRows, testRows, seed } = wanted;
  checkSeed(seed);
  const features = channels * height * width;
  const shapes = new RandomStream(seed, 0, 0, DRAW_IMAGES);
  const drawings = Array.from({ length: CLASSES }, () => drawShifted(shapes, wanted));
  return {
    name,
    provenance: `made up from seed ${seed}: no real images`,
    height,
    width,
    channels,
    classes: drawings.map((_, at) => String(at)),
    training: addNoise(drawings, trainingRows, new RandomStream(seed, 0, 1, DRAW_IMAGES), features),
    test: addNoise(drawings, testRows, new RandomStream(seed, 0, 2, DRAW_IMAGES), features),
  };
}

/** A line with round ends. Lengths are in pixels. */
interface Stroke {
  readonly x: number;
  readonly y: number;
  /** From the start to the end. */
  readonly across: number;
  readonly down: number;
  readonly radius: number;
  /** Bit c: it is seen in channel c. */
  readonly channels: number;
}

/** Draws one class's picture: words of 32 pixels, once for each shift, one behind the other. */
function drawShifted(random: RandomStream, size: MadeUpImages): Uint32Array {
  const { height, width, channels } = size;
  const strokes = Array.from({ length: 2 + random.below(2) }, () => drawStroke(random, size));
  const words = (channels * height * width + 31) >>> 5;
  const pictures = new Uint32Array(SHIFTS * words);
  for (let shift = 0; shift < SHIFTS; shift++) {
    const right = shift % (2 * SHIFT + 1) - SHIFT;
    const below = Math.floor(shift / (2 * SHIFT + 1)) - SHIFT;
    for (let pixel = 0; pixel < height * width; pixel++) {
      const x = pixel % width - right;
      const y = Math.floor(pixel / width) - below;
      const seen = strokes.reduce((mask, s) => covers(s, x, y) ? mask | s.channels : mask, 0);
      for (let channel = 0; channel < channels; channel++) {
        const bit = channel * height * width + pixel;
        if (seen >>> channel & 1) pictures[shift * words + (bit >>> 5)]! |= 1 << (bit & 31);
      }
    }
  }
  return pictures;
}

/** A stroke within the middle of the image. */
function drawStroke(random: RandomStream, { height, width, channels }: MadeUpImages): Stroke {
  const share = () => random.below(1_000) / 999;
  const place = (pixels: number) => (0.15 + 0.7 * share()) * pixels;
  const x = place(width);
  const y = place(height);
  return {
    x,
    y,
    across: place(width) - x,
    down: place(height) - y,
    radius: Math.max(0.6, (1 + share()) * Math.min(height, width) / 28),
    channels: 1 + random.below(2 ** channels - 1),
  };
}

/** Tells whether a pixel is no further from a stroke than its radius. */
function covers({ x, y, across, down, radius }: Stroke, px: number, py: number): boolean {
  const along = ((px - x) * across + (py - y) * down) / (across * across + down * down || 1);
  const nearest = Math.min(1, Math.max(0, along));
  const dx = px - x - nearest * across;
  const dy = py - y - nearest * down;
  return dx * dx + dy * dy <= radius * radius;
}

/** Draws images: of each the class, the shift, and which pixels are lost and gained. */
function addNoise(
  drawings: readonly Uint32Array[],
  count: number,
  random: RandomStream,
  features: number,
): LabelledImages {
  const rows = zeroMatrix(count, features);
  const labels = new Uint8Array(count);
  const words = (features + 31) >>> 5;
  const unused = features & 7 ? 0xff << (features & 7) : 0;
  for (let row = 0, start = 0; row < count; row++, start += rows.stride) {
    labels[row] = random.below(CLASSES);
    const drawing = drawings[labels[row]!]!;
    const first = random.below(SHIFTS) * words;
    for (let word = 0, at = start; word < words; word++) {
      const drawn = drawing[first + word]!;
      let bits = (drawn & ~biasedWord(random, LOST)) | (~drawn & biasedWord(random, GAINED));
      for (const end = Math.min(at + 4, start + rows.stride); at < end; at++, bits >>>= 8) {
        rows.bytes[at] = bits;
      }
    }
    rows.bytes[start + rows.stride - 1]! &= ~unused;
  }
  return { rows, labels };
}

/** 32 bits, each of them 1 in share / 2^bits of the cases. */
function biasedWord(random: RandomStream, { share, bits }: typeof LOST): number {
  let word = 0;
  // The share's binary digits, lowest first: each halves what is there, and a 1 adds a half.
  for (let bit = 0; bit < bits; bit++) {
    const fair = random.word();
    word = share >>> bit & 1 ? word | fair : word & fair;
  }
  return word;
}
