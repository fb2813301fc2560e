/**
 * A network laid out in the memory of the kernels, with room for a block of rows to predict.
 *
 * @module
 */

import { rowBytes } from "./bit_matrix.ts";
import { type Kernels, VECTOR_BYTES } from "./kernels/kernels.ts";
import { RECORD_BYTES, writeRecord } from "./kernels/layer_record.ts";
import { MemoryPlan } from "./kernels/memory_plan.ts";
import { scratchBytes } from "./kernels/scratch.ts";
import { type LayeredModel, tableBytes } from "./network.ts";

/** Rows of a block: its columns stay in the processor's cache. */
const BLOCK_ROWS = 2048;
/** The same for LUTs of more than 12 wires, whose tables are no longer in the cache for the next block. */
const WIDE_BLOCK_ROWS = 8192;

/** Where a network and a block of rows lie in the memory of the kernels. */
export class NetworkLayout {
  /** Held weakly: kernels at hand keep no network alive. */
  readonly network: WeakRef<LayeredModel>;
  /** Rows of a block. */
  readonly blockRows: number;
  readonly records: readonly number[];
  readonly wires: readonly number[];
  readonly tables: readonly number[];
  readonly scratch: number;
  readonly order: number;
  /** Addresses of the rows at the output LUT, or the votes on them, u16. */
  readonly addresses: number;
  readonly zeroColumn: number;
  /** The rows of a block as they come. */
  readonly rows: number;
  /** Columns of the features. */
  readonly features: number;
  /** Columns of the layers, two places in turns. */
  readonly outputs: readonly [number, number];
  /** Bytes in all. */
  readonly bytes: number;

  constructor(network: LayeredModel) {
    const { layers, features } = network;
    const plan = new MemoryPlan();
    const arity = Math.max(...layers.map((layer) => layer.arity));
    const width = Math.max(...layers.map((layer) => layer.width));
    const blockRows = arity > 12 ? WIDE_BLOCK_ROWS : BLOCK_ROWS;
    const blockBytes = blockRows / 8;
    const stride = rowBytes(features);
    this.network = new WeakRef(network);
    this.blockRows = blockRows;
    this.scratch = plan.take(scratchBytes(arity, 0));
    this.records = layers.map(() => plan.take(RECORD_BYTES));
    this.wires = layers.map((layer) => plan.take(layer.wires.byteLength));
    this.tables = layers.map((layer) => plan.take(layer.width * tableBytes(layer.arity) + 32));
    this.order = plan.take(4 * blockRows);
    this.addresses = plan.take(2 * blockRows);
    this.zeroColumn = plan.take(blockBytes);
    this.rows = plan.take(blockRows * stride + VECTOR_BYTES);
    this.features = plan.take(features * blockBytes);
    this.outputs = [plan.take(width * blockBytes), plan.take(width * blockBytes)];
    this.bytes = plan.bytes;
  }
}

/** Puts a network into the memory of the kernels. */
export function layOutNetwork(kernels: Kernels, network: LayeredModel): NetworkLayout {
  const layout = new NetworkLayout(network);
  kernels.reserve(layout.bytes);
  const memory = new Uint8Array(kernels.buffer);
  memory.fill(0, layout.zeroColumn, layout.zeroColumn + layout.blockRows / 8);
  network.layers.forEach(({ width, arity, wires, tables }, index) => {
    new Uint16Array(kernels.buffer, layout.wires[index], wires.length).set(wires);
    memory.set(tables.subarray(0, width * tableBytes(arity)), layout.tables[index]);
  });
  return layout;
}

/** Writes the records of all layers for blocks of as many bytes a column. */
export function writeRecords(
  kernels: Kernels,
  layout: NetworkLayout,
  network: LayeredModel,
  columnBytes: number,
  hasFewRows: boolean,
): void {
  network.layers.forEach(({ arity }, index) => {
    writeRecord(kernels, layout.records[index]!, {
      arity,
      inputs: index === 0 ? layout.features : layout.outputs[(index - 1) & 1]!,
      outputs: layout.outputs[index & 1]!,
      wires: layout.wires[index]!,
      tables: layout.tables[index]!,
      columnBytes,
      zeros: layout.zeroColumn,
      hasFewRows,
    });
  });
}
