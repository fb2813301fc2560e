/**
 * From counters to a truth table: the majority at each address, a random bit for a tie.
 *
 * @module
 */

import { tableBytes } from "../table_bytes.ts";
import { DRAW_TIES, RandomStream } from "../../random.ts";
import { COUNTERS } from "../scratch.ts";
import type { Record, Views } from "./views.ts";

/**
 * Writes the truth table of a LUT from the counters in the scratch memory, and its surplus: rows
 * that the table predicts right less the others.
 */
export function writeTable(
  { bytes, u32, i32 }: Views,
  record: Record,
  lut: number,
  scratch: number,
): void {
  const { arity, seed, number, luts, surpluses } = record;
  const counters = (scratch + COUNTERS) >>> 2;
  const table = record.tables + lut * tableBytes(arity);
  bytes.fill(0, table, table + tableBytes(arity));
  const ties = new RandomStream(seed, number, u32[(luts >>> 2) + lut]!, DRAW_TIES);
  let surplus = 0;
  let block: Uint32Array | undefined;
  for (let address = 0; address < 1 << arity; address++) {
    if ((address & 127) === 0) block = undefined;
    const difference = i32[counters + address]!;
    let bit = difference > 0 ? 1 : 0;
    if (difference === 0) {
      block ??= ties.block(address >>> 7);
      bit = (block[(address >>> 5) & 3]! >>> (address & 31)) & 1;
    }
    surplus += Math.abs(difference);
    bytes[table + (address >>> 3)]! |= bit << (address & 7);
  }
  i32[(surpluses >>> 2) + lut] = surplus;
}
