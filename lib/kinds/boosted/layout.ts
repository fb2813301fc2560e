/**
 * Boosted tables laid out in the memory of the kernels, with room for a block of rows to predict.
 *
 * @module
 */

import { rowBytes } from "../../rows/bit_matrix.ts";
import { CHUNK_ROWS } from "../../kernels/boosting_memory.ts";
import { type Kernels, VECTOR_BYTES } from "../../kernels/kernels.ts";
import { LAYER_RECORD_BYTES, writeLayerRecord } from "../../kernels/records/layer.ts";
import { MemoryPlan } from "../../kernels/memory_plan.ts";
import { scratchBytes } from "../../kernels/scratch.ts";
import type { BoostedTables } from "./model.ts";

/** Where tables and a block of rows lie in the memory of the kernels. Places are byte offsets. */
export class BoostedLayout {
  /** Held weakly: kernels at hand keep no model alive. */
  readonly model: WeakRef<BoostedTables>;
  readonly scratch: number;
  readonly record: number;
  readonly wires: number;
  readonly entries: number;
  readonly splits: number;
  readonly order: number;
  readonly zeroColumn: number;
  /** The rows of a block as they come. */
  readonly rows: number;
  /** Columns of the features. */
  readonly columns: number;
  /** For each row and class the sum of its entries, i32. */
  readonly sums: number;

  /** Puts tables into the memory of the kernels. */
  constructor(kernels: Kernels, model: BoostedTables) {
    const { features, classes, wires, entries, splits } = model;
    const plan = new MemoryPlan();
    const sumBytes = 4 * CHUNK_ROWS * classes.length;
    this.model = new WeakRef(model);
    this.scratch = plan.take(scratchBytes(1, 0) + sumBytes);
    this.record = plan.take(LAYER_RECORD_BYTES);
    this.wires = plan.take(wires.byteLength);
    this.entries = plan.take(entries.length + 2 * VECTOR_BYTES);
    this.splits = plan.take(splits.length);
    this.order = plan.take(4 * CHUNK_ROWS);
    this.zeroColumn = plan.take(CHUNK_ROWS / 8);
    this.rows = plan.take(CHUNK_ROWS * rowBytes(features) + VECTOR_BYTES);
    this.columns = plan.take(features * CHUNK_ROWS / 8);
    this.sums = plan.take(sumBytes);
    kernels.reserve(plan.bytes);
    const memory = new Uint8Array(kernels.buffer);
    memory.fill(0, this.zeroColumn, this.zeroColumn + CHUNK_ROWS / 8);
    memory.set(splits, this.splits);
    new Int8Array(kernels.buffer, this.entries, entries.length).set(entries);
    new Uint16Array(kernels.buffer, this.wires, wires.length).set(wires);
  }

  /** Writes the record for blocks of as many bytes a column. */
  writeRecord(kernels: Kernels, { arity }: BoostedTables, columnBytes: number): void {
    writeLayerRecord(kernels, this.record, {
      arity,
      inputs: this.columns,
      outputs: 0,
      wires: this.wires,
      tables: this.entries,
      columnBytes,
      zeros: this.zeroColumn,
    });
  }
}
