// Boosting, one table: its wires, chosen one by one (`lib/kernels/typescript/boost_choose.ts`). Eight
// candidates are looked at together: their columns, transposed, are a byte a row, and a byte says in
// which of eight lanes the row's gradient counts.

import {
  arityOf, choiceOf, columnBytesOf, copiesOf, dampingOf, gradientsAt, ONE, wiredOf,
} from "./places";
import {
  candidatesOf, columnsOf, featuresOf, listedOf, listsOf, sampleBytesOf, sampleCountOf, samplesOf,
  wiresOf,
} from "../records/choice";
import { COUNTERS } from "../scratch";
import { transposeColumns } from "../transpose";
import { clear } from "../vectors";

/**
 * What is known of the rows that judge, in a thread's scratch memory: gradients, spreads and addresses
 * of 16 bits; eight columns; gradients and spreads of each cell, i32, then those of the best candidate;
 * for each cell the sums of eight candidates; the bits of all candidates, a byte a row and eight of them.
 */
let gradients: usize = 0;
let spreads: usize = 0;
let addresses: usize = 0;
let columns: usize = 0;
let cells: usize = 0;
let taken: usize = 0;
let sums: usize = 0;

/** Chooses the wires of a table and lists their columns. */
export function boostChoose(run: usize, table: i32, scratch: usize): void {
  const choice = choiceOf(run);
  const arity = arityOf(run);
  const copies = copiesOf(run);
  const listed = listedOf(choice);
  const candidates = candidatesOf(choice);
  const words = <usize> (copies + 1 + sampleBytesOf(choice));
  const sample = samplesOf(choice) + <usize> (table % sampleCountOf(choice)) * (words << 2);
  const most = <usize> sampleBytesOf(choice);
  gradients = scratch + COUNTERS;
  spreads = gradients + 16 * most;
  addresses = spreads + 16 * most;
  columns = addresses + 16 * most;
  cells = columns + 8 * most;
  taken = cells + (8 << arity);
  sums = taken + (8 << arity);
  const bits = sums + max<usize>(64, 32 << arity);
  const rows = gather(run, table, sample);
  const bytes = rows >> 3;
  const wires = wiresOf(choice) + <usize> (table * arity << 1);
  let list = listsOf(choice) + <usize> (table * arity * listed << 1);
  clear(addresses, <usize> rows << 1);
  addUp(rows);
  for (let wire = 0; wire < arity; wire++, list += listed << 1) {
    let best: f64 = -Infinity;
    let feature = 0;
    let bestBits: usize = bits;
    let bestLane = 0;
    let next = 0;
    let tried = 0;
    for (let group = bits; tried < candidates && next < listed; group += rows) {
      let lanes = 0;
      const first = next;
      for (; lanes < 8 && tried < candidates && next < listed; next++) {
        const drawn = <i32> load<u16>(list + (next << 1));
        if (isAmong(wires, wire, drawn)) continue;
        copyColumn(choice, copies, sample, drawn, columns + lanes * most);
        lanes++;
        tried++;
      }
      if (lanes == 0) break;
      transposeColumns<u8>(
        columns, columns + most, columns + 2 * most, columns + 3 * most,
        columns + 4 * most, columns + 5 * most, columns + 6 * most, columns + 7 * most,
        0, bytes, group, 0, 0,
      );
      const cellCount = 1 << wire;
      clear(sums, <usize> cellCount << 6);
      split(group, rows);
      findGains(cellCount, dampingOf(run), scratch);
      let lane = 0;
      for (let at = first; at < next; at++) {
        const drawn = <i32> load<u16>(list + (at << 1));
        if (isAmong(wires, wire, drawn)) continue;
        const gain = load<f64>(scratch + (lane << 3));
        if (gain > best) {
          best = gain;
          feature = drawn;
          bestBits = group;
          bestLane = lane;
        }
        lane++;
      }
      if (bestBits == group) keepBest(cellCount, bestLane);
    }
    store<u16>(wires + (wire << 1), <u16> feature);
    parse(bestBits, rows, bestLane, wire);
    for (let cell: usize = 0, end: usize = 8 << wire; cell < end; cell += 8) {
      const g = load<i32>(taken + cell);
      const h = load<i32>(taken + cell, 4);
      store<i32>(cells + end + cell, g);
      store<i32>(cells + end + cell, h, 4);
      store<i32>(cells + cell, load<i32>(cells + cell) - g);
      store<i32>(cells + cell, load<i32>(cells + cell, 4) - h, 4);
    }
  }
  let wired = wiredOf(run) + (<usize> (table * copies) << 6);
  for (let copy = 0; copy < copies; copy++, wired += 64) {
    const columns = columnsOf(choice) + <usize> (copy * featuresOf(choice) << 2);
    for (let wire = 0; wire < arity; wire++) {
      const feature = <usize> load<u16>(wires + (wire << 1));
      store<u32>(wired + (wire << 2), load<u32>(columns + (feature << 2)));
    }
  }
}

