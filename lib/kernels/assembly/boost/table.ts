// Boosting, one table: where all samples reach it, what they pull there, and its entries.

import {
  addressesAt, arityOf, columnBytesOf, copiesOf, dampingOf, entriesOf, gradientsAt, ONE, spread,
  sumsAt, wiredOf,
} from "./places";
import { CHUNK, COUNTERS, HIGH, LOW } from "../scratch";
import { pairHigh, pairLow, transposeColumns } from "../transpose";
import { clear } from "../vectors";

/** Bytes of columns after which the gradients in a cell might overflow: 2^18 rows of 2^13. */
const BLOCK: i32 = 127 * CHUNK;

/**
 * Finds the addresses of all samples at a table, adds up their gradients and spreads, and writes
 * the table's entries.
 */
export function boostTable(run: usize, table: i32, scratch: usize): void {
  const arity = arityOf(run);
  const bytes = columnBytesOf(run);
  const copies = copiesOf(run);
  const size: usize = 1 << arity;
  const cells = scratch + COUNTERS;
  const totals = cells + 8 * size;
  let addresses = addressesAt(run, table);
  let gradients = gradientsAt(run, table);
  let wired = wiredOf(run) + ((table * copies) << 6);
  clear(cells, max<usize>(16, 8 * size));
  let counted = 0;
  let isSpilled = false;
  for (let copy = 0; copy < copies; copy++, wired += 64) {
    for (let at = 0; at < bytes; at += CHUNK) {
      if (counted >= BLOCK) {
        if (!isSpilled) clear(totals, 16 * size);
        spill(cells, totals, size);
        isSpilled = true;
        counted = 0;
      }
      const end = min(at + CHUNK, bytes);
      const rows = (end - at) << 3;
      findAddresses(wired, arity, at, end, addresses, scratch);
      count(addresses, gradients, rows, cells);
      addresses += rows << 1;
      gradients += rows << 1;
      counted += end - at;
    }
  }
  if (isSpilled) spill(cells, totals, size);
  writeSums(cells, totals, size, isSpilled, sumsAt(run, table));
  writeEntries(sumsAt(run, table), size, entriesOf(run) + ((<usize> table) << arity), dampingOf(run));
}

/** Writes the addresses that the rows in the bytes `from` to `to` of 16 columns spell, u16. */
export function findAddresses(
  wired: usize,
  arity: i32,
  from: i32,
  to: i32,
  out: usize,
  scratch: usize,
): void {
  const low = scratch + LOW;
  const high = scratch + HIGH;
  transposeEight(wired, from, to, low);
  if (arity > 8) transposeEight(wired + 32, from, to, high);
  const zero = i32x4.splat(0);
  const rows = (to - from) << 3;
  for (let row = 0; row < rows; row += 16, out += 32) {
    const l = v128.load(low + row);
    const h = arity > 8 ? v128.load(high + row) : zero;
    v128.store(out, pairLow(l, h));
    v128.store(out, pairHigh(l, h), 16);
  }
}

function transposeEight(wired: usize, from: i32, to: i32, out: usize): void {
  transposeColumns<u8>(
    load<u32>(wired), load<u32>(wired, 4), load<u32>(wired, 8), load<u32>(wired, 12),
    load<u32>(wired, 16), load<u32>(wired, 20), load<u32>(wired, 24), load<u32>(wired, 28),
    from, to, out, 0, 0,
  );
}

/** Adds each row's gradient to the high half of the cell at its address and its spread to the low. */
function count(addresses: usize, gradients: usize, rows: i32, cells: usize): void {
  const one = i32x4.splat(ONE);
  for (const end = addresses + (rows << 1); addresses < end; addresses += 16, gradients += 16) {
    const eight = v128.load(gradients);
    const low = i32x4.extend_low_i16x8_s(eight);
    const high = i32x4.extend_high_i16x8_s(eight);
    const lowSpread = spread(low, one);
    const highSpread = spread(high, one);
    const first = load<u64>(addresses);
    const second = load<u64>(addresses, 8);
    bumpTwo(cells, <u32> first, v128.shuffle<i32>(lowSpread, low, 0, 4, 1, 5));
    bumpTwo(cells, <u32> (first >> 32), v128.shuffle<i32>(lowSpread, low, 2, 6, 3, 7));
    bumpTwo(cells, <u32> second, v128.shuffle<i32>(highSpread, high, 0, 4, 1, 5));
    bumpTwo(cells, <u32> (second >> 32), v128.shuffle<i32>(highSpread, high, 2, 6, 3, 7));
  }
}

/** Adds to the cells of two addresses. */
// @ts-ignore: decorator
@inline
function bumpTwo(cells: usize, addresses: u32, values: v128): void {
  const a = cells + ((addresses & 0xffff) << 3);
  store<i64>(a, load<i64>(a) + i64x2.extract_lane(values, 0));
  const b = cells + ((addresses >> 16) << 3);
  store<i64>(b, load<i64>(b) + i64x2.extract_lane(values, 1));
}

/** Adds the cells to totals of 64 bits each, and clears them. */
function spill(cells: usize, totals: usize, size: usize): void {
  for (const end = cells + 8 * size; cells < end; cells += 8, totals += 16) {
    const cell = load<i64>(cells);
    store<i64>(totals, load<i64>(totals) + (cell >> 32));
    store<i64>(totals, load<i64>(totals, 8) + (cell & 0xffffffff), 8);
    store<i64>(cells, 0);
  }
}

/** Writes the sums as f32 pairs. */
function writeSums(cells: usize, totals: usize, size: usize, isSpilled: bool, sums: usize): void {
  for (const end = sums + 8 * size; sums < end; sums += 8, cells += 8, totals += 16) {
    if (isSpilled) {
      store<f32>(sums, <f32> load<i64>(totals));
      store<f32>(sums, <f32> load<i64>(totals, 8), 4);
    } else {
      const cell = load<i64>(cells);
      store<f32>(sums, <f32> <i32> (cell >> 32));
      store<f32>(sums, <f32> <i32> cell, 4);
    }
  }
}

/** Writes the entry of each address. */
function writeEntries(sums: usize, size: usize, out: usize, damping: f32): void {
  for (const end = sums + 8 * size; sums < end; sums += 8, out++) {
    const entry = load<f32>(sums) / (load<f32>(sums, 4) + damping) * f32(63.5);
    const cut = max<f32>(min<f32>(entry, 127), -127);
    store<i8>(out, i8(floor<f32>(cut + f32(0.5))));
  }
}
