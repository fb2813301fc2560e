/**
 * Bit columns to addresses and rows to bit columns. Both turn on one step, the transposition of four
 * 8 x 8 bit blocks held in eight 32-bit words (Warren, "Hacker's Delight", section 7-3): afterwards
 * bit j of byte b of word i is what bit i of byte b of word j was.
 *
 * @module
 */

import { columnWord, type LayerView, type Views } from "./views.ts";

/**
 * Writes the eight bits that the wires of a LUT from wire `first` on have on each row, for the words
 * `from` to `to` of the columns: byte b of word 8 w + i belongs to row 32 w + 8 b + i.
 *
 * @param out index of 32-bit words
 */
export function findBits(
  views: Views,
  record: LayerView,
  lut: number,
  first: number,
  from: number,
  to: number,
  out: number,
): void {
  transposeColumns(
    views.u32,
    columnWord(views, record, lut, first),
    columnWord(views, record, lut, first + 1),
    columnWord(views, record, lut, first + 2),
    columnWord(views, record, lut, first + 3),
    columnWord(views, record, lut, first + 4),
    columnWord(views, record, lut, first + 5),
    columnWord(views, record, lut, first + 6),
    columnWord(views, record, lut, first + 7),
    from,
    to,
    out,
  );
}

/** The same for eight columns that lie anywhere. Places are indices of 32-bit words. */
export function transposeColumns(
  data: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  c4: number,
  c5: number,
  c6: number,
  c7: number,
  from: number,
  to: number,
  out: number,
): void {
  for (let word = from; word < to; word++, out += 8) {
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
    data[out] = w0 ^ (t << 1);
    data[out + 1] = w1 ^ t;
    t = ((w2 >>> 1) ^ w3) & 0x55555555;
    data[out + 2] = w2 ^ (t << 1);
    data[out + 3] = w3 ^ t;
    t = ((w4 >>> 1) ^ w5) & 0x55555555;
    data[out + 4] = w4 ^ (t << 1);
    data[out + 5] = w5 ^ t;
    t = ((w6 >>> 1) ^ w7) & 0x55555555;
    data[out + 6] = w6 ^ (t << 1);
    data[out + 7] = w7 ^ t;
  }
}

/** Packs rows along the rows: see `Kernels.packRows`. */
export function packRows(
  { bytes, u32 }: Views,
  order: number,
  columns: number,
  columnBytes: number,
  features: number,
  from: number,
  to: number,
): void {
  const columnWords = columnBytes >>> 2;
  for (let word = from * 4; word < to * 4; word++) {
    const rows = (order >>> 2) + word * 32;
    for (let first = 0; first < features; first += 8) {
      for (let i = 0; i < 8; i++) {
        const at = rows + i;
        const byte = first >>> 3;
        block[i] = bytes[u32[at]! + byte]! | (bytes[u32[at + 8]! + byte]! << 8) |
          (bytes[u32[at + 16]! + byte]! << 16) | (bytes[u32[at + 24]! + byte]! << 24);
      }
      transposeBlock();
      const out = (columns >>> 2) + first * columnWords + word;
      const count = Math.min(8, features - first);
      for (let j = 0; j < count; j++) u32[out + j * columnWords] = block[j]!;
    }
  }
}

const block = new Uint32Array(8);

/** Transposes `block` in place. */
function transposeBlock(): void {
  for (let shift = 4, mask = 0x0f0f0f0f; shift > 0; shift >>>= 1, mask ^= mask << shift) {
    for (let low = 0; low < 8; low++) {
      if (low & shift) continue;
      const swap = ((block[low]! >>> shift) ^ block[low + shift]!) & mask;
      block[low + shift]! ^= swap;
      block[low]! ^= swap << shift;
    }
  }
}
