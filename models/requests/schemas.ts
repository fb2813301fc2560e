/**
 * The shapes of requests, as zod schemas. They say which fields there are and of which type; what
 * their values may be is checked by `lib` and `row_forms.ts`, whose errors are more precise.
 *
 * @module
 */

import { z } from "zod";
import {
  DEFAULT_ENCODER,
  EXPORT_TARGET_NAMES,
  EXPORT_TARGETS,
  type ExportOptions,
  type Label,
  METHOD_NAMES,
  RUN_FIELDS,
  SPREADS,
} from "../../lib/mod.ts";
import { MAX_PAGE_ENTRIES, PAGE_ENTRIES } from "../store/page.ts";
import { JOB_STATUSES } from "../job.ts";
import { atMost, list, listOf } from "./lists.ts";
import { queryCount, queryFlag, queryNumber } from "./query_values.ts";
import * as fields from "./request_fields.ts";
import { ENCODINGS } from "./row_forms.ts";
import {
  BESIDE_OBJECTS,
  BESIDE_PARAMETERS,
  METHOD_OBJECTS,
  METHOD_PARAMETERS,
  wordsOf,
} from "./setting_schemas.ts";

/**
 * One row: bits as `"0110"`, `[0,1,1,0]`, `[false,true,true,false]` or packed text with an encoding; or
 * numbers and categories, as a record or, with the encoding `values`, an array.
 */
export type Row = string | readonly Scalar[] | Readonly<Record<string, Scalar>>;
/** A bit, a number, a category, or null for a missing value. */
type Scalar = number | string | boolean | null;

/** Rows stay unread here: `packRows` checks each bit once and says which one is off. */
const rows = list<Row>({
  items: { $ref: "#/components/schemas/Row" },
  description: 'Rows of bits: "0110", [0,1,1,0], [false,true,true,false], or packed text',
  examples: [["0110", "1100"]],
});

const labels = list<Label>({
  items: { $ref: "#/components/schemas/Label" },
  description: "One label a row: 0/1, booleans or class names; up to 64 classes, or 256 for " +
    "boosted tables",
  examples: [[0, 1]],
});

const encoding = z.enum(ENCODINGS).default("bits").meta({
  description: "How rows are written; base64 and hex hold packed bits, least significant first; " +
    "values: numbers, texts, booleans and null (rows that are records always hold these)",
});

/** How numbers and categories become bits. */
const encoder = z.strictObject({
  thresholds: z.enum(SPREADS).default(DEFAULT_ENCODER.thresholds).meta(fields.THRESHOLDS),
  bits: z.number().default(DEFAULT_ENCODER.bits).meta(fields.ENCODER_BITS),
});

const seed = z.number().default(1).meta(wordsOf(RUN_FIELDS.seed));
const holdout = z.number().optional().meta(wordsOf(RUN_FIELDS.holdout));
const method = z.enum(METHOD_NAMES).optional().meta(fields.METHOD);

/** `POST /v1/train` with a JSON body. */
export const trainBody = z.strictObject({
  model: z.string().meta(fields.MODEL),
  rows,
  labels: labels.default([]),
  encoding,
  features: z.number().optional().meta(fields.FEATURES),
  columns: listOf(["string"]).optional().meta(fields.COLUMNS),
  encoder: encoder.optional().meta({ default: DEFAULT_ENCODER, description: "Only for values" }),
  method,
  ...METHOD_OBJECTS,
  seed,
  holdout,
  ...BESIDE_OBJECTS,
  test: z.strictObject({ rows, labels: labels.default([]) })
    .meta({ required: ["rows", "labels"], description: "Rows to test on" }).optional(),
});

/** A training as clients send it. */
export type TrainingBody = z.input<typeof trainBody>;

/** `POST /v1/models/{name}/predict` with a JSON body. */
export const predictBody = z.strictObject({
  rows,
  encoding,
  abstainBelow: z.number().min(0).max(1).optional().meta(fields.ABSTAIN_BELOW),
});

/** Inputs, or outputs, of an inference. A model has one input and two outputs. */
const MAX_TENSORS = 64;

const extension = z.never("this service has no such extension").optional();

/**
 * `POST /v2/models/{name}/infer`: the JSON of a request. Clients send more than the protocol has, so
 * other fields are left alone. The data stay unread here, as rows do.
 */
export const inferBody = z.object({
  id: z.string().nullish(),
  parameters: z.object({ binary_data_output: z.boolean().optional() }).nullish(),
  inputs: atMost(
    MAX_TENSORS,
    z.array(z.object({
      name: z.string(),
      shape: listOf(["number"], { description: "Rows and features" }),
      datatype: z.string(),
      parameters: z.object({ binary_data_size: z.number().optional() }).nullish(),
      data: z.unknown().optional().meta(fields.TENSOR_DATA),
    })),
  ),
  outputs: atMost(
    MAX_TENSORS,
    z.array(z.object({
      name: z.string(),
      parameters: z.object({
        binary_data: z.boolean().optional(),
        // Triton's clients would take what we answer for something else.
        classification: extension,
        shared_memory_region: extension,
      }).nullish(),
    })).nullish(),
  ),
});
/** The JSON of an inference request. */
export type InferBody = z.infer<typeof inferBody>;

/** Versions of one answer of the index: they take less than 100 KB. */
const MAX_INDEX_ENTRIES = 500;

