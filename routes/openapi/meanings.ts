/**
 * What each error code means, in half a sentence: for the OpenAPI document. The compiler refuses a
 * code without a meaning.
 *
 * @module
 */

import type {
  BlobErrorCode,
  DataErrorCode,
  ErrorCode,
  ExportErrorCode,
  ServiceErrorCode,
} from "../../lib/mod.ts";

/** What can be wrong with rows, labels and settings. */
const DATA: Record<DataErrorCode, string> = {
  no_rows: "there are no rows",
  too_many_rows: "more rows than the service takes",
  row_too_short: "a row has too few bits",
  row_too_long: "a row has too many bits",
  row_bad_character: "a bit is neither 0 nor 1",
  row_bad_type: "a row is neither text nor an array",
  row_padding_not_zero: "a packed row has a bit set behind its last feature",
  features_out_of_range: "rows have 1 to 65536 bits, and packed ones must say how many",
  labels_missing: "rows to train on need labels",
  label_bad_type: "a label is no text, number or boolean",
  label_count_mismatch: "there is not one label a row",
  labels_one_class: "all labels name the same class",
  labels_too_many_classes: "more than 64 classes, or more than 256 for boosted tables",
  label_unknown_class: "a label names none of the classes",
  class_name_not_legal: "a class name is well-formed text of 1 to 256 bytes",
  metadata_not_legal: "the blob's metadata are too long or not well-formed",
  arity_out_of_range: "arity is not an integer from 1 to 16",
  arity_above_width_below: "arity is above the width of the layer below",
  width_out_of_range: "width is not an integer from 1 to 65536",
  hidden_layers_out_of_range: "hiddenLayers is not an integer from 1 to 63",
  hidden_not_known: "hidden is neither memorized nor leave-one-out",
  head_not_known: "head is neither lut nor vote",
  seed_out_of_range: "seed is not an integer from 0 to 2^53 - 1",
  holdout_out_of_range: "holdout is not above 0 and below 1, or holds out no row",
  network_too_large: "the network takes more LUTs or memory than there may be",
  statistics_not_supported: "statistics for three classes or more, which take several networks",
  tables_out_of_range: "tables is not an integer from 1 to 65536",
  rate_out_of_range: "rate is not from 0.001 to 1",
  lambda_out_of_range: "lambda is not from 0.01 to 10000",
  candidates_out_of_range: "candidates is not an integer from 1 to 64",
  splits_out_of_range: "splits is not an integer from 1 to 256",
  input_shape_mismatch: "inputShape does not multiply to the number of features",
  patch_out_of_range: "the window of patch does not fit into inputShape, or is too small",
  augment_out_of_range: "augment needs inputShape, a shift from 0 to 2 and a flip",
  early_stopping_out_of_range:
    "the share is not above 0 and below 1 or keeps no row, or patience is not from 1 to 65536",
  value_bad_type: "a value is of another type than its column",
  value_not_finite: "a number is infinite",
  column_missing: "a row, or the header, has not got a column that the model reads",
  column_name_not_legal: "a column name is well-formed text of 1 to 256 bytes, unlike all others",
  column_too_many_categories: "a column has more than 4096 categories",
  category_not_legal: "a category is well-formed text of up to 256 bytes",
  encoder_bits_out_of_range: "bits is not an integer from 1 to 4096",
  csv_malformed: "the CSV cannot be taken apart",
  csv_ragged_line: "a line has another number of cells than the header",
  csv_column_missing: "the header does not name the column",
  idx_malformed: "an IDX file cannot be read",
  pla_malformed: "a PLA file cannot be read",
};

