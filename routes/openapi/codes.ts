/**
 * Error codes that operations of the OpenAPI document have in common, by what raises them.
 *
 * @module
 */

import { type ErrorCode, METHOD_NAMES, SETTING_CODES, settingsOf } from "../../lib/mod.ts";

/** A model that is named in a path. */
export const OF_MODEL: readonly ErrorCode[] = [
  "name_not_legal",
  "model_not_found",
  "store_unavailable",
];

/** A version that is named in a path or query. */
export const OF_VERSION: readonly ErrorCode[] = ["version_not_legal", "version_not_found"];

/** Any body. */
export const OF_BODY: readonly ErrorCode[] = [
  "body_incomplete",
  "body_not_decodable",
  "body_too_large",
  "body_too_slow",
  "content_coding_not_supported",
];

/** A JSON body. */
export const OF_JSON: readonly ErrorCode[] = [
  "body_not_json",
  "json_too_deep",
  "json_too_many_values",
  "request_not_valid",
];

/** Rows in JSON. */
export const OF_ROWS: readonly ErrorCode[] = [
  "no_rows",
  "too_many_rows",
  "row_too_short",
  "row_too_long",
  "row_bad_character",
  "row_bad_type",
];

/** Rows of numbers and categories. */
export const OF_VALUES: readonly ErrorCode[] = [
  "value_bad_type",
  "value_not_finite",
  "column_missing",
];

/** What an encoder is fitted to. */
export const OF_ENCODER: readonly ErrorCode[] = [
  "column_name_not_legal",
  "column_too_many_categories",
  "category_not_legal",
  "encoder_bits_out_of_range",
];

/** Rows that are packed, in JSON or as bytes. */
export const OF_PACKED_ROWS: readonly ErrorCode[] = ["row_padding_not_zero", "body_wrong_length"];

/** Rows in CSV. */
export const OF_CSV: readonly ErrorCode[] = [
  "csv_malformed",
  "csv_ragged_line",
  "csv_column_missing",
  "labels_missing",
  "features_out_of_range",
];

/** Labels. */
export const OF_LABELS: readonly ErrorCode[] = [
  "labels_missing",
  "label_bad_type",
  "label_count_mismatch",
  "labels_one_class",
  "labels_too_many_classes",
  "label_unknown_class",
  "class_name_not_legal",
];

/** Settings that are one of a few texts: the schemas refuse any other. */
const OF_CHOICES: readonly ErrorCode[] = METHOD_NAMES.flatMap((name) =>
  Object.values(settingsOf(name)).filter(({ type }) => type === "choice").map(({ code }) => code)
);

/** What a training is asked to do. */
export const OF_SETTINGS: readonly ErrorCode[] = [
  "features_out_of_range",
  ...[...SETTING_CODES].filter((code) => !OF_CHOICES.includes(code)),
];

/** What adds a version to a model. */
export const OF_ROOM: readonly ErrorCode[] = [
  "name_taken",
  "too_many_models",
  "store_full",
  "store_read_only",
];

/** What reads the blob of a model. */
export const OF_BLOB: readonly ErrorCode[] = ["model_damaged"];
