/**
 * Places in a thread's scratch memory; those of `../assembly/scratch.ts`.
 *
 * @module
 */

/** Low eight bits of the addresses of 2048 rows. */
export const LOW = 4_096;
/** The bits above them. */
export const HIGH = 6_144;
/** Counters of a LUT, i32. */
export const COUNTERS = 8_448;
