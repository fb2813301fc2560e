/**
 * Which models may be kept where everybody waits: small ones, whose single rows take next to no time.
 * All others are kept by the offload worker alone.
 *
 * @module
 */

import { bitModelOf, describeModel, encoderBits, isEncoded, type Model } from "../../lib/mod.ts";
import { predictionTime } from "./prediction_work.ts";

/** Bytes of a blob that is decoded in a few milliseconds, whatever is in it. */
export const LIGHT_BLOB_BYTES = 262_144;
/** Bytes of a decoded model that is handed from thread to thread in a few milliseconds. */
const LIGHT_BYTES = 8_388_608;
/** Columns of an encoder, with their thresholds and categories, for which the same holds. */
const LIGHT_PARTS = 4_096;
/** Nanoseconds of a single row. */
const LIGHT_ROW = 1_000_000;

/** True for a model that may be kept where everybody waits. */
export function isLight(model: Model): boolean {
  const parts = isEncoded(model) ? model.encoder.columns.length + encoderBits(model.encoder) : 0;
  return parts <= LIGHT_PARTS && memoryOf(model) <= LIGHT_BYTES &&
    predictionTime(model, 1) <= LIGHT_ROW;
}

/** Bytes that a model takes in memory, near enough. */
export function memoryOf(model: Model): number {
  // A threshold takes eight bytes, a category about a hundred.
  const encoder = isEncoded(model)
    ? 100 * (model.encoder.columns.length + encoderBits(model.encoder))
    : 0;
  return encoder + describeModel(bitModelOf(model)).bytes;
}