/** Whether a feature is one of the first wires. */
function isAmong(wires: usize, count: i32, feature: i32): bool {
  for (let wire = 0; wire < count; wire++) {
    if (<i32> load<u16>(wires + (wire << 1)) == feature) return true;
  }
  return false;
}

/**
 * Writes gradients and spreads of the sample, in the order in which its columns are transposed.
 *
 * @returns rows of the sample, those of padding included, which pull nowhere
 */
function gather(run: usize, table: i32, sample: usize): i32 {
  const copies = copiesOf(run);
  const bytes = columnBytesOf(run);
  const pulls = gradientsAt(run, table);
  const count = <i32> load<u32>(sample + (copies << 2));
  const offsets = sample + ((copies + 1) << 2);
  const padded = (count + 15) & ~15;
  if (count < padded) {
    clear(gradients + ((padded - 16) << 4), 256);
    clear(spreads + ((padded - 16) << 4), 256);
  }
  for (let copy = 0; copy < copies; copy++) {
    const from = <i32> load<u32>(sample + (copy << 2));
    const to = <i32> load<u32>(sample + (copy << 2), 4);
    for (let at = from; at < to; at++) {
      const offset = <i32> load<u32>(offsets + (at << 2));
      let source = pulls + (((copy * bytes + (offset & ~15)) << 4) + ((offset & 15) << 1));
      const place = ((at & ~15) << 4) + ((at & 15) << 1);
      let g = gradients + place;
      let h = spreads + place;
      for (let bit = 0; bit < 8; bit++, source += 32, g += 32, h += 32) {
        const gradient = <i32> load<i16>(source);
        const probability = abs(gradient);
        store<i16>(g, <i16> gradient);
        store<i16>(h, <i16> ((probability * (ONE - probability)) >> 13));
      }
    }
  }
  return padded << 3;
}

/** Copies the bytes of a feature's columns that the sample has. */
function copyColumn(choice: usize, copies: i32, sample: usize, feature: i32, out: usize): void {
  const offsets = sample + ((copies + 1) << 2);
  for (let copy = 0; copy < copies; copy++) {
    const from = load<u32>(sample + (copy << 2));
    const to = load<u32>(sample + (copy << 2), 4);
    const column = <usize> load<u32>(
      columnsOf(choice) + <usize> ((copy * featuresOf(choice) + feature) << 2),
    );
    for (let at: usize = from; at < <usize> to; at++) {
      store<u8>(out + at, load<u8>(column + <usize> load<u32>(offsets + (at << 2))));
    }
  }
}

/** Writes the sums of the one cell that there is before the first wire. */
function addUp(rows: i32): void {
  let g = i32x4.splat(0);
  let h = i32x4.splat(0);
  const ones = i16x8.splat(1);
  for (let at: usize = 0, end = <usize> rows << 1; at < end; at += 16) {
    g = i32x4.add(g, i32x4.dot_i16x8_s(v128.load(gradients + at), ones));
    h = i32x4.add(h, i32x4.dot_i16x8_s(v128.load(spreads + at), ones));
  }
  store<i32>(cells, sumOf(g));
  store<i32>(cells, sumOf(h), 4);
}

function sumOf(lanes: v128): i32 {
  return i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
}

/**
 * For each cell and each of eight candidates adds up the rows with a one: gradients, i32, then spreads.
 */
