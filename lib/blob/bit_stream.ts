/**
 * Integers of a fixed number of bits, packed without gaps: least significant bit first, bytes
 * filled from their least significant bit.
 *
 * @module
 */

/** Bytes that `count` integers of `bits` bits take. */
export function packedBytes(count: number, bits: number): number {
  return Math.ceil(count * bits / 8);
}

/** Packs `values`, each of `bits` bits (0 to 16), into `out` from byte `at` on. */
export function packIntegers(
  out: Uint8Array,
  at: number,
  values: ArrayLike<number>,
  bits: number,
): void {
  let buffer = 0;
  let held = 0;
  for (let i = 0; i < values.length; i++) {
    buffer |= values[i]! << held;
    held += bits;
    for (; held >= 8; held -= 8, buffer >>>= 8) out[at++] = buffer & 255;
  }
  if (held > 0) out[at] = buffer;
}

/** Unpacks integers of `bits` bits (0 to 16) from byte `at` on until `out` is full. */
export function unpackIntegers(
  out: Uint8Array | Uint16Array,
  bytes: Uint8Array,
  at: number,
  bits: number,
): void {
  const mask = (1 << bits) - 1;
  let buffer = 0;
  let held = 0;
  for (let i = 0; i < out.length; i++) {
    for (; held < bits; held += 8) buffer |= bytes[at++]! << held;
    out[i] = buffer & mask;
    buffer >>>= bits;
    held -= bits;
  }
}

/** True if the bits behind the last of `count` integers of `bits` bits are zero. */
export function isPaddingZero(
  bytes: Uint8Array,
  at: number,
  count: number,
  bits: number,
): boolean {
  const used = (count * bits) % 8;
  return used === 0 || bytes[at + packedBytes(count, bits) - 1]! >>> used === 0;
}
