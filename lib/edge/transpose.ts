/**
 * The transposition of 8 x 8 bits in each byte place of eight words (Warren, "Hacker's Delight",
 * section 7-3): from the columns of a LUT's wires to the addresses of 32 rows. Written for little
 * code; `lib/kernels/typescript/transpose.ts` is written for speed.
 *
 * @module
 */

/** Transposes eight words: bit j of byte b of word i becomes bit i of byte b of word j. */
export function transpose(words: Uint32Array): void {
  for (let step = 4, mask = 0x0f0f0f0f; step > 0; step >>= 1, mask ^= mask << step) {
    for (let i = 0; i < 8; i = (i + step + 1) & ~step) {
      const swapped = ((words[i]! >>> step) ^ words[i + step]!) & mask;
      words[i + step]! ^= swapped;
      words[i]! ^= swapped << step;
    }
  }
}
