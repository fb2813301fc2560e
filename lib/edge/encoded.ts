/**
 * Models of numbers and categories as callers of the edge runtime see them: an encoder in front of a
 * model that reads bits.
 *
 * @module
 */

import { encodeValues } from "../encoders/encode_values.ts";
import type { Encoder } from "../encoders/encoder.ts";
import type { ValueRow } from "../encoders/value_rows.ts";
import type { EdgeModel } from "./edge_model.ts";

/** Where rows are in a request, for error messages: the service's words for them. */
const FIELD = "/rows";

/**
 * Puts an encoder in front of a model.
 *
 * @param model reads as many bits as the encoder makes
 * @returns a model whose rows are records or arrays of values; it throws `row_bad_type`,
 *   `row_too_short`, `row_too_long`, `column_missing`, `value_bad_type` or `value_not_finite` with up
 *   to ten offenders
 */
export function createEncodedModel(encoder: Encoder, model: EdgeModel): EdgeModel<ValueRow> {
  const encode = (rows: readonly unknown[]) => encodeValues(encoder, rows, FIELD).bytes;
  const { features, classes } = model;
  return {
    features,
    classes,
    columns: encoder.columns,
    predict: (row) => model.predict(encode([row])),
    predictBatch: (rows) => model.predictBatch(encode(rows as readonly unknown[])),
  };
}
