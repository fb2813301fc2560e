// Steps that the kernels share, each a few vector operations.

/** The bits that one step of a transposition swaps between `a`, shifted down, and `b`. */
// @ts-ignore: decorator
@inline
export function swapped(a: v128, b: v128, shift: i32, mask: v128): v128 {
  return v128.and(v128.xor(i16x8.shr_u(a, shift), b), mask);
}

/** For each byte of `index`, all below 16, that byte of `table`. */
// @ts-ignore: decorator
@inline
export function look(table: v128, index: v128): v128 {
  // Below 16 the relaxed operation is the same on every processor, and takes one instruction.
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(table, index);
  return i8x16.swizzle(table, index);
}

/** The low nibble of each byte. */
// @ts-ignore: decorator
@inline
export function lowOf(bytes: v128, nibbles: v128): v128 {
  return v128.and(bytes, nibbles);
}

/** The high nibble of each byte. */
// @ts-ignore: decorator
@inline
export function highOf(bytes: v128, nibbles: v128): v128 {
  return v128.and(i16x8.shr_u(bytes, 4), nibbles);
}

/**
 * Appends to each byte of `answers` the bit that a truth table has at the address whose nibbles are
 * in `low` and `high`: the high one picks two bytes of the table, the low one picks one of them, by
 * whether it is above seven, and a bit in it. Three swizzles, because each takes plain vectors two
 * instructions.
 *
 * @param even `evenBytes` of the table
 * @param flips `flipsToOdd` of the table
 */
// @ts-ignore: decorator
@inline
export function append(
  answers: v128,
  low: v128,
  high: v128,
  even: v128,
  flips: v128,
  bits: v128,
  sevens: v128,
): v128 {
  const isOdd = i8x16.gt_s(low, sevens);
  const byte = v128.xor(look(even, high), v128.and(look(flips, high), isOdd));
  const bit = look(bits, low);
  return i8x16.sub(i8x16.add(answers, answers), i8x16.eq(v128.and(byte, bit), bit));
}

/** The bytes at even places of the 32 bytes at `table`. */
// @ts-ignore: decorator
@inline
export function evenBytes(table: usize): v128 {
  return v128.shuffle<i8>(
    v128.load(table), v128.load(table, 16),
    0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30,
  );
}

/** The bits in which each byte at an odd place of the 32 bytes at `table` differs from that before. */
// @ts-ignore: decorator
@inline
export function flipsToOdd(table: usize): v128 {
  const odd = v128.shuffle<i8>(
    v128.load(table), v128.load(table, 16),
    1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31,
  );
  return v128.xor(evenBytes(table), odd);
}

/** Sets `bytes` bytes to zero, a multiple of 16. `memory.fill` is slow on shared memory. */
export function clear(at: usize, bytes: usize): void {
  const zero = i32x4.splat(0);
  for (const end = at + bytes; at < end; at += 16) v128.store(at, zero);
}

/** Copies `bytes` bytes, rounded up to 16. */
export function copy(to: usize, from: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
}
