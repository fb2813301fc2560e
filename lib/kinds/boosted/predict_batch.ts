/**
 * Inference for many rows: blocks of them are packed along the rows and taken through all tables;
 * a few rows go one by one. Same answers as `predictBoostedRow`, row by row.
 *
 * @module
 */

import { type BitMatrix, checkColumns, rowAt } from "../../rows/bit_matrix.ts";
import { CHUNK_ROWS } from "../../kernels/boosting_record.ts";
import { type Kernels, VECTOR_BYTES, VECTOR_ROWS } from "../../kernels/kernels.ts";
import { inBlocks } from "../../kernels/in_blocks.ts";
import type { Predictions } from "../../scores/predictions.ts";
import { BoostedLayout } from "./layout.ts";
import { type BoostedTables, splitCount } from "./model.ts";
import { sumRow } from "./predict.ts";
import { labelOf, scoreRow } from "../../scores/scores.ts";

/** Below as many rows, taking them one after the other is faster than a vector that is mostly empty. */
const ONE_BY_ONE = 4;

/** Takes the sums of a row: for each class one, from `at` on. */
type Take = (row: number, sums: Int32Array, at: number) => void;

/**
 * Predicts the classes of many rows.
 *
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictBoosted(
  model: BoostedTables,
  rows: BitMatrix,
  kernels?: Kernels,
): Predictions {
  const { scale, classes: { length: classes } } = model;
  const labels = new Uint8Array(rows.rows);
  const scores = new Float64Array(rows.rows * classes);
  sumRows(model, rows, kernels, (row, sums, at) => {
    labels[row] = scoreRow(scores, row * classes, sums, at, classes, scale);
  });
  return { labels, scores };
}

/**
 * Predicts the classes of many rows without scores.
 *
 * @throws {RoteError} as {@linkcode predictBoosted}
 */
export function labelBoosted(model: BoostedTables, rows: BitMatrix, kernels?: Kernels): Uint8Array {
  const labels = new Uint8Array(rows.rows);
  sumRows(model, rows, kernels, (row, sums, at) => {
    labels[row] = labelOf(sums, at, model.classes.length);
  });
  return labels;
}

/**
 * Adds up the entries that many rows reach.
 *
 * @returns rows x classes sums
 * @throws {RoteError} as {@linkcode predictBoosted}
 */
export function sumsBoosted(model: BoostedTables, rows: BitMatrix, kernels?: Kernels): Int32Array {
  const classes = model.classes.length;
  const all = new Int32Array(rows.rows * classes);
  sumRows(model, rows, kernels, (row, sums, at) => {
    all.set(sums.subarray(at, at + classes), row * classes);
  });
  return all;
}

/** Adds up the entries of all rows. */
function sumRows(
  model: BoostedTables,
  rows: BitMatrix,
  kernels: Kernels | undefined,
  take: Take,
): void {
  checkColumns(rows, model.features, "the tables read");
  inBlocks(BoostedLayout, model, rows.rows, kernels, {
    oneByOne: ONE_BY_ONE,
    one: (row) => take(row, sumRow(model, rowAt(rows, row)), 0),
    all: (kernels, layout) => sumBlocks(kernels, layout, model, rows, take),
  });
}

/** Adds up the entries of all rows, block by block. */
function sumBlocks(
  kernels: Kernels,
  layout: BoostedLayout,
  model: BoostedTables,
  rows: BitMatrix,
  take: Take,
): void {
  const memory = new Uint8Array(kernels.buffer);
  const order = new Uint32Array(kernels.buffer, layout.order, CHUNK_ROWS);
  const classes = model.classes.length;
  const halves = splitCount(model);
  const sums = new Int32Array(kernels.buffer, layout.sums, CHUNK_ROWS * classes);
  const { stride } = rows;
  for (let first = 0; first < rows.rows; first += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows.rows - first);
    const vectors = Math.ceil(count / VECTOR_ROWS);
    layout.writeRecord(kernels, model, vectors * VECTOR_BYTES);
    memory.set(rows.bytes.subarray(first * stride, (first + count) * stride), layout.rows);
    for (let row = 0; row < vectors * VECTOR_ROWS; row++) {
      // Rows of padding may be any: their answers are left where they are.
      order[row] = layout.rows + (row < count ? row * stride : 0);
    }
    const { scratch, columns, record, splits } = layout;
    const columnBytes = vectors * VECTOR_BYTES;
    kernels.packRows(layout.order, columns, columnBytes, model.features, 0, vectors, scratch);
    kernels.sumEntries(record, model.width, splits, halves, classes, layout.sums, scratch);
    for (let row = 0; row < count; row++) take(first + row, sums, row * classes);
  }
}
