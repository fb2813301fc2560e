/**
 * Looking rows up: the addresses of 32 rows stay in variables between the transposition and the
 * lookup, which makes this more than twice as fast as going through memory.
 *
 * @module
 */

import { tableBytes } from "../table_bytes.ts";
import { HIGH, LOW } from "../scratch.ts";
import { findBits } from "./transpose.ts";
import { columnWord, type Record, type Views } from "./views.ts";

/** Looks all rows up at the LUTs `from` to `to` and writes their columns. */
export function applyLuts(
  views: Views,
  record: Record,
  from: number,
  to: number,
  scratch: number,
): void {
  for (let lut = from; lut < to; lut++) {
    const out = (record.outputs + lut * record.columnBytes) >>> 2;
    const table = record.tables + lut * tableBytes(record.arity);
    if (record.arity > 8) applyWide(views, record, lut, out, table, scratch);
    else {
      expandTable(views.bytes, table, record.arity);
      applyNarrow(views, record, lut, out);
    }
  }
}

/** One byte an address of the table at hand. */
const expanded = new Uint8Array(256);
const expandedWords = new Uint32Array(expanded.buffer);
/** For each nibble its four bits, a byte each. */
const NIBBLE_BYTES = Uint32Array.from(
  { length: 16 },
  (_, nibble) => (nibble & 1) | ((nibble & 2) << 7) | ((nibble & 4) << 14) | ((nibble & 8) << 21),
);

function expandTable(bytes: Uint8Array, from: number, arity: number): void {
  for (let at = 0; at < tableBytes(arity); at++) {
    const byte = bytes[from + at]!;
    expandedWords[2 * at] = NIBBLE_BYTES[byte & 15]!;
    expandedWords[2 * at + 1] = NIBBLE_BYTES[byte >>> 4]!;
  }
}

/** The output bits of the four rows whose addresses are in a word, a byte each. */
function look(word: number): number {
  return expanded[word & 255]! | (expanded[(word >>> 8) & 255]! << 8) |
    (expanded[(word >>> 16) & 255]! << 16) | (expanded[word >>> 24]! << 24);
}

/** A LUT of up to eight wires; its table is expanded. */
function applyNarrow(views: Views, record: Record, lut: number, out: number): void {
  const data = views.u32;
  const words = record.hasFewRows ? 1 : record.columnBytes >>> 2;
  const c0 = columnWord(views, record, lut, 0);
  const c1 = columnWord(views, record, lut, 1);
  const c2 = columnWord(views, record, lut, 2);
  const c3 = columnWord(views, record, lut, 3);
  const c4 = columnWord(views, record, lut, 4);
  const c5 = columnWord(views, record, lut, 5);
  const c6 = columnWord(views, record, lut, 6);
  const c7 = columnWord(views, record, lut, 7);
  for (let word = 0; word < words; word++) {
    let w0 = data[c0 + word]!;
    let w1 = data[c1 + word]!;
    let w2 = data[c2 + word]!;
    let w3 = data[c3 + word]!;
    let w4 = data[c4 + word]!;
    let w5 = data[c5 + word]!;
    let w6 = data[c6 + word]!;
    let w7 = data[c7 + word]!;
    let t = ((w0 >>> 4) ^ w4) & 0x0f0f0f0f;
    w4 ^= t;
    w0 ^= t << 4;
    t = ((w1 >>> 4) ^ w5) & 0x0f0f0f0f;
    w5 ^= t;
    w1 ^= t << 4;
    t = ((w2 >>> 4) ^ w6) & 0x0f0f0f0f;
    w6 ^= t;
    w2 ^= t << 4;
    t = ((w3 >>> 4) ^ w7) & 0x0f0f0f0f;
    w7 ^= t;
    w3 ^= t << 4;
    t = ((w0 >>> 2) ^ w2) & 0x33333333;
    w2 ^= t;
    w0 ^= t << 2;
    t = ((w1 >>> 2) ^ w3) & 0x33333333;
    w3 ^= t;
    w1 ^= t << 2;
    t = ((w4 >>> 2) ^ w6) & 0x33333333;
    w6 ^= t;
    w4 ^= t << 2;
    t = ((w5 >>> 2) ^ w7) & 0x33333333;
    w7 ^= t;
    w5 ^= t << 2;
    t = ((w0 >>> 1) ^ w1) & 0x55555555;
    let bits = look(w0 ^ (t << 1)) | (look(w1 ^ t) << 1);
    t = ((w2 >>> 1) ^ w3) & 0x55555555;
    bits |= (look(w2 ^ (t << 1)) << 2) | (look(w3 ^ t) << 3);
    t = ((w4 >>> 1) ^ w5) & 0x55555555;
    bits |= (look(w4 ^ (t << 1)) << 4) | (look(w5 ^ t) << 5);
    t = ((w6 >>> 1) ^ w7) & 0x55555555;
    bits |= (look(w6 ^ (t << 1)) << 6) | (look(w7 ^ t) << 7);
    data[out + word] = bits;
  }
}

/** Words of a column that are worked on at once above eight wires. */
const CHUNK_WORDS = 64;

/** A LUT of more than eight wires: its table stays packed, so that it stays in the cache. */
function applyWide(
  views: Views,
  record: Record,
  lut: number,
  out: number,
  table: number,
  scratch: number,
): void {
  const words = record.hasFewRows ? 1 : record.columnBytes >>> 2;
  const low = (scratch + LOW) >>> 2;
  const high = (scratch + HIGH) >>> 2;
  for (let word = 0; word < words; word += CHUNK_WORDS) {
    const end = Math.min(word + CHUNK_WORDS, words);
    findBits(views, record, lut, 0, word, end, low);
    findBits(views, record, lut, 8, word, end, high);
    lookUpWide(views, out + word, end - word, low, high, table);
  }
}

function lookUpWide(
  { bytes, u32 }: Views,
  out: number,
  words: number,
  low: number,
  high: number,
  table: number,
): void {
  for (let word = 0; word < words; word++) {
    let bits = 0;
    for (let i = 0; i < 8; i++, low++, high++) {
      const l = u32[low]!;
      const h = u32[high]!;
      const a = (l & 255) | ((h & 255) << 8);
      const b = ((l >>> 8) & 255) | (h & 0xff00);
      const c = ((l >>> 16) & 255) | ((h >>> 8) & 0xff00);
      const d = (l >>> 24) | ((h >>> 16) & 0xff00);
      bits |= (((bytes[table + (a >>> 3)]! >>> (a & 7)) & 1) |
        (((bytes[table + (b >>> 3)]! >>> (b & 7)) & 1) << 8) |
        (((bytes[table + (c >>> 3)]! >>> (c & 7)) & 1) << 16) |
        (((bytes[table + (d >>> 3)]! >>> (d & 7)) & 1) << 24)) << i;
    }
    u32[out + word] = bits;
  }
}
