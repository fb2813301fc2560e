// Bit columns to addresses: an 8 x 8 bit transposition (Warren, "Hacker's Delight", section 7-3) in
// each byte place of eight vectors, which is 128 rows at a time.

import { arityOf, columnAt, wiresOf } from "./layer";
import { NIBBLES, PAIRS, SINGLES } from "./masks";
import { swapped } from "./vectors";

/**
 * Writes the eight bits that the wires of a LUT from wire `first` on have on each row, for the bytes
 * `from` to `to` of the columns: byte 16 i + b of each 128 belongs to row 8 b + i.
 *
 * T = u16: writes to `slots`, too, a u16 in the same order, (bits + 256 (base + place in a vector of
 * 8)) x 2: the place of a 16-bit counter.
 */
export function transpose<T>(
  layer: usize,
  lut: i32,
  first: i32,
  from: i32,
  to: i32,
  out: usize,
  slots: usize = 0,
  base: usize = 0,
): void {
  const wires = wiresOf(layer) + ((lut * arityOf(layer)) << 1);
  transposeColumns<T>(
    columnAt(layer, wires, first),
    columnAt(layer, wires, first + 1),
    columnAt(layer, wires, first + 2),
    columnAt(layer, wires, first + 3),
    columnAt(layer, wires, first + 4),
    columnAt(layer, wires, first + 5),
    columnAt(layer, wires, first + 6),
    columnAt(layer, wires, first + 7),
    from, to, out, slots, base,
  );
}

/** The same for eight columns that lie anywhere. */
export function transposeColumns<T>(
  c0: usize,
  c1: usize,
  c2: usize,
  c3: usize,
  c4: usize,
  c5: usize,
  c6: usize,
  c7: usize,
  from: i32,
  to: i32,
  out: usize,
  slots: usize,
  base: usize,
): void {
  const nibbles = v128.load(NIBBLES);
  const pairs = v128.load(PAIRS);
  const singles = v128.load(SINGLES);
  const bases = i8x16.add(
    i8x16.splat(<i8> base),
    i8x16(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7),
  );
  for (let at = from; at < to; at += 16) {
    let w0 = v128.load(c0 + at);
    let w1 = v128.load(c1 + at);
    let w2 = v128.load(c2 + at);
    let w3 = v128.load(c3 + at);
    let w4 = v128.load(c4 + at);
    let w5 = v128.load(c5 + at);
    let w6 = v128.load(c6 + at);
    let w7 = v128.load(c7 + at);
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
    put<T>(v128.xor(w0, i16x8.shl(t, 1)), out, slots, 0, bases);
    put<T>(v128.xor(w1, t), out, slots, 1, bases);
    t = swapped(w2, w3, 1, singles);
    put<T>(v128.xor(w2, i16x8.shl(t, 1)), out, slots, 2, bases);
    put<T>(v128.xor(w3, t), out, slots, 3, bases);
    t = swapped(w4, w5, 1, singles);
    put<T>(v128.xor(w4, i16x8.shl(t, 1)), out, slots, 4, bases);
    put<T>(v128.xor(w5, t), out, slots, 5, bases);
    t = swapped(w6, w7, 1, singles);
    put<T>(v128.xor(w6, i16x8.shl(t, 1)), out, slots, 6, bases);
    put<T>(v128.xor(w7, t), out, slots, 7, bases);
    out += 128;
    if (sizeof<T>() == 2) slots += 256;
  }
}

/** Stores the bits of 16 rows, vector `i` of eight, and their slots if there are any. */
// @ts-ignore: decorator
@inline
function put<T>(bits: v128, out: usize, slots: usize, i: usize, bases: v128): void {
  v128.store(out + 16 * i, bits);
  if (sizeof<T>() == 1) return;
  v128.store(slots + 32 * i, i16x8.shl(pairLow(bits, bases), 1));
  v128.store(slots + 32 * i + 16, i16x8.shl(pairHigh(bits, bases), 1));
}

/** The low eight bytes of `a`, each with that of `b` above it. */
// @ts-ignore: decorator
@inline
export function pairLow(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/** The high eight bytes of `a`, each with that of `b` above it. */
// @ts-ignore: decorator
@inline
export function pairHigh(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
