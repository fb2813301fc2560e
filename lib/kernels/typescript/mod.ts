/**
 * The kernels in plain TypeScript, for runtimes that have or allow no WebAssembly: never a missing
 * feature, only slower.
 *
 * @module
 */

import { FIRST_FREE, type Kernels } from "../kernels.ts";
import { findAddresses } from "./addresses.ts";
import { applyLuts } from "./apply.ts";
import { boostChoose } from "./boost_choose.ts";
import { boostRows } from "./boost_rows.ts";
import { boostLabels, boostTable } from "./boost_table.ts";
import { countRows } from "./count.ts";
import { countVotes } from "./count_votes.ts";
import { leaveOneOut } from "./leave_one_out.ts";
import { sumEntries } from "./sum_entries.ts";
import { packRows } from "./transpose.ts";
import { readLayerRecord } from "../records/layer.ts";
import { type Views, viewsOf } from "./views.ts";
import { writeTable } from "./write_table.ts";

/** Kernels in TypeScript with a memory of their own. */
export class TypeScriptKernels implements Kernels {
  readonly name = "typescript";
  #views: Views = viewsOf(new ArrayBuffer(FIRST_FREE));

  get buffer(): ArrayBuffer {
    return this.#views.bytes.buffer as ArrayBuffer;
  }

  reserve(bytes: number): void {
    if (this.buffer.byteLength >= bytes) return;
    this.#views = viewsOf(new ArrayBuffer(Math.ceil(bytes / 4) * 4));
  }

  packRows(
    order: number,
    columns: number,
    columnBytes: number,
    features: number,
    from: number,
    to: number,
  ): void {
    packRows(this.#views, order, columns, columnBytes, features, from, to);
  }

  trainLuts(layer: number, from: number, to: number, histograms: number, scratch: number): void {
    const record = readLayerRecord(this.#views, layer);
    for (let lut = from; lut < to; lut++) {
      countRows(this.#views, record, lut, histograms, scratch);
      writeTable(this.#views, record, lut, scratch);
      if (record.outputs === 0) continue;
      if (record.realRows !== 0) leaveOneOut(this.#views, record, lut, scratch);
      else applyLuts(this.#views, record, lut, lut + 1, scratch);
    }
  }

  applyLuts(layer: number, from: number, to: number, scratch: number): void {
    applyLuts(this.#views, readLayerRecord(this.#views, layer), from, to, scratch);
  }

  findAddresses(layer: number, lut: number, out: number): void {
    findAddresses(this.#views, readLayerRecord(this.#views, layer), lut, out);
  }

  countVotes(columns: number, width: number, columnBytes: number, out: number): void {
    countVotes(this.#views, columns, width, columnBytes, out);
  }

  boostLabels(run: number, from: number, to: number, scratch: number): void {
    boostLabels(this.#views, run, from, to, scratch);
  }

  boostChoose(run: number, table: number): void {
    boostChoose(this.#views, run, table);
  }

  boostTable(run: number, table: number, scratch: number): void {
    boostTable(this.#views, run, table, scratch);
  }

  boostRows(run: number, batch: number, chunk: number): void {
    boostRows(this.#views, run, batch, chunk);
  }

  sumEntries(
    layer: number,
    width: number,
    splits: number,
    splitCount: number,
    classes: number,
    out: number,
    scratch: number,
  ): void {
    const record = readLayerRecord(this.#views, layer);
    sumEntries(this.#views, record, width, splits, splitCount, classes, out, scratch);
  }
}
