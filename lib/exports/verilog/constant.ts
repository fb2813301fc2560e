/**
 * Packed bits as a constant of Verilog. A long one is spelled in pieces: simulators read a number
 * into a buffer of some kilobytes, and Icarus gives up where it is full.
 *
 * @module
 */

/** Bits of a piece. */
const PIECE_BITS = 1_024;

/**
 * The constant of some bits.
 *
 * @param bytes ceil(bits / 8), the first bit least significant; unused bits are zero
 */
export function constantOf(bytes: Uint8Array, bits: number): string {
  if (bits <= PIECE_BITS) return numberOf(bytes, bits);
  const pieces: string[] = [];
  for (let first = 0; first < bits; first += PIECE_BITS) {
    const piece = bytes.subarray(first >>> 3, (first + PIECE_BITS) >>> 3);
    pieces.push(`    ${numberOf(piece, Math.min(PIECE_BITS, bits - first))}`);
  }
  // The most significant piece comes first.
  return `{\n${pieces.reverse().join(",\n")}\n  }`;
}

/** Two hexadecimal digits for each byte. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A number with its width: no digit more than the bits need, or linters warn. */
function numberOf(bytes: Uint8Array, bits: number): string {
  let digits = "";
  for (let byte = bytes.length - 1; byte >= 0; byte--) digits += DIGITS[bytes[byte]!]!;
  return `${bits}'h${digits.slice(-Math.ceil(bits / 4))}`;
}
