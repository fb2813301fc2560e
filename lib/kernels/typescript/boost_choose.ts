/**
 * Boosting, one table: its wires, chosen one by one. Each splits the cells that the wires before it
 * made; the candidate whose cells gain most is taken.
 *
 * @module
 */

import { gainOf, spreadOf } from "../boosting_arithmetic.ts";
import { WIRED_COLUMNS } from "../boosting_memory.ts";
import { type BoostingRecord, readBoostingRecord } from "../records/boosting.ts";
import { type ChoiceRecord, readChoiceRecord } from "../records/choice.ts";
import { gradientsAt } from "./boosting_views.ts";
import type { Views } from "./views.ts";

/** See `Kernels.boostChoose`. */
export function boostChoose(views: Views, run: number, table: number): void {
  const record = readBoostingRecord(views, run);
  const choice = readChoiceRecord(views, record.choice);
  const { arity, damping } = record;
  const { candidates, listed } = choice;
  const rows = sampleOf(views, record, choice, table);
  const wires: number[] = [];
  for (let wire = 0; wire < arity; wire++) {
    const list = (choice.lists >>> 1) + (table * arity + wire) * listed;
    const drawn = views.u16.subarray(list, list + listed);
    let best = -Infinity;
    let taken = 0;
    let bitsTaken: Uint8Array = new Uint8Array();
    for (
      const feature of drawn.filter((feature) => !wires.includes(feature)).slice(0, candidates)
    ) {
      const bits = bitsOf(views, choice, rows, feature);
      const gain = gainOfSplit(rows, bits, wire, damping);
      if (gain <= best) continue;
      best = gain;
      taken = feature;
      bitsTaken = bits;
    }
    wires.push(taken);
    for (let row = 0; row < bitsTaken.length; row++) {
      rows.addresses[row]! |= bitsTaken[row]! << wire;
    }
  }
  writeWires(views, record, choice, table, wires);
}

/** The rows that a table looks at, in the order in which they are listed. */
interface Sample {
  /** Where the bytes of their columns lie: of which copy, and how far into a column. */
  readonly copies: Uint32Array;
  readonly offsets: Uint32Array;
  readonly gradients: Int32Array;
  /** The cells that they are in. */
  readonly addresses: Uint16Array;
}

function sampleOf(
  { u32, i16 }: Views,
  record: BoostingRecord,
  { samples, sampleCount, sampleBytes }: ChoiceRecord,
  table: number,
): Sample {
  const { copies, columnBytes } = record;
  const at = (samples >>> 2) + (table % sampleCount) * (copies + 1 + sampleBytes);
  const count = u32[at + copies]!;
  const offsets = u32.slice(at + copies + 1, at + copies + 1 + count);
  const copyOf = new Uint32Array(count);
  for (let copy = 0; copy < copies; copy++) {
    copyOf.fill(copy, u32[at + copy], u32[at + copy + 1]);
  }
  const pulls = gradientsAt(record, table);
  const gradients = new Int32Array(8 * count);
  for (let byte = 0; byte < count; byte++) {
    const offset = offsets[byte]!;
    // Samples lie in the order in which `transposeColumns` finds them.
    const place = 8 * (copyOf[byte]! * columnBytes + (offset & ~3)) + (offset & 3);
    for (let bit = 0; bit < 8; bit++) {
      gradients[8 * byte + bit] = i16[pulls + place + 4 * bit]!;
    }
  }
  return { copies: copyOf, offsets, gradients, addresses: new Uint16Array(8 * count) };
}

/** What the rows show of a feature. */
function bitsOf(
  { bytes, u32 }: Views,
  { columns, features }: ChoiceRecord,
  { copies, offsets }: Sample,
  feature: number,
): Uint8Array {
  const bits = new Uint8Array(8 * offsets.length);
  for (let at = 0; at < offsets.length; at++) {
    const byte = bytes[u32[(columns >>> 2) + copies[at]! * features + feature]! + offsets[at]!]!;
    for (let bit = 0; bit < 8; bit++) bits[8 * at + bit] = byte >>> bit & 1;
  }
  return bits;
}

/** The gain of a table with one wire more. */
function gainOfSplit(
  { gradients, addresses }: Sample,
  bits: Uint8Array,
  wire: number,
  damping: number,
): number {
  const [g, h] = [new Int32Array(2 << wire), new Int32Array(2 << wire)];
  for (let row = 0; row < bits.length; row++) {
    const cell = addresses[row]! | bits[row]! << wire;
    g[cell]! += gradients[row]!;
    h[cell]! += spreadOf(gradients[row]!);
  }
  return g.reduce((sum, gradient, cell) => sum + gainOf(gradient, h[cell]!, damping), 0);
}

function writeWires(
  { u16, u32 }: Views,
  { arity, copies, wired }: BoostingRecord,
  choice: ChoiceRecord,
  table: number,
  wires: readonly number[],
): void {
  u16.set(wires, (choice.wires >>> 1) + table * arity);
  for (let copy = 0; copy < copies; copy++) {
    const list = (wired >>> 2) + (table * copies + copy) * WIRED_COLUMNS;
    const columns = (choice.columns >>> 2) + copy * choice.features;
    for (const [wire, feature] of wires.entries()) u32[list + wire] = u32[columns + feature]!;
  }
}
