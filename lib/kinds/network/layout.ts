/**
 * Networks laid out in the memory of the kernels, with room for a block of rows to predict.
 *
 * @module
 */

import { rowBytes } from "../../rows/bit_matrix.ts";
import { type Kernels, VECTOR_BYTES } from "../../kernels/kernels.ts";
import { RECORD_BYTES, writeRecord } from "../../kernels/layer_record.ts";
import { MemoryPlan } from "../../kernels/memory_plan.ts";
import { scratchBytes } from "../../kernels/scratch.ts";
import type { LayeredModel } from "./model.ts";
import { tableBytes } from "./model.ts";

/** Rows of a block: its columns stay in the processor's cache. */
const BLOCK_ROWS = 2048;
/** The same for LUTs of more than 12 wires, whose tables are no longer in the cache for the next block. */
const WIDE_BLOCK_ROWS = 8192;

/** Where a network lies. Places are byte offsets. */
export interface NetworkPlaces {
  /** For each layer its record, its wires and its tables. */
  readonly records: readonly number[];
  readonly wires: readonly number[];
  readonly tables: readonly number[];
}

/** Where a block of rows lies, and what is looked up of them. */
export interface BlockPlaces {
  /** Rows of a block. */
  readonly blockRows: number;
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
}

/** A network and a block of rows in the memory of the kernels. */
export class NetworkLayout {
  /** Held weakly: kernels at hand keep no network alive. */
  readonly model: WeakRef<LayeredModel>;
  readonly block: BlockPlaces;
  readonly places: NetworkPlaces;

  /** Puts a network into the memory of the kernels. */
  constructor(kernels: Kernels, network: LayeredModel) {
    const plan = new MemoryPlan();
    this.model = new WeakRef(network);
    this.block = planBlock(plan, [network]);
    this.places = planNetwork(plan, network);
    kernels.reserve(plan.bytes);
    clearBlock(kernels, this.block);
    writeNetwork(kernels, this.places, network);
  }
}

/** Plans a place for a network. */
export function planNetwork(plan: MemoryPlan, { layers }: LayeredModel): NetworkPlaces {
  return {
    records: layers.map(() => plan.take(RECORD_BYTES)),
    wires: layers.map((layer) => plan.take(layer.wires.byteLength)),
    tables: layers.map((layer) => plan.take(layer.width * tableBytes(layer.arity) + 32)),
  };
}

/** Plans a place for blocks of rows that all of these networks read. */
export function planBlock(plan: MemoryPlan, networks: readonly LayeredModel[]): BlockPlaces {
  const { features } = networks[0]!;
  let arity = 1;
  let width = 1;
  for (const layer of networks.flatMap(({ layers }) => layers)) {
    arity = Math.max(arity, layer.arity);
    width = Math.max(width, layer.width);
  }
  const blockRows = arity > 12 ? WIDE_BLOCK_ROWS : BLOCK_ROWS;
  const blockBytes = blockRows / 8;
  return {
    blockRows,
    scratch: plan.take(scratchBytes(arity, 0)),
    order: plan.take(4 * blockRows),
    addresses: plan.take(2 * blockRows),
    zeroColumn: plan.take(blockBytes),
    rows: plan.take(blockRows * rowBytes(features) + VECTOR_BYTES),
    features: plan.take(features * blockBytes),
    outputs: [plan.take(width * blockBytes), plan.take(width * blockBytes)],
  };
}

/** Readies the memory of a block. */
export function clearBlock(kernels: Kernels, { zeroColumn, blockRows }: BlockPlaces): void {
  new Uint8Array(kernels.buffer).fill(0, zeroColumn, zeroColumn + blockRows / 8);
}

/** Puts a network into the memory of the kernels. */
export function writeNetwork(
  kernels: Kernels,
  places: NetworkPlaces,
  { layers }: LayeredModel,
): void {
  const memory = new Uint8Array(kernels.buffer);
  layers.forEach(({ width, arity, wires, tables }, index) => {
    new Uint16Array(kernels.buffer, places.wires[index], wires.length).set(wires);
    memory.set(tables.subarray(0, width * tableBytes(arity)), places.tables[index]);
  });
}

/** Writes the records of all layers for blocks of as many vectors. */
export function writeRecords(
  kernels: Kernels,
  block: BlockPlaces,
  places: NetworkPlaces,
  { layers }: LayeredModel,
  vectors: number,
  hasFewRows: boolean,
): void {
  layers.forEach(({ arity }, index) => {
    writeRecord(kernels, places.records[index]!, {
      arity,
      inputs: index === 0 ? block.features : block.outputs[(index - 1) & 1]!,
      outputs: block.outputs[index & 1]!,
      wires: places.wires[index]!,
      tables: places.tables[index]!,
      columnBytes: vectors * VECTOR_BYTES,
      zeros: block.zeroColumn,
      hasFewRows,
    });
  });
}
