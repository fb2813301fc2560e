/**
 * Boosting, some samples: what a batch of tables changes in their scores, and then, from the scores,
 * the gradients for the next batch.
 *
 * @module
 */

import { changeOf, gradientOf, probabilityOf, softWeight } from "../boosting_arithmetic.ts";
import { CHUNK_ROWS } from "../boosting_memory.ts";
import { type BoostingRecord, readBoostingRecord } from "../records/boosting.ts";
import { addressesAt, gradientsAt, halfAt, sampleCount, sumsAt } from "./boosting_views.ts";
import type { Views } from "./views.ts";

/** See `Kernels.boostRows`. */
export function boostRows(views: Views, run: number, batch: number, chunk: number): void {
  const record = readBoostingRecord(views, run);
  const { columnBytes, classes, tables, batch: size } = record;
  const rowsOfCopy = columnBytes * 8;
  const chunks = Math.ceil(rowsOfCopy / CHUNK_ROWS);
  const row = (chunk % chunks) * CHUNK_ROWS;
  const rows = Math.min(CHUNK_ROWS, rowsOfCopy - row);
  const sample = Math.floor(chunk / chunks) * rowsOfCopy + row;
  if (batch < 0) {
    for (let index = 0; index < classes; index++) {
      const at = scoresAt(record, index, sample);
      views.i32.fill(0, at, at + rows);
    }
  } else {
    const last = Math.min((batch + 1) * size, tables);
    for (let table = batch * size; table < last; table++) {
      changeScores(views, record, table, sample, rows);
    }
  }
  const next = (batch + 1) * size;
  if (next < tables) writeGradients(views, record, next, row, sample, rows);
}

/** Index, in numbers of 32 bits, of the scores for a class from a sample on. */
function scoresAt(record: BoostingRecord, index: number, sample: number): number {
  return (record.scores >>> 2) + index * sampleCount(record) + sample;
}

/** Adds what a table changes to the scores of the classes in its half. */
function changeScores(
  { bytes, u16, i16, i32, f32 }: Views,
  record: BoostingRecord,
  table: number,
  sample: number,
  rows: number,
): void {
  const { classes, damping } = record;
  const addresses = addressesAt(record, table) + sample;
  const gradients = gradientsAt(record, table) + sample;
  const sums = sumsAt(record, table);
  const half = halfAt(record, table);
  for (let row = 0; row < rows; row++) {
    const at = sums + 2 * u16[addresses + row]!;
    changes[row] = changeOf(f32[at]!, f32[at + 1]!, i16[gradients + row]!, damping);
  }
  for (let index = 0; index < classes; index++) {
    if (bytes[half + index] === 0) continue;
    const scores = scoresAt(record, index, sample);
    for (let row = 0; row < rows; row++) i32[scores + row]! += changes[row]!;
  }
}

const changes = new Int32Array(CHUNK_ROWS);

/** Writes the gradients of the batch whose first table is `first`, zeros for rows that are not counted. */
function writeGradients(
  { bytes, u16, i16, i32 }: Views,
  record: BoostingRecord,
  first: number,
  row: number,
  sample: number,
  rows: number,
): void {
  const { classes, splitCount, halvings, batch } = record;
  const stride = sampleCount(record);
  const labels = (record.labels >>> 1) + row;
  const columns = Math.min(batch, splitCount);
  const tables = Array.from({ length: columns }, (_, t) => splitCount < batch ? t : first + t);
  const halves = tables.map((table) => halfAt(record, table));
  const out = tables.map((table) => gradientsAt(record, table) + sample);
  const scores = scoresAt(record, 0, sample);
  const probabilities = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    const label = u16[labels + i]!;
    let largest = i32[scores + i]!;
    for (let index = 1; index < classes; index++) {
      largest = Math.max(largest, i32[scores + index * stride + i]!);
    }
    let total = 0;
    for (let index = 0; index < classes; index++) {
      const weight = softWeight(largest - i32[scores + index * stride + i]!, halvings);
      probabilities[index] = weight;
      total = Math.fround(total + weight);
    }
    for (let index = 0; index < classes; index++) {
      probabilities[index] = probabilityOf(probabilities[index]!, total);
    }
    for (let t = 0; t < columns; t++) {
      const half = halves[t]!;
      let sum = 0;
      for (let index = 0; index < classes; index++) {
        sum += bytes[half + index]! * probabilities[index]!;
      }
      i16[out[t]! + i] = label > 255 ? 0 : gradientOf(bytes[half + label]!, sum);
    }
  }
}
