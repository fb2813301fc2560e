// Rows of bits to columns of bits, 128 rows a vector: a byte transposition, then a bit transposition.

import { NIBBLES, PAIRS, SINGLES } from "./masks";
import { pairHigh, pairLow } from "./transpose";
import { swapped } from "./vectors";

/**
 * Packs rows along the rows, the vectors `from` to `to` of them.
 *
 * @param order where each row lies, u32; up to 7 bytes beyond a row are read
 * @param columns out
 * @param scratch 1 KiB
 */
export function packRows(
  order: usize,
  columns: usize,
  columnBytes: i32,
  features: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  for (let vector = from; vector < to; vector++) {
    const rows = order + (vector << 9);
    for (let first = 0; first < features; first += 64) {
      for (let i: usize = 0; i < 8; i++) gather(rows + 4 * i, first >> 3, scratch + 16 * i);
      const end = min(first + 64, features);
      for (let column = first; column < end; column += 8) {
        const block = scratch + ((column - first) << 4);
        const out = columns + column * columnBytes + (vector << 4);
        transposeBlock(block, out, columnBytes, min(column + 8, end) - column);
      }
    }
  }
}

/** Eight bytes from `byte` on of 16 rows, every eighth in `order`: eight vectors 128 bytes apart. */
function gather(order: usize, byte: u32, out: usize): void {
  const a0 = pairOf(order, byte, 0);
  const a1 = pairOf(order, byte, 1);
  const a2 = pairOf(order, byte, 2);
  const a3 = pairOf(order, byte, 3);
  const a4 = pairOf(order, byte, 4);
  const a5 = pairOf(order, byte, 5);
  const a6 = pairOf(order, byte, 6);
  const a7 = pairOf(order, byte, 7);
  const b0 = pairLow(a0, a4);
  const b1 = pairHigh(a0, a4);
  const b2 = pairLow(a1, a5);
  const b3 = pairHigh(a1, a5);
  const b4 = pairLow(a2, a6);
  const b5 = pairHigh(a2, a6);
  const b6 = pairLow(a3, a7);
  const b7 = pairHigh(a3, a7);
  const c0 = pairLow(b0, b4);
  const c1 = pairHigh(b0, b4);
  const c2 = pairLow(b1, b5);
  const c3 = pairHigh(b1, b5);
  const c4 = pairLow(b2, b6);
  const c5 = pairHigh(b2, b6);
  const c6 = pairLow(b3, b7);
  const c7 = pairHigh(b3, b7);
  v128.store(out, pairLow(c0, c4));
  v128.store(out + 128, pairHigh(c0, c4));
  v128.store(out + 256, pairLow(c1, c5));
  v128.store(out + 384, pairHigh(c1, c5));
  v128.store(out + 512, pairLow(c2, c6));
  v128.store(out + 640, pairHigh(c2, c6));
  v128.store(out + 768, pairLow(c3, c7));
  v128.store(out + 896, pairHigh(c3, c7));
}

/** Eight bytes of rows `place` and `place` + 8, interleaved. */
// @ts-ignore: decorator
@inline
function pairOf(order: usize, byte: u32, place: usize): v128 {
  return pairLow(
    v128.load64_zero(load<u32>(order + 32 * place) + byte),
    v128.load64_zero(load<u32>(order + 32 * place + 256) + byte),
  );
}

/** Transposes 8 x 8 bits in each byte place of the eight vectors at `block`, into `count` columns. */
function transposeBlock(block: usize, out: usize, columnBytes: i32, count: i32): void {
  const nibbles = v128.load(NIBBLES);
  const pairs = v128.load(PAIRS);
  const singles = v128.load(SINGLES);
  let w0 = v128.load(block);
  let w1 = v128.load(block, 16);
  let w2 = v128.load(block, 32);
  let w3 = v128.load(block, 48);
  let w4 = v128.load(block, 64);
  let w5 = v128.load(block, 80);
  let w6 = v128.load(block, 96);
  let w7 = v128.load(block, 112);
  let t = swapped(w0, w4, 4, nibbles);
  w4 = v128.xor(w4, t);
  w0 = v128.xor(w0, i16x8.shl(t, 4));
  t = swapped(w1, w5, 4, nibbles);
  w5 = v128.xor(w5, t);
  w1 = v128.xor(w1, i16x8.shl(t, 4));
  t = swapped(w2, w6, 4, nibbles);
  w6 = v128.xor(w6, t);
  w2 = v128.xor(w2, i16x8.shl(t, 4));
  t = swapped(w3, w7, 4, nibbles);
  w7 = v128.xor(w7, t);
  w3 = v128.xor(w3, i16x8.shl(t, 4));
  t = swapped(w0, w2, 2, pairs);
  w2 = v128.xor(w2, t);
  w0 = v128.xor(w0, i16x8.shl(t, 2));
  t = swapped(w1, w3, 2, pairs);
  w3 = v128.xor(w3, t);
  w1 = v128.xor(w1, i16x8.shl(t, 2));
  t = swapped(w4, w6, 2, pairs);
  w6 = v128.xor(w6, t);
  w4 = v128.xor(w4, i16x8.shl(t, 2));
  t = swapped(w5, w7, 2, pairs);
  w7 = v128.xor(w7, t);
  w5 = v128.xor(w5, i16x8.shl(t, 2));
  t = swapped(w0, w1, 1, singles);
  v128.store(out, v128.xor(w0, i16x8.shl(t, 1)));
  if (count > 1) v128.store(out += columnBytes, v128.xor(w1, t));
  t = swapped(w2, w3, 1, singles);
  if (count > 2) v128.store(out += columnBytes, v128.xor(w2, i16x8.shl(t, 1)));
  if (count > 3) v128.store(out += columnBytes, v128.xor(w3, t));
  t = swapped(w4, w5, 1, singles);
  if (count > 4) v128.store(out += columnBytes, v128.xor(w4, i16x8.shl(t, 1)));
  if (count > 5) v128.store(out += columnBytes, v128.xor(w5, t));
  t = swapped(w6, w7, 1, singles);
  if (count > 6) v128.store(out += columnBytes, v128.xor(w6, i16x8.shl(t, 1)));
  if (count > 7) v128.store(out += columnBytes, v128.xor(w7, t));
}
