/**
 * Bits packed along the rows: one column a feature or LUT, 32 rows a word. This is the layout that
 * the kernels work on: what one LUT puts out on all rows lies together.
 *
 * Inside, everything turns on one step, the transposition of four 8 x 8 bit blocks held in eight
 * 32-bit words (Warren, "Hacker's Delight", section 7-3): afterwards bit j of byte b of word i is
 * what bit i of byte b of word j was.
 *
 * @module
 */

import type { BitMatrix } from "../bit_matrix.ts";

/** Columns of bits over the same rows, with one column of zeros behind the last. */
export interface BitColumns {
  readonly columns: number;
  /** Words of a column; rows beyond the last real one are padding. */
  readonly words: number;
  /** (columns + 1) x words. Bit r % 32 of word floor(r / 32) of a column is row r. */
  readonly data: Uint32Array;
}

/** Words that hold `rows` bits. */
export function wordsFor(rows: number): number {
  return (rows + 31) >>> 5;
}

/** Columns of zeros. */
export function zeroColumns(columns: number, words: number): BitColumns {
  return { columns, words, data: new Uint32Array((columns + 1) * words) };
}

/**
 * Packs rows along the rows.
 *
 * @param order for each bit of the columns the row to put there, or -1 for a row of zeros; as long
 *   as the columns' words x 32
 */
export function columnsFromRows(out: BitColumns, matrix: BitMatrix, order: Int32Array): void {
  const { bytes, stride, columns } = matrix;
  const { words, data } = out;
  const block = new Uint32Array(8);
  for (let word = 0; word < words; word++) {
    for (let byte = 0; byte < stride; byte++) {
      for (let i = 0; i < 8; i++) {
        let packed = 0;
        for (let b = 0; b < 4; b++) {
          const row = order[word * 32 + b * 8 + i]!;
          if (row >= 0) packed |= bytes[row * stride + byte]! << (8 * b);
        }
        block[i] = packed;
      }
      transposeBlock(block);
      const first = byte * 8;
      const count = Math.min(8, columns - first);
      for (let j = 0; j < count; j++) data[(first + j) * words + word] = block[j]!;
    }
  }
}

/** Transposes four 8 x 8 bit blocks in place. */
function transposeBlock(block: Uint32Array): void {
  for (let shift = 4, mask = 0x0f0f0f0f; shift > 0; shift >>>= 1, mask ^= mask << shift) {
    for (let low = 0; low < 8; low++) {
      if (low & shift) continue;
      const swap = ((block[low]! >>> shift) ^ block[low + shift]!) & mask;
      block[low + shift]! ^= swap;
      block[low]! ^= swap << shift;
    }
  }
}

/**
 * The addresses that all rows reach at one LUT, eight wires of it.
 *
 * @param out words x 8; byte b of word 8 w + i is the address of row 32 w + 8 b + i
 * @param wires the LUT's wires start at `from`; those from `to` on read the column of zeros
 */
export function buildAddresses(
  out: Uint32Array,
  columns: BitColumns,
  wires: Uint16Array,
  from: number,
  to: number,
): void {
  const { words, data } = columns;
  const zero = columns.columns * words;
  const c0 = from < to ? wires[from]! * words : zero;
  const c1 = from + 1 < to ? wires[from + 1]! * words : zero;
  const c2 = from + 2 < to ? wires[from + 2]! * words : zero;
  const c3 = from + 3 < to ? wires[from + 3]! * words : zero;
  const c4 = from + 4 < to ? wires[from + 4]! * words : zero;
  const c5 = from + 5 < to ? wires[from + 5]! * words : zero;
  const c6 = from + 6 < to ? wires[from + 6]! * words : zero;
  const c7 = from + 7 < to ? wires[from + 7]! * words : zero;
  for (let word = 0, at = 0; word < words; word++, at += 8) {
    let w0 = data[c0 + word]!;
    let w1 = data[c1 + word]!;
    let w2 = data[c2 + word]!;
    let w3 = data[c3 + word]!;
    let w4 = data[c4 + word]!;
    let w5 = data[c5 + word]!;
    let w6 = data[c6 + word]!;
    let w7 = data[c7 + word]!;
    let t = ((w0 >>> 4) ^ w4) & 0x0f0f0f0f;
    w4 ^= t;
    w0 ^= t << 4;
    t = ((w1 >>> 4) ^ w5) & 0x0f0f0f0f;
    w5 ^= t;
    w1 ^= t << 4;
    t = ((w2 >>> 4) ^ w6) & 0x0f0f0f0f;
    w6 ^= t;
    w2 ^= t << 4;
    t = ((w3 >>> 4) ^ w7) & 0x0f0f0f0f;
    w7 ^= t;
    w3 ^= t << 4;
    t = ((w0 >>> 2) ^ w2) & 0x33333333;
    w2 ^= t;
    w0 ^= t << 2;
    t = ((w1 >>> 2) ^ w3) & 0x33333333;
    w3 ^= t;
    w1 ^= t << 2;
    t = ((w4 >>> 2) ^ w6) & 0x33333333;
    w6 ^= t;
    w4 ^= t << 2;
    t = ((w5 >>> 2) ^ w7) & 0x33333333;
    w7 ^= t;
    w5 ^= t << 2;
    t = ((w0 >>> 1) ^ w1) & 0x55555555;
    out[at] = w0 ^ (t << 1);
    out[at + 1] = w1 ^ t;
    t = ((w2 >>> 1) ^ w3) & 0x55555555;
    out[at + 2] = w2 ^ (t << 1);
    out[at + 3] = w3 ^ t;
    t = ((w4 >>> 1) ^ w5) & 0x55555555;
    out[at + 4] = w4 ^ (t << 1);
    out[at + 5] = w5 ^ t;
    t = ((w6 >>> 1) ^ w7) & 0x55555555;
    out[at + 6] = w6 ^ (t << 1);
    out[at + 7] = w7 ^ t;
  }
}
