/**
 * Inference for many rows: blocks of them are packed along the rows and taken through the layers 128
 * rows at a time; a few rows go one by one. Same answers as `predictRow`, row by row.
 *
 * @module
 */

import type { Predictions } from "../../scores/predictions.ts";
import { type BitMatrix, checkColumns, rowAt } from "../../rows/bit_matrix.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { inBlocks } from "../../kernels/in_blocks.ts";
import { MARGIN_ONE, type Network, outputLayer } from "./model.ts";
import { NetworkLayout, writeRecords } from "./layout.ts";
import { outputAddress } from "./predict.ts";
import { lookUpBlock, takeBlocks } from "./row_blocks.ts";

/** Below as many rows, taking them one after the other is faster than a vector that is mostly empty. */
const ONE_BY_ONE = 3;

/** The answers for many rows, as integers. */
export interface Margins {
  /** rows: index of the predicted class in `network.classes`. */
  readonly labels: Uint8Array;
  /** rows: the margin of the predicted class, 0 to 10,000 (`Network.margins`). */
  readonly margins: Uint16Array;
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
  checkColumns(rows, network.features, "the network reads");
  const answers = { labels: new Uint8Array(rows.rows), margins: new Uint16Array(rows.rows) };
  inBlocks(NetworkLayout, network, rows.rows, kernels, {
    oneByOne: ONE_BY_ONE,
    one: (row) => answer(network, answers, row, outputAddress(network, rowAt(rows, row))),
    all: (kernels, layout) => predictBlocks(kernels, layout, network, rows, answers),
  });
  return answers;
}

/** Predicts all rows, block by block. */
function predictBlocks(
  kernels: Kernels,
  { block, places }: NetworkLayout,
  network: Network,
  rows: BitMatrix,
  answers: Margins,
): void {
  const addresses = new Uint16Array(kernels.buffer, block.addresses, block.blockRows);
  takeBlocks(
    kernels,
    block,
    rows,
    ({ vectors, hasFewRows }) => writeRecords(kernels, block, places, network, vectors, hasFewRows),
    (first, count) => {
      lookUpBlock(kernels, block, places, network);
      for (let row = 0; row < count; row++) {
        answer(network, answers, first + row, addresses[row]!);
      }
    },
  );
}

/** Writes the answer for a row that reaches an address at the output LUT. */
function answer(network: Network, { labels, margins }: Margins, row: number, address: number) {
  labels[row] = (outputLayer(network).tables[address >>> 3]! >>> (address & 7)) & 1;
  margins[row] = network.margins[address]!;
}
