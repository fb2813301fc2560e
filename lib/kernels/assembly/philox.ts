// Philox4x32-10 for the bits that settle ties, as `lib/random.ts` has it. There `DRAW_` names what they
// are drawn for.

import { numberOf, seedHighOf, seedLowOf } from "./layer";

/** Writes the four random words of block `index` of LUT `lut` (unpruned number) for a purpose. */
export function drawBits(out: usize, layer: usize, lut: u32, purpose: u32, index: u32): void {
  let c0 = index;
  let c1 = lut;
  let c2: u32 = numberOf(layer);
  let c3 = purpose;
  let k0 = seedLowOf(layer);
  let k1 = seedHighOf(layer);
  for (let round = 0; round < 10; round++) {
    const p0 = <u64> 0xd2511f53 * <u64> c0;
    const p1 = <u64> 0xcd9e8d57 * <u64> c2;
    c0 = <u32> (p1 >> 32) ^ c1 ^ k0;
    c1 = <u32> p1;
    c2 = <u32> (p0 >> 32) ^ c3 ^ k1;
    c3 = <u32> p0;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  store<u32>(out, c0);
  store<u32>(out, c1, 4);
  store<u32>(out, c2, 8);
  store<u32>(out, c3, 12);
}