function split(bits: usize, rows: i32): void {
  const lanes = i16x8(1, 2, 4, 8, 16, 32, 64, 128);
  const base = sums;
  let pulls = gradients;
  let widths = spreads;
  let places = addresses;
  for (const end = bits + <usize> rows; bits < end; bits++) {
    const mask = i16x8.eq(v128.and(v128.load8_splat(bits), lanes), lanes);
    const g = v128.and(v128.load16_splat(pulls), mask);
    const h = v128.and(v128.load16_splat(widths), mask);
    const cell = base + (<usize> load<u16>(places) << 6);
    pulls += 2;
    widths += 2;
    places += 2;
    v128.store(cell, i32x4.add(v128.load(cell), i32x4.extend_low_i16x8_s(g)));
    v128.store(cell, i32x4.add(v128.load(cell, 16), i32x4.extend_high_i16x8_s(g)), 16);
    v128.store(cell, i32x4.add(v128.load(cell, 32), i32x4.extend_low_i16x8_s(h)), 32);
    v128.store(cell, i32x4.add(v128.load(cell, 48), i32x4.extend_high_i16x8_s(h)), 48);
  }
}

/** Writes the gain of each of eight candidates, f64. */
function findGains(cellCount: i32, damping: f32, out: usize): void {
  const lambda = f64x2.splat(<f64> damping);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let cell = cells;
  for (let at = sums, end = at + (<usize> cellCount << 6); at < end; at += 64, cell += 8) {
    const g = f64x2.splat(<f64> load<i32>(cell));
    const h = f64x2.splat(<f64> load<i32>(cell, 4));
    const lowG = v128.load(at);
    const highG = v128.load(at, 16);
    const lowH = v128.load(at, 32);
    const highH = v128.load(at, 48);
    a = f64x2.add(a, gains(g, h, lowG, lowH, lambda));
    b = f64x2.add(b, gains(g, h, upper(lowG), upper(lowH), lambda));
    c = f64x2.add(c, gains(g, h, highG, highH, lambda));
    d = f64x2.add(d, gains(g, h, upper(highG), upper(highH), lambda));
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}

// @ts-ignore: decorator
@inline
function upper(lanes: v128): v128 {
  return v128.shuffle<i64>(lanes, lanes, 1, 1);
}

/** What two candidates make of a cell: the low two lanes are the sums of the rows with a one. */
// @ts-ignore: decorator
@inline
function gains(g: v128, h: v128, ones: v128, onesSpread: v128, lambda: v128): v128 {
  const g1 = f64x2.convert_low_i32x4_s(ones);
  const h1 = f64x2.convert_low_i32x4_s(onesSpread);
  return f64x2.add(gain(g1, h1, lambda), gain(f64x2.sub(g, g1), f64x2.sub(h, h1), lambda));
}

/** `gainOf` of `boosting_arithmetic.ts`. */
// @ts-ignore: decorator
@inline
function gain(g: v128, h: v128, lambda: v128): v128 {
  // A division by a power of two and this product are the same.
  const over = f64x2.sub(f64x2.mul(f64x2.mul(g, g), f64x2.splat(1.0 / 8192.0)), h);
  const quotient = f64x2.div(over, f64x2.add(h, lambda));
  return f64x2.trunc(f64x2.mul(quotient, f64x2.splat(4096)));
}

/** Keeps what a candidate makes of the cells. */
function keepBest(cellCount: i32, lane: i32): void {
  let at = sums + (lane << 2);
  for (let cell = taken, end = cell + (<usize> cellCount << 3); cell < end; cell += 8, at += 64) {
    store<i32>(cell, load<i32>(at));
    store<i32>(cell, load<i32>(at, 32), 4);
  }
}

/** Parts the rows by the bit of a candidate. */
function parse(bits: usize, rows: i32, lane: i32, wire: i32): void {
  let at = addresses;
  const one = i16x8.splat(1);
  for (const end = bits + <usize> rows; bits < end; bits += 8, at += 16) {
    const shown = v128.and(i16x8.shr_u(v128.load8x8_u(bits), lane), one);
    v128.store(at, v128.or(v128.load(at), i16x8.shl(shown, wire)));
  }
}
