// Inference for at most 32 rows and up to eight wires: what a handful of requests at the same time
// asks for. Four bytes of each of the eight columns fill two vectors, in less than half the time that
// 128 rows take.

import {
  arityOf, inputsOf, outputsOf, tableBytesOf, tablesOf, wiresOf, zerosOf,
} from "../layer";
import { BITS, NIBBLES, SEVENS, SWAP_14, SWAP_28, SWAP_7 } from "../masks";
import { append, evenBytes, flipsToOdd, highOf, lowOf } from "../vectors";

/** Looks up the first 32 rows, of columns of 16 bytes, at the LUTs `from` to `to` of a layer. */
export function applyFew(layer: usize, from: i32, to: i32): void {
  const nibbles = v128.load(NIBBLES);
  const bits = v128.load(BITS);
  const sevens = v128.load(SEVENS);
  const swap7 = v128.load(SWAP_7);
  const swap14 = v128.load(SWAP_14);
  const swap28 = v128.load(SWAP_28);
  const zero = i32x4.splat(0);
  // A LUT takes a few nanoseconds: what is the same for all of them is read once.
  const arity = arityOf(layer);
  const inputs = inputsOf(layer);
  const zeros = zerosOf(layer);
  const tableBytes = tableBytesOf(layer);
  let wires = wiresOf(layer) + ((from * arity) << 1);
  let table = tablesOf(layer) + from * tableBytes;
  let out = outputsOf(layer) + (from << 4);
  for (let lut = from; lut < to; lut++) {
    let low: v128;
    let high: v128;
    if (arity == 8) {
      // Two wires a load, times the 16 bytes of a column.
      const w01 = load<u32>(wires);
      const w23 = load<u32>(wires, 4);
      const w45 = load<u32>(wires, 8);
      const w67 = load<u32>(wires, 12);
      low = v128.load32_zero(inputs + ((w01 << 4) & 0xffff0));
      low = v128.load_lane<u32>(inputs + ((w01 >> 12) & 0xffff0), low, 1);
      low = v128.load_lane<u32>(inputs + ((w23 << 4) & 0xffff0), low, 2);
      low = v128.load_lane<u32>(inputs + ((w23 >> 12) & 0xffff0), low, 3);
      high = v128.load32_zero(inputs + ((w45 << 4) & 0xffff0));
      high = v128.load_lane<u32>(inputs + ((w45 >> 12) & 0xffff0), high, 1);
      high = v128.load_lane<u32>(inputs + ((w67 << 4) & 0xffff0), high, 2);
      high = v128.load_lane<u32>(inputs + ((w67 >> 12) & 0xffff0), high, 3);
    } else {
      low = v128.load32_zero(columnOf(wires, 0, arity, inputs, zeros));
      low = v128.load_lane<u32>(columnOf(wires, 1, arity, inputs, zeros), low, 1);
      low = v128.load_lane<u32>(columnOf(wires, 2, arity, inputs, zeros), low, 2);
      low = v128.load_lane<u32>(columnOf(wires, 3, arity, inputs, zeros), low, 3);
      high = v128.load32_zero(columnOf(wires, 4, arity, inputs, zeros));
      high = v128.load_lane<u32>(columnOf(wires, 5, arity, inputs, zeros), high, 1);
      high = v128.load_lane<u32>(columnOf(wires, 6, arity, inputs, zeros), high, 2);
    }
    // Byte j of each half: wire j on eight rows. Transposed, byte i is the address of row i.
    const first = transposeHalves(
      v128.shuffle<i8>(low, high, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29),
      swap7, swap14, swap28,
    );
    const second = transposeHalves(
      v128.shuffle<i8>(low, high, 2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31),
      swap7, swap14, swap28,
    );
    const even = evenBytes(table);
    const flips = flipsToOdd(table);
    const rows0 = append(
      zero, lowOf(first, nibbles), highOf(first, nibbles), even, flips, bits, sevens,
    );
    const rows16 = append(
      zero, lowOf(second, nibbles), highOf(second, nibbles), even, flips, bits, sevens,
    );
    // The answers are 0 or 1 in each byte: negated, their sign bits are collected.
    const answers = i8x16.bitmask(i8x16.neg(rows0)) | (i8x16.bitmask(i8x16.neg(rows16)) << 16);
    store<u32>(out, answers);
    wires += arity << 1;
    table += tableBytes;
    out += 16;
  }
}

/** The column of four bytes that wire `wire` of a LUT reads. */
// @ts-ignore: decorator
@inline
function columnOf(
  wires: usize,
  wire: i32,
  arity: i32,
  inputs: usize,
  zeros: usize,
): usize {
  return wire < arity ? inputs + (<u32> load<u16>(wires + (wire << 1)) << 4) : zeros;
}

/** Transposes the 8 x 8 bits in each half of a vector. */
// @ts-ignore: decorator
@inline
function transposeHalves(rows: v128, swap7: v128, swap14: v128, swap28: v128): v128 {
  return swap(swap(swap(rows, 7, swap7), 14, swap14), 28, swap28);
}

/** Swaps the bits under `mask` with those `distance` above them (Warren, section 7-1). */
// @ts-ignore: decorator
@inline
function swap(bits: v128, distance: i32, mask: v128): v128 {
  const t = v128.and(v128.xor(bits, i64x2.shr_u(bits, distance)), mask);
  return v128.xor(v128.xor(bits, t), i64x2.shl(t, distance));
}
