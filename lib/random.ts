/**
 * Counter-based random bits: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel Random
 * Numbers: As Easy as 1, 2, 3", SC 2011). Every draw is a pure function of the seed and of what is
 * being drawn, so no choice depends on the order in which LUTs are visited: one thread or many,
 * pruned or not, the same bits come out. Not for secrets.
 *
 * @module
 */

import { refuse } from "./errors.ts";

/** What a random draw is for. Part of the counter, hence never reused or renumbered. */
export const DRAW_WIRES = 0;
/** Bits that settle ties in a truth table. */
export const DRAW_TIES = 1;
/** The order in which rows are held out. */
export const DRAW_HOLDOUT = 2;
/** The window of the image from which a LUT of the first layer draws its wires. */
export const DRAW_PATCHES = 8;
/**
 * Leave-one-out layers: the outputs of a LUT for rows of class 0 that tie without their own votes.
 * Those for rows of class 1 are {@linkcode DRAW_LEFT_OUT} + 1.
 */
export const DRAW_LEFT_OUT = 9;
/** Boosted tables: the window of the image from which a table draws its wires. */
export const DRAW_WINDOWS = 16;
/** Boosted tables: the wires of a table. */
export const DRAW_BOOSTED_WIRES = 17;
/** Boosted tables: the halves of the classes. */
export const DRAW_SPLITS = 18;
/** Boosted tables: the order in which rows are kept for early stopping. */
export const DRAW_STOPPING = 19;
/** Boosted tables: the features of which the wires of a table are chosen. */
export const DRAW_CANDIDATES = 20;
/** Boosted tables: the rows by which the wires of some tables are chosen. */
export const DRAW_SAMPLES = 21;
/** Networks for pairs of classes: the seed of a pair. */
export const DRAW_PAIR_SEEDS = 32;
/** Exports: rows for a test bench. */
export const DRAW_TEST_ROWS = 100;

/** Largest seed: the largest integer that a JSON number carries exactly, 2^53 - 1. */
export const MAX_SEED: number = Number.MAX_SAFE_INTEGER;

/**
 * Checks that a seed is an integer from 0 to 2^53 - 1.
 *
 * @throws {RoteError} `seed_out_of_range`
 */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw refuse("seed_out_of_range", `seed must be an integer from 0 to 2^53 - 1, not ${seed}`, {
      field: "seed",
    });
  }
}

/** High 32 bits of the 64-bit product of two 32-bit integers, taken as unsigned. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const lowHigh = Math.imul(aLow, bHigh);
  const highLow = Math.imul(aHigh, bLow);
  const middle = (Math.imul(aLow, bLow) >>> 16) + (lowHigh & 0xffff) + (highLow & 0xffff);
  return Math.imul(aHigh, bHigh) + (lowHigh >>> 16) + (highLow >>> 16) + (middle >>> 16) | 0;
}

/**
 * One Philox4x32-10 block: writes four random 32-bit words to `out` for a counter of four words
 * (c0 to c3) and a key of two (k0, k1).
 */
export function philox4x32(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** The random words of one LUT for one purpose: an endless sequence with random access by block. */
export class RandomStream {
  readonly #seedLow: number;
  readonly #seedHigh: number;
  readonly #layer: number;
  readonly #lut: number;
  readonly #purpose: number;
  readonly #block = new Uint32Array(4);
  #next = 0;

  /**
   * The stream from its start.
   *
   * @param seed integer from 0 to 2^53 - 1
   * @param layer number of the layer; the first layer of LUTs is 1
   * @param lut number of the LUT within its unpruned layer, from 0
   * @param purpose one of the `DRAW_` numbers
   */
  constructor(seed: number, layer: number, lut: number, purpose: number) {
    this.#seedLow = seed >>> 0;
    this.#seedHigh = Math.floor(seed / 0x1_0000_0000) >>> 0;
    this.#layer = layer;
    this.#lut = lut;
    this.#purpose = purpose;
  }

  /** The four words of block `index`. The array is reused by the next call. */
  block(index: number): Uint32Array {
    philox4x32(
      this.#block,
      index,
      this.#lut,
      this.#layer,
      this.#purpose,
      this.#seedLow,
      this.#seedHigh,
    );
    return this.#block;
  }

  /** The next word of the sequence, an unsigned 32-bit integer. */
  word(): number {
    const slot = this.#next & 3;
    if (slot === 0) this.block(this.#next >>> 2);
    this.#next++;
    return this.#block[slot]!;
  }

  /**
   * A uniform integer from 0 to n - 1, n from 1 to 2^31: the low bits of the next word, enough of
   * them to write n - 1; a value of n or more is thrown away and the next word is taken.
   */
  below(n: number): number {
    const mask = n === 1 ? 0 : 0xffffffff >>> Math.clz32(n - 1);
    for (;;) {
      const value = (this.word() & mask) >>> 0;
      if (value < n) return value;
    }
  }
}

/**
 * Shuffles in place, as far as wanted: the first `count` places hold a uniform draw without
 * replacement, in random order (Fisher and Yates).
 */
export function shuffleStart(
  values: Uint8Array | Uint32Array,
  count: number,
  random: RandomStream,
): void {
  for (let i = 0; i < count; i++) {
    const other = i + random.below(values.length - i);
    const value = values[i]!;
    values[i] = values[other]!;
    values[other] = value;
  }
}

/** The random bit that settles a tie at one address of one LUT. */
export function tieBit(seed: number, layer: number, lut: number, address: number): 0 | 1 {
  return bitOf(new RandomStream(seed, layer, lut, DRAW_TIES), address);
}

/**
 * The random bit that settles a tie of one LUT for one training row whose own vote is left out.
 *
 * @param number how many rows of the same class the data set has before it
 */
export function leftOutBit(
  seed: number,
  layer: number,
  lut: number,
  label: number,
  number: number,
): 0 | 1 {
  return bitOf(new RandomStream(seed, layer, lut, DRAW_LEFT_OUT + label), number);
}

/** Bit `index` of a stream. */
function bitOf(stream: RandomStream, index: number): 0 | 1 {
  const words = stream.block(index >>> 7);
  return ((words[(index >>> 5) & 3]! >>> (index & 31)) & 1) as 0 | 1;
}
