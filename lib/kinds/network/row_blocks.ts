/**
 * Many rows taken through networks in the memory of the kernels: a block of them is packed along the
 * rows, and then looked up 128 rows at a time.
 *
 * @module
 */

import type { BitMatrix } from "../../rows/bit_matrix.ts";
import { type Kernels, VECTOR_BYTES, VECTOR_ROWS } from "../../kernels/kernels.ts";
import type { LayeredModel } from "./model.ts";
import type { BlockPlaces, NetworkPlaces } from "./layout.ts";

/** Up to as many rows, kernels need not look at a whole vector. */
const FEW_ROWS = 32;

/** What the records of networks depend on (`writeRecords`). */
export interface BlockSize {
  readonly vectors: number;
  readonly hasFewRows: boolean;
}

/**
 * Packs rows block by block.
 *
 * @param resize called before a block that has another size than the one before
 * @param take called for each block, with the number of its first row, of its rows and their vectors
 */
export function takeBlocks(
  kernels: Kernels,
  block: BlockPlaces,
  rows: BitMatrix,
  resize: (size: BlockSize) => void,
  take: (first: number, count: number, vectors: number) => void,
): void {
  const memory = new Uint8Array(kernels.buffer);
  const order = new Uint32Array(kernels.buffer, block.order, block.blockRows);
  const { stride, columns } = rows;
  let vectors = 0;
  let hasFewRows = false;
  for (let first = 0; first < rows.rows; first += block.blockRows) {
    const count = Math.min(block.blockRows, rows.rows - first);
    if (Math.ceil(count / VECTOR_ROWS) !== vectors || count <= FEW_ROWS !== hasFewRows) {
      vectors = Math.ceil(count / VECTOR_ROWS);
      hasFewRows = count <= FEW_ROWS;
      resize({ vectors, hasFewRows });
    }
    memory.set(rows.bytes.subarray(first * stride, (first + count) * stride), block.rows);
    for (let row = 0; row < vectors * VECTOR_ROWS; row++) {
      // Rows of padding may be any: their answers are left where they are.
      order[row] = block.rows + (row < count ? row * stride : 0);
    }
    const columnBytes = vectors * VECTOR_BYTES;
    kernels.packRows(block.order, block.features, columnBytes, columns, 0, vectors, block.scratch);
    take(first, count, vectors);
  }
}

/** Looks a block of rows up in a network: writes the address that each reaches at the output LUT. */
export function lookUpBlock(
  kernels: Kernels,
  block: BlockPlaces,
  places: NetworkPlaces,
  network: LayeredModel,
): void {
  lookUpBelow(kernels, block, places, network);
  kernels.findAddresses(places.records.at(-1)!, 0, block.addresses, block.scratch);
}

/** Looks a block of rows up in a network that votes: writes how many votes for class 1 each gets. */
export function countVotesOnBlock(
  kernels: Kernels,
  block: BlockPlaces,
  places: NetworkPlaces,
  network: LayeredModel,
  vectors: number,
): void {
  const { addresses: votes, outputs, scratch } = block;
  const { width } = network.layers.at(-1)!;
  const last = network.layers.length - 1;
  lookUpBelow(kernels, block, places, network);
  kernels.applyLuts(places.records[last]!, 0, width, scratch);
  kernels.countVotes(outputs[last & 1]!, width, vectors * VECTOR_BYTES, votes, scratch);
}

/** Takes a block through all layers but the last. */
function lookUpBelow(
  kernels: Kernels,
  { scratch }: BlockPlaces,
  { records }: NetworkPlaces,
  { layers }: LayeredModel,
): void {
  for (let layer = 0; layer < layers.length - 1; layer++) {
    kernels.applyLuts(records[layer]!, 0, layers[layer]!.width, scratch);
  }
}
