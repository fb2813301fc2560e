/**
 * Rows that a test bench asks about where nobody gives any: made up, the same for each network of as
 * many features. Their shares of ones go from none to all, so that they reach many addresses.
 *
 * @module
 */

import { type BitMatrix, rowBytes, zeroMatrix } from "../../rows/bit_matrix.ts";
import { DRAW_TEST_ROWS, RandomStream } from "../../random.ts";

/** Rows for a network of few features. */
const MOST_ROWS = 1_000;
/** Rows for a network of many. */
const FEWEST_ROWS = 64;
/** Features of all rows together, about a megabyte of text. */
const MOST_BITS = 4_194_304;

/** Makes up rows. */
export function makeUpRows(features: number): BitMatrix {
  const wanted = Math.floor(MOST_BITS / features);
  const rows = zeroMatrix(Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, wanted)), features);
  const stride = rowBytes(features);
  const padding = 0xff >>> (8 * stride - features);
  for (let row = 0; row < rows.rows; row++) {
    const random = new RandomStream(0, 0, row, DRAW_TEST_ROWS);
    for (let byte = 0; byte < stride; byte++) {
      rows.bytes[row * stride + byte] = byteWithOnes(random.word(), row % 17) &
        (byte === stride - 1 ? padding : 0xff);
    }
  }
  return rows;
}

/** Eight bits of a random word of 32; each is one in `sixteenths` of 16 cases. */
function byteWithOnes(word: number, sixteenths: number): number {
  let bits = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (((word >>> (4 * bit)) & 15) < sixteenths) bits |= 1 << bit;
  }
  return bits;
}
