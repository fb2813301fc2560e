/**
 * Inference for many rows: blocks of them are packed along the rows and taken through the layers 32
 * rows at a time; a few rows go one by one. Same answers as `predictRow`, row by row.
 *
 * @module
 */

import { type BitMatrix, rowAt } from "./bit_matrix.ts";
import { refuse } from "./errors.ts";
import { columnsFromRows, wordsFor, zeroColumns } from "./kernels/bit_columns.ts";
import { addressOf, findAddresses, lookUp, newAddresses } from "./kernels/lut_kernels.ts";
import { type Network, outputLayer, scoresOfMargin, tableBytes } from "./network.ts";
import { predictRow } from "./predict.ts";

/** Rows of a block: its columns then stay in the processor's cache. */
const BLOCK_ROWS = 4096;
/** Below as many rows, taking them one after the other is faster than packing them along the rows. */
const FEW_ROWS = 16;

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
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictBatch(network: Network, rows: BitMatrix): Predictions {
  if (rows.columns !== network.features) {
    throw refuse(
      rows.columns < network.features ? "row_too_short" : "row_too_long",
      `The rows have ${rows.columns} features; the network reads ${network.features}`,
    );
  }
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * network.classes.length);
  if (rows.rows < FEW_ROWS) {
    for (let row = 0; row < rows.rows; row++) {
      const prediction = predictRow(network, rowAt(rows, row));
      labels[row] = prediction.label;
      scores.set(prediction.scores, row * network.classes.length);
    }
    return { labels, scores };
  }
  for (let first = 0; first < rows.rows; first += BLOCK_ROWS) {
    predictBlock(network, rows, first, labels, scores);
  }
  return { labels, scores };
}

/** Predicts up to BLOCK_ROWS rows from row `first` on. */
function predictBlock(
  network: Network,
  rows: BitMatrix,
  first: number,
  labels: Uint8Array,
  scores: Float64Array,
): void {
  const count = Math.min(BLOCK_ROWS, rows.rows - first);
  const words = wordsFor(count);
  const order = Int32Array.from({ length: words * 32 }, (_, i) => i < count ? first + i : -1);
  const addresses = newAddresses(words);
  let inputs = zeroColumns(network.features, words);
  columnsFromRows(inputs, rows, order);
  const output = outputLayer(network);
  for (const { arity, width, wires, tables } of network.layers.slice(0, -1)) {
    const outputs = zeroColumns(width, words);
    for (let lut = 0; lut < width; lut++) {
      findAddresses(addresses, inputs, wires, arity, lut);
      lookUp(outputs.data, lut * words, addresses, arity, tables, lut * tableBytes(arity));
    }
    inputs = outputs;
  }
  findAddresses(addresses, inputs, output.wires, output.arity, 0);
  for (let i = 0; i < count; i++) {
    const address = addressOf(addresses, output.arity, i);
    const label = (output.tables[address >>> 3]! >>> (address & 7)) & 1;
    const { predicted, other } = scoresOfMargin(network.margins[address]!);
    const at = (first + i) * 2;
    labels[first + i] = label;
    scores[at + label] = predicted;
    scores[at + 1 - label] = other;
  }
}

/** Share of the rows whose predicted class is their label, 0 to 1. */
export function accuracyOf(predicted: Uint8Array, labels: Uint8Array): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    if (predicted[row] === labels[row]) right++;
  }
  return right / labels.length;
}
