// The memory: it grows when more is asked for, and never shrinks.

/** Bytes that the memory may have (2 GiB): the differences of places then fit a signed integer. */
const MOST_BYTES: u64 = 0x8000_0000;

/** Sees to it that the memory reaches up to `end`; false if there is no room for it. */
export function growTo(end: u64): bool {
  if (end > MOST_BYTES) return false;
  const pages = <i32> ((end + 0xffff) >> 16);
  const missing = pages - memory.size();
  return missing <= 0 || memory.grow(missing) >= 0;
}

/** The next multiple of 64, a cache line. */
export function aligned(at: u64): u64 {
  return (at + 63) & ~63;
}
