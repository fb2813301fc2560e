// Inference for LUTs of up to eight wires, 128 rows a vector. Wires 0 to 3 give the low nibble of an
// address and wires 4 to 7 the high one; two of the three steps of a bit transposition leave the
// nibbles of two times four rows in each byte, and the truth table is looked up with them.

import {
  arityOf, columnAt, columnBytesOf, outputsOf, tableBytesOf, tablesOf, wiresOf,
} from "../layer";
import { BITS, NIBBLES, PAIRS, SEVENS, SINGLES } from "../masks";
import { append, evenBytes, flipsToOdd, highOf, lowOf, swapped } from "../vectors";

/** Looks up all rows at the LUTs `from` to `to` of a layer and writes their columns. */
export function applyNarrow(layer: usize, from: i32, to: i32): void {
  const pairs = v128.load(PAIRS);
  const singles = v128.load(SINGLES);
  const nibbles = v128.load(NIBBLES);
  const bits = v128.load(BITS);
  const sevens = v128.load(SEVENS);
  const zero = i32x4.splat(0);
  const bytes = columnBytesOf(layer);
  for (let lut = from; lut < to; lut++) {
    const wires = wiresOf(layer) + ((lut * arityOf(layer)) << 1);
    const table = tablesOf(layer) + lut * tableBytesOf(layer);
    const even = evenBytes(table);
    const flips = flipsToOdd(table);
    const c0 = columnAt(layer, wires, 0);
    const c1 = columnAt(layer, wires, 1);
    const c2 = columnAt(layer, wires, 2);
    const c3 = columnAt(layer, wires, 3);
    const c4 = columnAt(layer, wires, 4);
    const c5 = columnAt(layer, wires, 5);
    const c6 = columnAt(layer, wires, 6);
    const c7 = columnAt(layer, wires, 7);
    const out = outputsOf(layer) + lut * bytes;
    for (let at = 0; at < bytes; at += 16) {
      let l0 = v128.load(c0 + at);
      let l1 = v128.load(c1 + at);
      let l2 = v128.load(c2 + at);
      let l3 = v128.load(c3 + at);
      let t = swapped(l0, l2, 2, pairs);
      l2 = v128.xor(l2, t);
      l0 = v128.xor(l0, i16x8.shl(t, 2));
      t = swapped(l1, l3, 2, pairs);
      l3 = v128.xor(l3, t);
      l1 = v128.xor(l1, i16x8.shl(t, 2));
      t = swapped(l0, l1, 1, singles);
      l1 = v128.xor(l1, t);
      l0 = v128.xor(l0, i16x8.shl(t, 1));
      t = swapped(l2, l3, 1, singles);
      l3 = v128.xor(l3, t);
      l2 = v128.xor(l2, i16x8.shl(t, 1));
      let h0 = v128.load(c4 + at);
      let h1 = v128.load(c5 + at);
      let h2 = v128.load(c6 + at);
      let h3 = v128.load(c7 + at);
      t = swapped(h0, h2, 2, pairs);
      h2 = v128.xor(h2, t);
      h0 = v128.xor(h0, i16x8.shl(t, 2));
      t = swapped(h1, h3, 2, pairs);
      h3 = v128.xor(h3, t);
      h1 = v128.xor(h1, i16x8.shl(t, 2));
      t = swapped(h0, h1, 1, singles);
      h1 = v128.xor(h1, t);
      h0 = v128.xor(h0, i16x8.shl(t, 1));
      t = swapped(h2, h3, 1, singles);
      h3 = v128.xor(h3, t);
      h2 = v128.xor(h2, i16x8.shl(t, 1));

      // Byte b now has row 8 b + i in its low nibble and row 8 b + 4 + i in its high one, for i = 0
      // to 3. The last row goes first: each answer pushes those before it one place up.
      let r = append(zero, highOf(l3, nibbles), highOf(h3, nibbles), even, flips, bits, sevens);
      r = append(r, highOf(l2, nibbles), highOf(h2, nibbles), even, flips, bits, sevens);
      r = append(r, highOf(l1, nibbles), highOf(h1, nibbles), even, flips, bits, sevens);
      r = append(r, highOf(l0, nibbles), highOf(h0, nibbles), even, flips, bits, sevens);
      r = append(r, lowOf(l3, nibbles), lowOf(h3, nibbles), even, flips, bits, sevens);
      r = append(r, lowOf(l2, nibbles), lowOf(h2, nibbles), even, flips, bits, sevens);
      r = append(r, lowOf(l1, nibbles), lowOf(h1, nibbles), even, flips, bits, sevens);
      r = append(r, lowOf(l0, nibbles), lowOf(h0, nibbles), even, flips, bits, sevens);
      v128.store(out + at, r);
    }
  }
}

/** Looks up rows whose addresses are known (`transpose`): `bytes` bytes of the column at `out`. */
export function applyKnown(table: usize, addresses: usize, out: usize, bytes: i32): void {
  const nibbles = v128.load(NIBBLES);
  const bits = v128.load(BITS);
  const sevens = v128.load(SEVENS);
  const zero = i32x4.splat(0);
  const even = evenBytes(table);
  const flips = flipsToOdd(table);
  for (const end = out + bytes; out < end; out += 16, addresses += 128) {
    let r = appendAt(zero, addresses + 112, nibbles, even, flips, bits, sevens);
    r = appendAt(r, addresses + 96, nibbles, even, flips, bits, sevens);
    r = appendAt(r, addresses + 80, nibbles, even, flips, bits, sevens);
    r = appendAt(r, addresses + 64, nibbles, even, flips, bits, sevens);
    r = appendAt(r, addresses + 48, nibbles, even, flips, bits, sevens);
    r = appendAt(r, addresses + 32, nibbles, even, flips, bits, sevens);
    r = appendAt(r, addresses + 16, nibbles, even, flips, bits, sevens);
    r = appendAt(r, addresses, nibbles, even, flips, bits, sevens);
    v128.store(out, r);
  }
}

/** `append` for the 16 addresses at a place. */
// @ts-ignore: decorator
@inline
function appendAt(
  answers: v128,
  addresses: usize,
  nibbles: v128,
  even: v128,
  flips: v128,
  bits: v128,
  sevens: v128,
): v128 {
  const address = v128.load(addresses);
  const low = lowOf(address, nibbles);
  return append(answers, low, highOf(address, nibbles), even, flips, bits, sevens);
}
