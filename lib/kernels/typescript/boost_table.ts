/**
 * Boosting, one table: where all samples reach it, what they pull there, and its entries.
 *
 * @module
 */

import { entryOf, spreadOf } from "../boosting_arithmetic.ts";
import { addressesAt, findListed, gradientsAt, sampleCount, sumsAt } from "./boosting_views.ts";
import { WIRED_COLUMNS } from "../boosting_memory.ts";
import { readBoostingRecord } from "../records/boosting.ts";
import type { Views } from "./views.ts";

/** See `Kernels.boostLabels`. */
export function boostLabels(
  views: Views,
  run: number,
  from: number,
  to: number,
  scratch: number,
): void {
  const { labels, wiredLabels } = readBoostingRecord(views, run);
  findListed(views, wiredLabels, 10, from, to, (labels >>> 1) + from * 8, scratch);
}

/** See `Kernels.boostTable`. */
export function boostTable(views: Views, run: number, table: number, scratch: number): void {
  const record = readBoostingRecord(views, run);
  const { arity, copies, columnBytes, wired, damping } = record;
  const addresses = addressesAt(record, table);
  for (let copy = 0; copy < copies; copy++) {
    const list = wired + (table * copies + copy) * WIRED_COLUMNS * 4;
    const out = addresses + copy * columnBytes * 8;
    findListed(views, list, arity, 0, columnBytes, out, scratch);
  }
  // Sums of integers: exact in 64-bit floating point.
  const gradients = new Float64Array(1 << arity);
  const spreads = new Float64Array(1 << arity);
  const { u16, i16, f32, i8 } = views;
  const pulls = gradientsAt(record, table);
  const samples = sampleCount(record);
  for (let sample = 0; sample < samples; sample++) {
    const address = u16[addresses + sample]!;
    const gradient = i16[pulls + sample]!;
    gradients[address]! += gradient;
    spreads[address]! += spreadOf(gradient);
  }
  const sums = sumsAt(record, table);
  const entries = record.entries + (table << arity);
  for (let address = 0; address < 1 << arity; address++) {
    f32[sums + 2 * address] = gradients[address]!;
    f32[sums + 2 * address + 1] = spreads[address]!;
    const [g, h] = [f32[sums + 2 * address]!, f32[sums + 2 * address + 1]!];
    i8[entries + address] = entryOf(g, h, damping);
  }
}
