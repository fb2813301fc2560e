// Constant vectors. They lie in memory because a kernel that loads them into locals before its loop
// keeps them in registers; written as literals, V8 builds them anew in each turn of the loop (a
// quarter slower).

/** In each byte the low two bits of each nibble. */
export const PAIRS: usize = memory.data<u8>([
  0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33,
], 16);

/** In each byte every other bit. */
export const SINGLES: usize = memory.data<u8>([
  0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55,
], 16);

/** In each byte the low nibble. */
export const NIBBLES: usize = memory.data<u8>([
  0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f, 0x0f,
], 16);

/** For a nibble the byte with bit nibble % 8 set. */
export const BITS: usize = memory.data<u8>([
  1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128,
], 16);

/** Seven in each byte. */
export const SEVENS: usize = memory.data<u8>([
  7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
], 16);

/** In each half the bits that trade places with those 7 above: 2 x 2 bits of an 8 x 8 matrix. */
export const SWAP_7: usize = memory.data<u64>([0x00aa00aa00aa00aa, 0x00aa00aa00aa00aa], 16);

/** The same for 14 above: blocks of 2 x 2 in 4 x 4. */
export const SWAP_14: usize = memory.data<u64>([0x0000cccc0000cccc, 0x0000cccc0000cccc], 16);

/** The same for 28 above: blocks of 4 x 4 in 8 x 8. */
export const SWAP_28: usize = memory.data<u64>([0x00000000f0f0f0f0, 0x00000000f0f0f0f0], 16);
