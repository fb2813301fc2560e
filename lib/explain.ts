/**
 * Why a row is predicted as it is: what becomes of the answer when one bit of the row is flipped. It
 * asks nothing of a model but predictions, so it explains every kind.
 *
 * @module
 */

import { type BitMatrix, checkPackedRow, rowBytes } from "./rows/bit_matrix.ts";
import { SCORE_ONE } from "./scores/scores.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { type Model, predictModel } from "./any_model.ts";

/** What the bits of one row do for its answer. */
export interface Explanation {
  /** Index of the predicted class. */
  readonly label: number;
  /**
   * For each bit the score of the predicted class less what it is with that bit flipped, from -1 to
   * 1 in steps of 1/20,000: above 0 for a bit that speaks for the answer, below 0 for one against it.
   */
  readonly influence: Float64Array;
  /** For each bit the index of the class that is predicted with that bit flipped. */
  readonly flipped: Uint8Array;
}

/** Bytes of rows that are made up at a time. */
const BLOCK_BYTES = 4_194_304;

/**
 * Explains the answer for one row.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function explainRow(model: Model, row: Uint8Array, kernels?: Kernels): Explanation {
  const { features } = model;
  const influence = new Float64Array(features);
  const flipped = new Uint8Array(features);
  const most = mostFlips(features);
  let label = 0;
  for (let from = 0; from < features; from += most) {
    const part = explainBits(model, row, from, Math.min(from + most, features), kernels);
    influence.set(part.influence, from);
    flipped.set(part.flipped, from);
    label = part.label;
  }
  return { label, influence, flipped };
}

/** How many bits to explain at a time, so that the rows made up for it stay small. */
export function mostFlips(features: number): number {
  return Math.max(1, Math.floor(BLOCK_BYTES / rowBytes(features)));
}

/**
 * Explains what the bits `from` to `to` of a row do; `influence` and `flipped` are of these alone. For
 * whoever has other work in between.
 *
 * @throws {RoteError} as {@linkcode explainRow}
 */
export function explainBits(
  model: Model,
  row: Uint8Array,
  from: number,
  to: number,
  kernels?: Kernels,
): Explanation {
  const classes = model.classes.length;
  const { labels, scores } = predictModel(model, flipEach(row, model.features, from, to), kernels);
  // The last row is the one that is explained.
  const label = labels[to - from]!;
  const stepsAt = (index: number) => Math.round(scores[index * classes + label]! * SCORE_ONE);
  const steps = stepsAt(to - from);
  return {
    label,
    influence: Float64Array.from(
      { length: to - from },
      (_, index) => (steps - stepsAt(index)) / SCORE_ONE,
    ),
    flipped: labels.slice(0, to - from),
  };
}

/** A row for each bit `from` to `to` that has this bit flipped, and the row as it is behind them. */
function flipEach(row: Uint8Array, features: number, from: number, to: number): BitMatrix {
  const stride = rowBytes(features);
  checkPackedRow(row, features);
  const rows = to - from + 1;
  const bytes = new Uint8Array(rows * stride);
  for (let index = 0; index < rows; index++) {
    bytes.set(row, index * stride);
    const bit = from + index;
    if (bit < to) bytes[index * stride + (bit >>> 3)]! ^= 1 << (bit & 7);
  }
  return { rows, columns: features, stride, bytes };
}
