/**
 * Inference for many rows: blocks of them are packed along the rows and taken through the layers 128
 * rows at a time; a few rows go one by one. Same answers as `predictRow`, row by row.
 *
 * @module
 */

import { type BitMatrix, rowAt, rowBytes } from "./bit_matrix.ts";
import { refuse } from "./errors.ts";
import { type Kernels, scratchBytes, VECTOR_BYTES, VECTOR_ROWS } from "./kernels/kernels.ts";
import { RECORD_BYTES, writeRecord } from "./kernels/layer_record.ts";
import { MemoryPlan } from "./kernels/memory_plan.ts";
import { borrowWorkbench, returnWorkbench } from "./kernels/workbench.ts";
import { MARGIN_ONE, type Network, outputLayer, tableBytes } from "./network.ts";
import { outputAddress } from "./predict.ts";

/** Rows of a block: its columns stay in the processor's cache. */
const BLOCK_ROWS = 2048;
/** The same for LUTs of more than 12 wires, whose tables are no longer in the cache for the next block. */
const WIDE_BLOCK_ROWS = 8192;

/** Below as many rows, taking them one after the other is faster than a vector that is mostly empty. */
const ONE_BY_ONE = 3;
/** Up to as many rows, kernels need not look at a whole vector. */
const FEW_ROWS = 32;

/** The answers for many rows, as integers. */
export interface Margins {
  /** rows: index of the predicted class in `network.classes`. */
  readonly labels: Uint8Array;
  /** rows: the margin of the predicted class, 0 to 10,000 (`Network.margins`). */
  readonly margins: Uint16Array;
}

/** The answers for many rows. */
export interface Predictions {
  /** rows: index of the predicted class in `network.classes`. */
  readonly labels: Uint8Array;
  /** rows x classes: the score of each class, 0 to 1; the scores of a row add up to 1. */
  readonly scores: Float64Array;
}

/**
 * Predicts the classes of many rows.
 *
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictBatch(network: Network, rows: BitMatrix, kernels?: Kernels): Predictions {
  const { labels, margins } = predictMargins(network, rows, kernels);
  const scores = new Float64Array(2 * labels.length);
  for (let row = 0; row < labels.length; row++) {
    const margin = margins[row]!;
    const label = labels[row]!;
    scores[2 * row + label] = (MARGIN_ONE + margin) / (2 * MARGIN_ONE);
    scores[2 * row + 1 - label] = (MARGIN_ONE - margin) / (2 * MARGIN_ONE);
  }
  return { labels, scores };
}

/**
 * Predicts the classes of many rows, with margins in place of scores.
 *
 * @throws {RoteError} as {@linkcode predictBatch}
 */
export function predictMargins(network: Network, rows: BitMatrix, kernels?: Kernels): Margins {
  if (rows.columns !== network.features) {
    throw refuse(
      rows.columns < network.features ? "row_too_short" : "row_too_long",
      `The rows have ${rows.columns} features; the network reads ${network.features}`,
    );
  }
  const answers = { labels: new Uint8Array(rows.rows), margins: new Uint16Array(rows.rows) };
  if (kernels) {
    predictBlocks(kernels, layOut(kernels, network), network, rows, answers);
  } else if (rows.rows < ONE_BY_ONE) {
    for (let row = 0; row < rows.rows; row++) {
      answer(network, answers, row, outputAddress(network, rowAt(rows, row)));
    }
  } else {
    const workbench = borrowWorkbench();
    const { kernels: atHand, left } = workbench;
    // The network of the call before is there still, more often than not.
    const layout = left instanceof Layout && left.network.deref() === network
      ? left
      : layOut(atHand, network);
    workbench.left = layout;
    predictBlocks(atHand, layout, network, rows, answers);
    returnWorkbench(workbench);
  }
  return answers;
}

/** Where a network and a block of rows lie in the memory of the kernels. */
class Layout {
  /** Held weakly: kernels at hand keep no network alive. */
  readonly network: WeakRef<Network>;
  /** Rows of a block. */
  readonly blockRows: number;
  readonly records: readonly number[];
  readonly wires: readonly number[];
  readonly tables: readonly number[];
  readonly scratch: number;
  readonly order: number;
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

  constructor(network: Network) {
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
function layOut(kernels: Kernels, network: Network): Layout {
  const layout = new Layout(network);
  kernels.reserve(layout.bytes);
  const memory = new Uint8Array(kernels.buffer);
  memory.fill(0, layout.zeroColumn, layout.zeroColumn + layout.blockRows / 8);
  network.layers.forEach(({ width, arity, wires, tables }, index) => {
    new Uint16Array(kernels.buffer, layout.wires[index], wires.length).set(wires);
    memory.set(tables.subarray(0, width * tableBytes(arity)), layout.tables[index]);
  });
  return layout;
}

/** Predicts all rows, block by block. */
function predictBlocks(
  kernels: Kernels,
  layout: Layout,
  network: Network,
  rows: BitMatrix,
  answers: Margins,
): void {
  const memory = new Uint8Array(kernels.buffer);
  const order = new Uint32Array(kernels.buffer, layout.order, layout.blockRows);
  const addresses = new Uint16Array(kernels.buffer, layout.addresses, layout.blockRows);
  const { stride } = rows;
  const last = network.layers.length - 1;
  let vectors = 0;
  let hasFewRows = false;
  for (let first = 0; first < rows.rows; first += layout.blockRows) {
    const count = Math.min(layout.blockRows, rows.rows - first);
    if (Math.ceil(count / VECTOR_ROWS) !== vectors || count <= FEW_ROWS !== hasFewRows) {
      vectors = Math.ceil(count / VECTOR_ROWS);
      hasFewRows = count <= FEW_ROWS;
      writeRecords(kernels, layout, network, vectors * VECTOR_BYTES, hasFewRows);
    }
    memory.set(rows.bytes.subarray(first * stride, (first + count) * stride), layout.rows);
    for (let row = 0; row < vectors * VECTOR_ROWS; row++) {
      // Rows of padding may be any: their answers are left where they are.
      order[row] = layout.rows + (row < count ? row * stride : 0);
    }
    const { scratch, features, records } = layout;
    const columnBytes = vectors * VECTOR_BYTES;
    kernels.packRows(
      layout.order,
      features,
      columnBytes,
      network.features,
      0,
      vectors,
      scratch,
    );
    for (let layer = 0; layer < last; layer++) {
      kernels.applyLuts(records[layer]!, 0, network.layers[layer]!.width, scratch);
    }
    kernels.findAddresses(records[last]!, 0, layout.addresses, scratch);
    for (let row = 0; row < count; row++) {
      answer(network, answers, first + row, addresses[row]!);
    }
  }
}

/** Writes the answer for a row that reaches an address at the output LUT. */
function answer(network: Network, { labels, margins }: Margins, row: number, address: number) {
  labels[row] = (outputLayer(network).tables[address >>> 3]! >>> (address & 7)) & 1;
  margins[row] = network.margins[address]!;
}

/** Writes the records of all layers for blocks of as many bytes a column. */
function writeRecords(
  kernels: Kernels,
  layout: Layout,
  network: Network,
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

/** Share of the rows whose predicted class is their label, 0 to 1. */
export function accuracyOf(predicted: Uint8Array, labels: Uint8Array): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    if (predicted[row] === labels[row]) right++;
  }
  return right / labels.length;
}
