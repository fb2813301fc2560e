/**
 * Places in a thread's scratch memory, and how much of it there must be. `assembly/scratch.ts` has the
 * same places.
 *
 * @module
 */

/** Low eight bits of the addresses of 2048 rows. */
export const LOW = 4_096;
/** The bits above them. */
export const HIGH = 6_144;
/** Counters of a LUT, i32. */
export const COUNTERS = 8_448;

/**
 * Bytes of scratch memory that a thread needs for LUTs of as many wires.
 *
 * @param columnBytes bytes of a column to train on; 0 if the thread only looks rows up
 */
export function scratchBytes(arity: number, columnBytes: number): number {
  const histograms = 2 * 4 * Math.max(256, 1 << arity);
  return COUNTERS + histograms + (arity <= 8 ? 8 * columnBytes : 0);
}
