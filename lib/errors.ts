/**
 * The one error type of Rote. Every refusal carries a stable code; programs branch on the code,
 * people read the message. It knows nothing of HTTP: `routes/http/problem.ts` maps codes to statuses.
 *
 * @module
 */

/** Codes raised by rows, labels and training settings. */
export type DataErrorCode =
  | "no_rows"
  | "too_many_rows"
  | "row_too_short"
  | "row_too_long"
  | "row_bad_character"
  | "row_bad_type"
  | "row_padding_not_zero"
  | "features_out_of_range"
  | "labels_missing"
  | "label_bad_type"
  | "label_count_mismatch"
  | "labels_one_class"
  | "labels_too_many_classes"
  | "label_unknown_class"
  | "class_name_not_legal"
  | "metadata_not_legal"
  | "arity_out_of_range"
  | "arity_above_width_below"
  | "width_out_of_range"
  | "hidden_layers_out_of_range"
  | "hidden_not_known"
  | "head_not_known"
  | "seed_out_of_range"
  | "holdout_out_of_range"
  | "network_too_large"
  | "statistics_not_supported"
  | "tables_out_of_range"
  | "rate_out_of_range"
  | "lambda_out_of_range"
  | "candidates_out_of_range"
  | "splits_out_of_range"
  | "input_shape_mismatch"
  | "patch_out_of_range"
  | "augment_out_of_range"
  | "early_stopping_out_of_range"
  | "value_bad_type"
  | "value_not_finite"
  | "column_missing"
  | "column_name_not_legal"
  | "column_too_many_categories"
  | "category_not_legal"
  | "encoder_bits_out_of_range"
  | "csv_malformed"
  | "csv_ragged_line"
  | "csv_column_missing"
  | "idx_malformed"
  | "pla_malformed";

/** Codes raised by `decodeNetwork`, one a rung of its ladder; see `docs/blob-format.md`. */
export type BlobErrorCode =
  | "blob_too_short"
  | "blob_bad_magic"
  | "blob_unsupported_version"
  | "blob_unknown_flags"
  | "blob_too_large"
  | "blob_length_mismatch"
  | "blob_unknown_head"
  | "blob_limit_exceeded"
  | "blob_reserved_not_zero"
  | "blob_section_mismatch"
  | "blob_arity_above_width_below"
  | "blob_head_mismatch"
  | "blob_bad_checksum"
  | "blob_bad_text"
  | "blob_wire_out_of_range"
  | "blob_duplicate_wire"
  | "blob_dead_lut"
  | "blob_margin_out_of_range"
  | "blob_split_one_sided"
  | "blob_entry_out_of_range"
  | "blob_bad_column"
  | "blob_threshold_out_of_range"
  | "blob_bits_out_of_range"
  | "blob_padding_not_zero"
  | "blob_pair_mismatch";

/** Codes raised by exports. */
export type ExportErrorCode =
  | "export_target_unknown"
  | "export_option_not_taken"
  | "export_file_unknown"
  | "export_head_not_supported"
  | "export_too_large";

/** Codes raised by names, versions, jobs and the door of the service. */
export type ServiceErrorCode =
  | "name_not_legal"
  | "model_not_found"
  | "version_not_found"
  | "version_not_legal"
  | "job_not_found"
  | "job_finished"
  | "job_cancelled"
  | "job_interrupted"
  | "job_too_long"
  | "queue_full"
  | "too_busy"
  | "too_much_work"
  | "too_many_streams"
  | "idempotency_key_not_legal"
  | "idempotency_key_reused"
  | "rate_limited"
  | "service_stopping"
  | "key_missing"
  | "key_not_valid"
  | "key_scope_missing"
  | "host_not_served"
  | "target_not_legal"
  | "model_too_large"
  | "name_taken"
  | "too_many_models"
  | "store_full"
  | "store_read_only"
  | "model_damaged"
  | "body_too_large"
  | "body_not_json"
  | "body_not_decodable"
  | "content_coding_not_supported"
  | "json_too_deep"
  | "json_too_many_values"
  | "body_incomplete"
  | "body_too_slow"
  | "body_wrong_length"
  | "request_not_valid"
  | "media_type_not_supported"
  | "range_not_satisfiable"
  | "route_not_found"
  | "method_not_allowed"
  | "store_unavailable"
  | "internal";

/** Every code that a {@linkcode RoteError} can carry. */
export type ErrorCode = DataErrorCode | BlobErrorCode | ExportErrorCode | ServiceErrorCode;

/** One thing that was refused, and where it is. Rows and positions count from 0. */
export interface Offender {
  /** What kind of refusal. */
  readonly code: ErrorCode;
  /** The same in a sentence. */
  readonly detail: string;
  /** Index of the offending row (or label) in its data set. */
  readonly row?: number;
  /** Index of the offending bit or character within the row. */
  readonly position?: number;
  /** Line of the source file, counted from 1, where the source is a text file. */
  readonly line?: number;
  /** Name of the offending setting, or JSON pointer into the request body (RFC 6901). */
  readonly field?: string;
}

/**
 * A refusal with a stable code.
 *
 * @example
 * ```ts
 * import { RoteError } from "./errors.ts";
 *
 * const error = new RoteError("no_rows", "Cannot train: the data set has no rows");
 * console.assert(error.code === "no_rows");
 * ```
 */
export class RoteError extends Error {
  /** As it stands before the message in a stack trace. */
  override readonly name = "RoteError";
  /** What kind of refusal; stable over versions. */
  readonly code: ErrorCode;
  /** What was refused, first offender first; empty when the message says it all. */
  readonly offenders: readonly Offender[];

  /** Makes an error; it is thrown by the caller. */
  constructor(code: ErrorCode, message: string, offenders: readonly Offender[] = []) {
    super(message);
    this.code = code;
    this.offenders = offenders;
  }
}

/** A refusal of one thing in one place: its message is the offender's detail. */
export function refuse(
  code: ErrorCode,
  detail: string,
  place: Omit<Offender, "code" | "detail"> = {},
): RoteError {
  return new RoteError(code, detail, [{ code, detail, ...place }]);
}

/** A stranger's value as it stands in a message: quoted, short, and never walked into. */
export function quote(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  }
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return value === undefined ? "missing" : String(value);
}
