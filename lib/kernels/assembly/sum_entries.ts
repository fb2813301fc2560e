// Inference with boosted tables: what the tables say to up to 2048 rows, added up per class.
//
// Up to eight wires an entry is looked up in vectors of 16: the low nibble of an address picks a
// byte of each of the table's vectors, and the bits above it pick the vector. The vectors are stored
// as differences: where a bit is set, what it makes different is added (exclusive or).

import { arityOf, columnBytesOf, tablesOf } from "./layer";
import { NIBBLES } from "./masks";
import { CHUNK, COUNTERS, HIGH, LOW, PLACES, SLOTS } from "./scratch";
import { transpose } from "./transpose";
import { clear, look } from "./vectors";

/** Tables whose entries, up to 127 each, fit 16 bits together. */
const MOST: i32 = 256;

/**
 * Writes for each row and class the sum of its entries, i32, classes of a row next to each other.
 *
 * @param layer a record of a layer; its tables are entries of a byte
 * @param splits a byte of 0 or 1 for each class of each split
 */
export function sumEntries(
  layer: usize,
  width: i32,
  splits: usize,
  splitCount: i32,
  classes: i32,
  out: usize,
  scratch: usize,
): void {
  const bytes = columnBytesOf(layer);
  const rows = bytes << 3;
  const arity = arityOf(layer);
  const sums = scratch + SLOTS;
  const columns = scratch + COUNTERS;
  clear(columns, (<usize> classes * rows) << 2);
  for (let split = 0; split < splitCount; split++, splits += classes) {
    let added = 0;
    clear(sums, rows << 1);
    for (let table = split; table < width; table += splitCount) {
      if (added == MOST) {
        spill(sums, splits, classes, rows, columns);
        added = 0;
      }
      const entries = tablesOf(layer) + ((<usize> table) << arity);
      transpose<u8>(layer, table, 0, 0, bytes, scratch + LOW);
      if (arity > 8) {
        transpose<u8>(layer, table, 8, 0, bytes, scratch + HIGH);
        addWide(entries, scratch + LOW, scratch + HIGH, rows, sums);
      } else {
        differentiate(entries, arity, scratch + PLACES);
        if (arity > 6) addEight(scratch + PLACES, arity == 8, scratch + LOW, rows, sums);
        else addSix(scratch + PLACES, scratch + LOW, rows, sums);
      }
      added++;
    }
    spill(sums, splits, classes, rows, columns);
  }
  putOut(columns, classes, rows, out);
}

/** Adds the sums of a split to those of its classes, and clears them. */
function spill(sums: usize, half: usize, classes: i32, rows: i32, columns: usize): void {
  for (let index = 0; index < classes; index++, columns += rows << 2) {
    if (load<u8>(half + index) == 0) continue;
    let column = columns;
    for (let at = sums; at < sums + (rows << 1); at += 16, column += 32) {
      const eight = v128.load(at);
      v128.store(column, i32x4.add(v128.load(column), i32x4.extend_low_i16x8_s(eight)));
      v128.store(column, i32x4.add(v128.load(column, 16), i32x4.extend_high_i16x8_s(eight)), 16);
    }
  }
  clear(sums, rows << 1);
}

/** Puts rows into their order, which a transposition by eights has left. */
function putOut(columns: usize, classes: i32, rows: i32, out: usize): void {
  for (let row = 0; row < rows; row++) {
    let from = columns + (((row & ~127) | ((row & 7) << 4) | ((row >> 3) & 15)) << 2);
    for (let index = 0; index < classes; index++, from += rows << 2, out += 4) {
      store<i32>(out, load<i32>(from));
    }
  }
}

/** Writes the vectors of a table as differences: for each bit of their number. */
function differentiate(entries: usize, arity: i32, out: usize): void {
  const size: usize = arity < 4 ? 16 : 1 << arity;
  for (let at: usize = 0; at < size; at += 16) v128.store(out + at, v128.load(entries + at));
  for (let bit: usize = 16; bit < size; bit <<= 1) {
    for (let at: usize = 0; at < size; at += 16) {
      if ((at & bit) == 0) continue;
      v128.store(out + at, v128.xor(v128.load(out + at), v128.load(out + (at ^ bit))));
    }
  }
  // Vectors that a table has not got make no difference.
  for (let at = size; at < 64; at += 16) v128.store(out + at, i32x4.splat(0));
}

