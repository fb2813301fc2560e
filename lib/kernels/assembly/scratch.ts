// Places in a thread's own scratch memory, as `../scratch.ts` has them; it says how much there is.

/** Bytes of columns that are worked on at once: what they expand to stays in the nearest cache. */
export const CHUNK: i32 = 256;

/** A 16-bit number for each row of a chunk. */
export const SLOTS: usize = 0;
/** Low eight bits of the addresses of a chunk, 8 x CHUNK bytes. */
export const LOW: usize = 4096;
/** The bits above them. */
export const HIGH: usize = 6144;
/** 16 numbers of 16 bits. */
export const PLACES: usize = 8192;
/** Counters of a LUT, i32: two histograms of 2^arity. */
export const COUNTERS: usize = 8448;
/** Up to eight wires: the address of each row, a byte each. */
export const NARROW_ADDRESSES: usize = COUNTERS + 2048;