/** What can be wrong with a blob, in the order in which it is looked for. */
const BLOB: Record<BlobErrorCode, string> = {
  blob_too_short: "it is shorter than any blob",
  blob_bad_magic: "it does not begin as a blob does",
  blob_unsupported_version: "its format version is unknown",
  blob_unknown_flags: "it has flags that are unknown",
  blob_too_large: "it is larger than any blob may be",
  blob_length_mismatch: "it has another length than it says",
  blob_unknown_head: "its kind of output is unknown",
  blob_limit_exceeded: "it declares more than a network may have",
  blob_reserved_not_zero: "a reserved field is not zero",
  blob_section_mismatch: "its sections do not add up to its length",
  blob_arity_above_width_below: "a layer has more wires a LUT than there are below",
  blob_head_mismatch: "its last layer is not what its kind of output needs",
  blob_bad_checksum: "its checksum is another",
  blob_bad_text: "its class names or metadata are not legal",
  blob_wire_out_of_range: "a wire leads nowhere",
  blob_duplicate_wire: "a LUT has the same wire twice",
  blob_dead_lut: "the output does not depend on one of its LUTs",
  blob_margin_out_of_range: "a margin is out of range",
  blob_split_one_sided: "a split leaves no class on one of its sides",
  blob_entry_out_of_range: "an entry of a table is out of range",
  blob_bad_column: "a column of its encoder is not as it should be",
  blob_threshold_out_of_range: "a threshold of its encoder is not finite or out of order",
  blob_bits_out_of_range: "its encoder makes no bit, or too many",
  blob_padding_not_zero: "a bit of its padding is set",
  blob_pair_mismatch: "the blob of a pair with other features or classes, or with metadata",
};

/** What can be wrong with an export. */
const EXPORT: Record<ExportErrorCode, string> = {
  export_target_unknown: "there is no such target",
  export_head_not_supported: "the target does not know models of this kind",
  export_option_not_taken: "the target does not take this option",
  export_file_unknown: "the export has no such file",
  export_too_large: "the generated code would be larger than it may be",
};

/** What can be wrong with names, versions, jobs and at the door. */
const SERVICE: Record<ServiceErrorCode, string> = {
  name_not_legal: "the name is not legal for a model",
  model_not_found: "there is no such model",
  version_not_found: "the model has no such version",
  version_not_legal: "a version is 64 lower-case hex digits",
  job_not_found: "there is no such job",
  job_finished: "the job has finished already",
  job_cancelled: "the training was cancelled",
  job_interrupted: "the service stopped before the training was finished",
  job_too_long: "the training took longer than one may",
  idempotency_key_not_legal: "the key is not of a form that is taken",
  idempotency_key_reused: "the key came with another request before",
  too_many_streams: "as many streams of events are open as may be",
  queue_full: "as many trainings wait as may",
  too_busy: "too much is under way",
  too_much_work: "the answer would take longer to work out than one may",
  rate_limited: "too many requests of this client",
  service_stopping: "the service is stopping",
  key_missing: "this needs a key",
  key_not_valid: "the key is not valid",
  key_scope_missing: "the key does not allow this",
  host_not_served: "without keys the service answers for this machine's own names alone",
  target_not_legal: "the path or the Host can be read in more than one way",
  model_too_large: "the model takes more bytes than one may",
  name_taken: "a model is there whose name differs by upper and lower case alone",
  too_many_models: "there are as many models as may be",
  store_full: "the store has no room left",
  store_read_only: "the service reads its store alone and changes nothing",
  model_damaged: "the stored blob is not what was stored: it has been logged",
  body_too_large: "the body is above the limit",
  body_not_json: "the body is not JSON",
  body_not_decodable: "the body's compressed data are damaged, cut short or followed by something",
  content_coding_not_supported: "the body's Content-Encoding is none of those that are read",
  json_too_deep: "the JSON has arrays and objects within each other more than 64 deep",
  json_too_many_values: "the body has more values than one may",
  body_incomplete: "the connection ended before the body",
  body_too_slow: "the body was not whole in time",
  body_wrong_length: "the body has another length than its parts add up to",
  request_not_valid: "a field or parameter is missing, unknown or of the wrong type",
  media_type_not_supported: "the body's Content-Type is none of those that are read here",
  range_not_satisfiable: "the range begins behind the last byte",
  route_not_found: "there is no such route",
  method_not_allowed: "the route does not take this method",
  store_unavailable: "the store cannot be read or written",
  internal: "a fault of the service, which has been logged",
};

/** For each code what it means. */
export const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  ...DATA,
  ...BLOB,
  ...EXPORT,
  ...SERVICE,
};

/** What a blob can be refused with. */
export const BLOB_CODES = Object.keys(BLOB) as BlobErrorCode[];
