/**
 * Whatever a blob may hold, and predicting with it: the one door for whoever does not know beforehand
 * of which kind a model is.
 *
 * @module
 */

import { encodeTable } from "./encoders/encode_table.ts";
import type { EncodedModel } from "./encoders/encoded_model.ts";
import type { ValueTable } from "./encoders/value_table.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { type BitModel, kindOf } from "./kinds/mod.ts";
import type { BitMatrix } from "./rows/bit_matrix.ts";
import type { Prediction, Predictions } from "./scores/predictions.ts";

/** Whatever a blob may hold. */
export type Model = BitModel | EncodedModel;

/** True for a model of raw values. */
export function isEncoded(model: Model): model is EncodedModel {
  return model.kind === "encoded";
}

/** What reads the bits: the model inside an encoded one, and any other model itself. */
export function bitModelOf(model: Model): BitModel {
  return isEncoded(model) ? model.model : model;
}

/**
 * Predicts the class of one row of bits.
 *
 * @param row ceil(features / 8) packed bytes, as in a `BitMatrix`
 * @throws {RoteError} `row_too_short` or `row_too_long` if the row has another number of bytes
 */
export function predictModelRow(model: Model, row: Uint8Array): Prediction {
  const inside = bitModelOf(model);
  return kindOf(inside).predictRow(inside, row);
}

/**
 * Predicts the classes of many rows of bits.
 *
 * @param kernels kernels to use in place of the fastest that the runtime allows; same answers
 * @throws {RoteError} `row_too_short` or `row_too_long` if the rows have another number of features
 */
export function predictModel(model: Model, rows: BitMatrix, kernels?: Kernels): Predictions {
  const inside = bitModelOf(model);
  return kindOf(inside).predict(inside, rows, kernels);
}

/**
 * Predicts the classes of many rows of raw values.
 *
 * @throws {RoteError} as `encodeTable`
 */
export function predictValues(
  model: EncodedModel,
  values: ValueTable,
  kernels?: Kernels,
): Predictions {
  return predictModel(model, encodeTable(model.encoder, values), kernels);
}

/**
 * Predicts the classes of many rows of bits without scores.
 *
 * @throws {RoteError} as {@linkcode predictModel}
 */
export function labelModel(model: Model, rows: BitMatrix, kernels?: Kernels): Uint8Array {
  const inside = bitModelOf(model);
  return kindOf(inside).label(inside, rows, kernels);
}
