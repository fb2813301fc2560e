/**
 * Taking many rows through the layers of a network, a block at a time: each block is packed along the
 * rows and goes through all layers but the last, which answers in its own way.
 *
 * @module
 */

import type { BitMatrix } from "./bit_matrix.ts";
import { type Kernels, VECTOR_BYTES, VECTOR_ROWS } from "./kernels/kernels.ts";
import type { LayeredModel } from "./network.ts";
import { type NetworkLayout, writeRecords } from "./network_layout.ts";

/** Up to as many rows, kernels need not look at a whole vector. */
const FEW_ROWS = 32;

/**
 * Takes all rows through the layers below the last.
 *
 * @param rows of as many features as the network reads
 * @param finish told of each block: its first row, how many rows, and the bytes of a column
 */
export function takeThrough(
  kernels: Kernels,
  layout: NetworkLayout,
  network: LayeredModel,
  rows: BitMatrix,
  finish: (first: number, count: number, columnBytes: number) => void,
): void {
  const memory = new Uint8Array(kernels.buffer);
  const order = new Uint32Array(kernels.buffer, layout.order, layout.blockRows);
  const { scratch, features, records } = layout;
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
    const columnBytes = vectors * VECTOR_BYTES;
    kernels.packRows(layout.order, features, columnBytes, network.features, 0, vectors, scratch);
    for (let layer = 0; layer < last; layer++) {
      kernels.applyLuts(records[layer]!, 0, network.layers[layer]!.width, scratch);
    }
    finish(first, count, columnBytes);
  }
}