/** Adds the entries of rows at a table of up to six wires. */
function addSix(table: usize, addresses: usize, rows: i32, sums: usize): void {
  const nibbles = v128.load(NIBBLES);
  const bit4 = i8x16.splat(16);
  const bit5 = i8x16.splat(32);
  const t0 = v128.load(table);
  const t1 = v128.load(table, 16);
  const t2 = v128.load(table, 32);
  const t3 = v128.load(table, 48);
  for (const end = addresses + rows; addresses < end; addresses += 16, sums += 32) {
    const address = v128.load(addresses);
    const low = v128.and(address, nibbles);
    const is4 = i8x16.eq(v128.and(address, bit4), bit4);
    const is5 = i8x16.eq(v128.and(address, bit5), bit5);
    const even = v128.xor(look(t0, low), v128.and(look(t2, low), is5));
    const odd = v128.xor(look(t1, low), v128.and(look(t3, low), is5));
    add(v128.xor(even, v128.and(odd, is4)), sums);
  }
}

/** The same for seven or eight wires. */
function addEight(table: usize, isEight: bool, addresses: usize, rows: i32, sums: usize): void {
  const nibbles = v128.load(NIBBLES);
  const bit4 = i8x16.splat(16);
  const bit5 = i8x16.splat(32);
  const bit6 = i8x16.splat(64);
  const zero = i8x16.splat(0);
  for (const end = addresses + rows; addresses < end; addresses += 16, sums += 32) {
    const address = v128.load(addresses);
    const low = v128.and(address, nibbles);
    const is4 = i8x16.eq(v128.and(address, bit4), bit4);
    const is5 = i8x16.eq(v128.and(address, bit5), bit5);
    const is6 = i8x16.eq(v128.and(address, bit6), bit6);
    let entry = v128.xor(four(table, low, is4, is5), v128.and(four(table + 64, low, is4, is5), is6));
    if (isEight) {
      const upper = v128.xor(
        four(table + 128, low, is4, is5),
        v128.and(four(table + 192, low, is4, is5), is6),
      );
      entry = v128.xor(entry, v128.and(upper, i8x16.lt_s(address, zero)));
    }
    add(entry, sums);
  }
}

/** What four vectors of differences give. */
// @ts-ignore: decorator
@inline
function four(table: usize, low: v128, is4: v128, is5: v128): v128 {
  const even = v128.xor(look(v128.load(table), low), v128.and(look(v128.load(table, 32), low), is5));
  const odd = v128.xor(
    look(v128.load(table, 16), low),
    v128.and(look(v128.load(table, 48), low), is5),
  );
  return v128.xor(even, v128.and(odd, is4));
}

/** Adds 16 entries to sums of 16 bits. */
// @ts-ignore: decorator
@inline
function add(entries: v128, sums: usize): void {
  v128.store(sums, i16x8.add(v128.load(sums), i16x8.extend_low_i8x16_s(entries)));
  v128.store(sums, i16x8.add(v128.load(sums, 16), i16x8.extend_high_i8x16_s(entries)), 16);
}

/** Adds the entries of rows at a table of more than eight wires. */
function addWide(entries: usize, low: usize, high: usize, rows: i32, sums: usize): void {
  for (const end = low + rows; low < end; low += 8, high += 8, sums += 16) {
    const l = load<u64>(low);
    const h = load<u64>(high);
    let eight = i8x16.splat(0);
    eight = v128.load_lane<u8>(entries + at(l, h, 0), eight, 0);
    eight = v128.load_lane<u8>(entries + at(l, h, 8), eight, 1);
    eight = v128.load_lane<u8>(entries + at(l, h, 16), eight, 2);
    eight = v128.load_lane<u8>(entries + at(l, h, 24), eight, 3);
    eight = v128.load_lane<u8>(entries + at(l, h, 32), eight, 4);
    eight = v128.load_lane<u8>(entries + at(l, h, 40), eight, 5);
    eight = v128.load_lane<u8>(entries + at(l, h, 48), eight, 6);
    eight = v128.load_lane<u8>(entries + at(l, h, 56), eight, 7);
    v128.store(sums, i16x8.add(v128.load(sums), i16x8.extend_low_i8x16_s(eight)));
  }
}

/** The address whose bytes are at a place in two words. */
// @ts-ignore: decorator
@inline
function at(low: u64, high: u64, shift: u64): usize {
  return (<usize> (low >> shift) & 255) | ((<usize> (high >> shift) & 255) << 8);
}
