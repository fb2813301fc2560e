/**
 * What a LUT does to all rows at once, in plain TypeScript: find their addresses, count them, look
 * them up. LUTs of up to eight wires have byte addresses; wider ones have a second byte on top.
 *
 * Invariant: the padding rows between the last row and the end of the last word are looked up like
 * any other; who counts them takes them out again.
 *
 * @module
 */

import { type BitColumns, buildAddresses } from "./bit_columns.ts";

/** The addresses of all rows at one LUT, in the row order that `buildAddresses` leaves. */
export interface Addresses {
  /** Words of 32 rows; each takes 8 words of `low` and `high`. */
  readonly words: number;
  /** Low eight bits of four addresses a word. */
  readonly low: Uint32Array;
  /** The bits above them; unused up to eight wires. */
  readonly high: Uint32Array;
}

/** Scratch space for the addresses of one LUT over `words` x 32 rows. */
export function newAddresses(words: number): Addresses {
  return { words, low: new Uint32Array(words * 8), high: new Uint32Array(words * 8) };
}

/** Finds the addresses of all rows at the LUT whose wires start at `lut` x arity. */
export function findAddresses(
  out: Addresses,
  columns: BitColumns,
  wires: Uint16Array,
  arity: number,
  lut: number,
): void {
  const from = lut * arity;
  const to = from + arity;
  buildAddresses(out.low, columns, wires, from, Math.min(to, from + 8));
  if (arity > 8) buildAddresses(out.high, columns, wires, from + 8, to);
}

/** The address of one row. */
export function addressOf(addresses: Addresses, arity: number, row: number): number {
  const word = (row >>> 5) * 8 + (row & 7);
  const shift = row & 24;
  const low = (addresses.low[word]! >>> shift) & 255;
  return arity > 8 ? low | (((addresses.high[word]! >>> shift) & 255) << 8) : low;
}

/**
 * Adds `step` to the count of the address of each row from word `from` up to word `to`.
 *
 * @param counts 2^arity; up to eight wires 4 x 256, one histogram for each byte lane, so that runs
 *   of equal addresses do not wait for each other
 */
export function countAddresses(
  counts: Int32Array,
  addresses: Addresses,
  arity: number,
  from: number,
  to: number,
  step: number,
): void {
  const { low, high } = addresses;
  if (arity <= 8) {
    for (let at = from * 8; at < to * 8; at++) {
      const word = low[at]!;
      counts[word & 255]! += step;
      counts[256 + ((word >>> 8) & 255)]! += step;
      counts[512 + ((word >>> 16) & 255)]! += step;
      counts[768 + (word >>> 24)]! += step;
    }
    return;
  }
  for (let at = from * 8; at < to * 8; at++) {
    const l = low[at]!;
    const h = high[at]!;
    counts[(l & 255) | ((h & 255) << 8)]! += step;
    counts[((l >>> 8) & 255) | (h & 0xff00)]! += step;
    counts[((l >>> 16) & 255) | ((h >>> 8) & 0xff00)]! += step;
    counts[(l >>> 24) | ((h >>> 16) & 0xff00)]! += step;
  }
}

/** Room for the counts of one LUT; see {@linkcode countAddresses}. */
export function newCounts(arity: number): Int32Array {
  return new Int32Array(arity <= 8 ? 1024 : 1 << arity);
}

/** Adds up the four histograms of a LUT of up to eight wires into the first 256 counts. */
export function mergeCounts(counts: Int32Array, arity: number): void {
  if (arity > 8) return;
  for (let address = 0; address < 1 << arity; address++) {
    counts[address]! += counts[256 + address]! + counts[512 + address]! + counts[768 + address]!;
  }
}

/**
 * Looks up all rows at one LUT and writes its output bits as a column.
 *
 * @param out words, starting at `at`
 * @param tables the LUT's truth table starts at byte `from`
 */
export function lookUp(
  out: Uint32Array,
  at: number,
  addresses: Addresses,
  arity: number,
  tables: Uint8Array,
  from: number,
): void {
  if (arity > 8) lookUpWide(out, at, addresses, tables, from);
  else lookUpNarrow(out, at, addresses, expandTable(tables, from, arity));
}

/** Up to eight wires: `table` has one byte an address. */
function lookUpNarrow(out: Uint32Array, at: number, addresses: Addresses, table: Uint8Array): void {
  const { words, low } = addresses;
  for (let word = 0, next = 0; word < words; word++) {
    let bits = 0;
    for (let i = 0; i < 8; i++, next++) {
      const l = low[next]!;
      bits |= (table[l & 255]! | (table[(l >>> 8) & 255]! << 8) |
        (table[(l >>> 16) & 255]! << 16) | (table[l >>> 24]! << 24)) << i;
    }
    out[at + word] = bits;
  }
}

/** Above eight wires: the table stays packed, so that it stays in the cache. */
function lookUpWide(
  out: Uint32Array,
  at: number,
  addresses: Addresses,
  tables: Uint8Array,
  from: number,
): void {
  const { words, low, high } = addresses;
  for (let word = 0, next = 0; word < words; word++) {
    let bits = 0;
    for (let i = 0; i < 8; i++, next++) {
      const l = low[next]!;
      const h = high[next]!;
      const a = (l & 255) | ((h & 255) << 8);
      const b = ((l >>> 8) & 255) | (h & 0xff00);
      const c = ((l >>> 16) & 255) | ((h >>> 8) & 0xff00);
      const d = (l >>> 24) | ((h >>> 16) & 0xff00);
      bits |= (((tables[from + (a >>> 3)]! >>> (a & 7)) & 1) |
        (((tables[from + (b >>> 3)]! >>> (b & 7)) & 1) << 8) |
        (((tables[from + (c >>> 3)]! >>> (c & 7)) & 1) << 16) |
        (((tables[from + (d >>> 3)]! >>> (d & 7)) & 1) << 24)) << i;
    }
    out[at + word] = bits;
  }
}

/** One byte an address, for all 256; the array is reused by the next call. */
function expandTable(tables: Uint8Array, from: number, arity: number): Uint8Array {
  for (let address = 0; address < 1 << arity; address++) {
    expanded[address] = (tables[from + (address >>> 3)]! >>> (address & 7)) & 1;
  }
  return expanded;
}
const expanded = new Uint8Array(256);
