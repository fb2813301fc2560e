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

/** The first byte that nobody has taken for good. */
export let free: usize = 0;

/** Everything from here on is free. */
export function freeFrom(at: usize): void {
  free = at;
}

/** Takes memory, with a byte to spare; traps if there is no room, and then there is no instance. */
export function take(bytes: usize): usize {
  const at = <usize> aligned(free);
  free = at + bytes + 1;
  if (!growTo(free)) unreachable();
  return at;
}

/** The next multiple of 64, a cache line. */
export function aligned(at: u64): u64 {
  return (at + 63) & ~63;
}
