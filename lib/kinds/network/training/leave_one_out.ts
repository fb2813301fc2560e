/**
 * What a LUT of a leave-one-out layer puts out for the rows that it was trained on: the majority of
 * all rows at the address but the row itself. Such outputs are as honest about a training row as a
 * truth table is about a row that it has never seen, so layers above do not learn to trust what was
 * merely memorized. After training nothing is left of it: truth tables are the ordinary majority.
 *
 * @module
 */

import { leftOutBit } from "../../../random.ts";

/** Which random bits settle ties. */
export interface Ties {
  readonly seed: number;
  /** Number of the layer, from 1. */
  readonly layer: number;
  /** Number of the LUT within its unpruned layer. */
  readonly lut: number;
}

/**
 * Finds the outputs of a LUT, one byte a bit.
 *
 * @param addresses the address that each row reaches
 * @param labels 0 or 1 for each row
 * @param differences for each address the rows of class 1 less those of class 0
 */
export function leaveOneOut(
  addresses: Uint16Array,
  labels: Uint8Array,
  differences: Int32Array,
  { seed, layer, lut }: Ties,
): Uint8Array {
  // Random bits are numbered within each class, so that rows sorted by class take them one by one.
  const seen = [0, 0];
  return Uint8Array.from(addresses, (address, row) => {
    const label = labels[row]!;
    const number = seen[label]!++;
    const others = differences[address]! - (label === 1 ? 1 : -1);
    return others === 0 ? leftOutBit(seed, layer, lut, label, number) : Number(others > 0);
  });
}
