/**
 * A boosting run as the TypeScript kernels see it (`../boosting_memory.ts`).
 *
 * @module
 */

import { CHUNK_ROWS } from "../boosting_memory.ts";
import type { BoostingRecord } from "../records/boosting.ts";
import { HIGH, LOW } from "../scratch.ts";
import { transposeColumns } from "./transpose.ts";
import type { Views } from "./views.ts";

/** Rows and their copies, padding included. */
export function sampleCount({ copies, columnBytes }: BoostingRecord): number {
  return copies * columnBytes * 8;
}

/** Index, in numbers of 16 bits, of the gradients of a table. */
export function gradientsAt(record: BoostingRecord, table: number): number {
  const { gradients, splitCount, batch } = record;
  const column = splitCount < batch ? table % splitCount : table % batch;
  return (gradients >>> 1) + column * sampleCount(record);
}

/** Index, in numbers of 16 bits, of the addresses of a table. */
export function addressesAt(record: BoostingRecord, table: number): number {
  return (record.addresses >>> 1) + (table % record.batch) * sampleCount(record);
}

/** Index, in numbers of 32 bits, of the sums of a table. */
export function sumsAt({ sums, arity, batch }: BoostingRecord, table: number): number {
  return (sums >>> 2) + ((table % batch) << (arity + 1));
}

/** Index of the bytes that say which classes the half of a table has. */
export function halfAt({ splits, splitCount, classes }: BoostingRecord, table: number): number {
  return splits + (table % splitCount) * classes;
}

/**
 * Writes the addresses that the rows in the bytes `from` to `to` of 16 listed columns spell, u16.
 *
 * @param out index of numbers of 16 bits
 */
export function findListed(
  views: Views,
  wired: number,
  arity: number,
  from: number,
  to: number,
  out: number,
  scratch: number,
): void {
  const { u32, u16, bytes } = views;
  for (let at = from; at < to; at += CHUNK_ROWS / 8) {
    const end = Math.min(at + CHUNK_ROWS / 8, to);
    transposeListed(u32, wired >>> 2, at, end, scratch + LOW);
    const rows = (end - at) * 8;
    const low = scratch + LOW;
    if (arity > 8) {
      transposeListed(u32, (wired >>> 2) + 8, at, end, scratch + HIGH);
      const high = scratch + HIGH;
      for (let row = 0; row < rows; row++) {
        u16[out + row] = bytes[low + row]! | (bytes[high + row]! << 8);
      }
    } else {
      for (let row = 0; row < rows; row++) u16[out + row] = bytes[low + row]!;
    }
    out += rows;
  }
}

function transposeListed(u32: Uint32Array, list: number, from: number, to: number, out: number) {
  const column = (wire: number) => u32[list + wire]! >>> 2;
  transposeColumns(
    u32,
    column(0),
    column(1),
    column(2),
    column(3),
    column(4),
    column(5),
    column(6),
    column(7),
    from >>> 2,
    to >>> 2,
    out >>> 2,
  );
}
