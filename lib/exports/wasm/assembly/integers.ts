// Integers of the blob, packed without gaps.

/** Reads `count` integers of up to 16 bits, packed from the least bit on, and writes `size` bytes each. */
export function unpackIntegers(
  out: usize,
  size: usize,
  from: usize,
  count: i32,
  bits: i32,
): void {
  const mask: u32 = (1 << bits) - 1;
  for (let i = 0, bit: u32 = 0; i < count; i++, bit += bits, out += size) {
    // Behind the last integer there are tables and the checksum: four bytes can be read. Of two
    // bytes that are written, the second is 0 or the next integer's.
    store<u16>(out, (load<u32>(from + (bit >> 3)) >> (bit & 7)) & mask);
  }
}