/** `POST /v2/repository/index`, unless its body is empty. */
export const indexBody = z.object({
  ready: z.boolean().optional(),
  limit: z.int().min(1).max(MAX_INDEX_ENTRIES).default(MAX_INDEX_ENTRIES)
    .meta({ description: "Versions at most" }),
  after: z.string().regex(/^[^/]*\/\d{1,15}$/).optional().meta({
    description: "What `Rote-Next` of an answer says: only versions behind those",
  }),
});

/** `POST /invocations`: rows in one of these. Other fields are MLflow's and left alone. */
export const invocationsBody = z.object({
  instances: rows.optional(),
  inputs: rows.optional(),
  dataframe_split: z.object({
    columns: listOf(["string", "number"]).optional()
      .meta({ description: "Names of the columns of numbers and categories" }),
    data: rows,
  }).optional(),
  dataframe_records: rows.optional(),
});

/** The query of `POST /invocations`. */
export const invocationsQuery = z.strictObject({
  model: z.string().optional().meta(fields.MODEL),
  version: z.string().optional().meta(fields.VERSION),
});

const settingsQuery = {
  model: z.string().meta(fields.MODEL),
  method,
  ...METHOD_PARAMETERS as object,
  seed: queryNumber.default(1).meta(wordsOf(RUN_FIELDS.seed)),
  ...BESIDE_PARAMETERS as object,
  holdout: queryNumber.optional().meta(wordsOf(RUN_FIELDS.holdout)),
};

/** The query of `POST /v1/train` with `text/csv`. */
export const trainCsvQuery = z.strictObject({
  ...settingsQuery,
  label: z.string().default("label").meta({ description: "Name of the column with the labels" }),
  thresholds: z.enum(SPREADS).optional()
    .meta({ ...fields.THRESHOLDS, default: DEFAULT_ENCODER.thresholds }),
  bits: queryNumber.optional().meta({ ...fields.ENCODER_BITS, default: DEFAULT_ENCODER.bits }),
});

/**
 * The query of `POST /v1/train` with `application/octet-stream`: the body is the packed training
 * rows, one label byte each, then the same for the test rows if there are any.
 */
export const trainBinaryQuery = z.strictObject({
  ...settingsQuery,
  features: queryCount.meta(fields.FEATURES),
  rows: queryCount.meta({ type: "integer", minimum: 2, description: "Training rows" }),
  testRows: queryCount.default(0).meta({
    type: "integer",
    minimum: 0,
    description: "Test rows, which stand behind the training rows",
  }),
  classes: z.string().default("0,1").transform((text) => text.split(",")).meta({
    description: "Class names with commas between them; label byte 0 means the first",
  }),
});

/** Entries of a page. */
function pageLimit(what: string) {
  return queryCount.refine((limit) => limit >= 1 && limit <= MAX_PAGE_ENTRIES, {
    error: `expected a number from 1 to ${MAX_PAGE_ENTRIES}`,
  }).default(PAGE_ENTRIES).meta({
    type: "integer",
    minimum: 1,
    maximum: MAX_PAGE_ENTRIES,
    description: `${what} at most; fewer where they would take more than 64 KiB`,
  });
}

/** `GET /v1/jobs`. */
export const jobsQuery = z.strictObject({
  limit: pageLimit("Jobs"),
  status: z.enum(JOB_STATUSES).optional().meta({ description: "Only jobs of this status" }),
  before: z.string().optional().meta({
    description: "Id of a job: only jobs that were asked for before it",
  }),
});

/** `GET /v1/models`. */
export const modelsQuery = z.strictObject({
  limit: pageLimit("Models"),
  after: z.string().optional().meta({
    description: "Name of a model: only models whose names come after it",
  }),
});

/** `GET /v1/models/{name}/versions`. */
export const versionsQuery = z.strictObject({
  limit: pageLimit("Versions"),
  before: z.string().regex(/^\d{1,15}$/).optional().meta({
    description: "`next` or `nextVersions` of an answer: only versions that are older",
  }),
});

/** Requests about a model of which one version can be asked for. */
export const versionQuery = z.strictObject({
  version: z.string().optional().meta(fields.VERSION),
});

/** The query of `POST /v1/models/{name}/predict`. */
export const predictQuery = z.strictObject({
  version: z.string().optional().meta(fields.VERSION),
  abstainBelow: queryNumber.pipe(z.number().min(0).max(1)).optional().meta({
    ...fields.ABSTAIN_BELOW,
    description: `${fields.ABSTAIN_BELOW.description}. JSON may say it in its body instead`,
  }),
  explain: z.enum(["1", "true", "0", "false"]).default("0")
    .transform((text) => text === "1" || text === "true").meta(fields.EXPLAIN),
});

/** `GET /v1/models/{name}/export/{target}`: which file, and the options that its target takes. */
export const exportQuery = z.strictObject({
  version: z.string().optional().meta(fields.VERSION),
  file: z.string().optional().meta({
    description: "Name of one of the export's files; the main one unless given",
  }),
  blob: z.enum(["inline", "beside"]).exactOptional().meta(
    optionField("blob", "Whether the blob is part of the code, or the code reads it from beside"),
  ),
  pipeline: queryFlag.exactOptional().meta(
    optionField("pipeline", "A register after each layer, in place of one combinational path"),
  ),
  relaxedSimd: queryFlag.exactOptional().meta(
    optionField("relaxedSimd", "Relaxed vectors, which are faster where a host has them"),
  ),
});

function optionField(option: keyof ExportOptions, description: string) {
  const takers = EXPORT_TARGET_NAMES.filter((name) =>
    (EXPORT_TARGETS[name].takes as readonly string[]).includes(option)
  );
  return { description: `${description}. For ${takers.join(", ")}` };
}
