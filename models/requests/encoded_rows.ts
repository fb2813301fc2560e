/**
 * Making bits of many rows of numbers and categories in steps, between which others may run.
 *
 * @module
 */

import {
  type BitMatrix,
  type Encoder,
  encoderBits,
  encodeValues,
  rowBytes,
} from "../../lib/mod.ts";

/** Values of a step, which takes a millisecond or two. */
const STEP_VALUES = 8_192;

/**
 * What `encodeValues` gives.
 *
 * @throws {RoteError} as `encodeValues`
 */
export function* encodeInSteps(
  encoder: Encoder,
  rows: readonly unknown[],
  field: string,
): Generator<void, BitMatrix> {
  const step = Math.ceil(STEP_VALUES / encoder.columns.length);
  if (rows.length <= step) return encodeValues(encoder, rows, field);
  const columns = encoderBits(encoder);
  const stride = rowBytes(columns);
  const bytes = new Uint8Array(rows.length * stride);
  for (let first = 0; first < rows.length; first += step) {
    try {
      bytes.set(
        encodeValues(encoder, rows.slice(first, first + step), field).bytes,
        first * stride,
      );
    } catch {
      // Whoever sees all rows says which of them are wrong.
      return encodeValues(encoder, rows, field);
    }
    yield;
  }
  return { rows: rows.length, columns, stride, bytes };
}
