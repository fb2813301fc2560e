/**
 * The size of truth tables in memory.
 *
 * @module
 */

/** Bytes that one truth table takes in memory: 2^arity bits, at least one byte. */
export function tableBytes(arity: number): number {
  return (1 << arity) >>> 3 || 1;
}
