/**
 * The shapes of answers, as zod schemas: what the OpenAPI document says of them, and what tests hold
 * every answer against. Nothing is checked with them while the service runs.
 *
 * @module
 */

import { z } from "zod";
import {
  type LayerStatistics,
  MAX_BOOSTED_CLASSES,
  METHOD_NAMES,
  type TrainingResult,
} from "../lib/mod.ts";
import type { RowExplanation } from "./serving/explanations.ts";
import type { Job, JobProgress } from "./job.ts";
import type { ModelVersion } from "./stored_model.ts";
import type { VersionSummary } from "./model_summary.ts";
import { NAME_PATTERN, VERSION_PATTERN } from "./names.ts";
import { MODEL } from "./requests/request_fields.ts";

const time = z.iso.datetime();
const count = z.int().min(0);
const share = z.number().min(0).max(1);
const classes = z.array(z.string()).min(2).max(MAX_BOOSTED_CLASSES);
const name = z.string().regex(NAME_PATTERN).meta({ description: MODEL.description });
const version = z.string().regex(VERSION_PATTERN).meta({ description: "SHA-256 of the blob" });

const progress = z.strictObject({
  layer: count.meta({
    description:
      "Number of the layer being trained, of one network after the other for three classes or " +
      "more; 0 before the first",
  }),
  layers: count.meta({
    description: "Layers in all, the output layer included; boosted tables are one",
  }),
  fraction: share.meta({ description: "Share of the LUTs, or boosted tables, that are trained" }),
}) satisfies z.ZodType<JobProgress>;

const layerStatistics = z.strictObject({
  layer: count.meta({ description: "0 is the input, whose units are the features" }),
  count,
  mean: share,
  std: z.number().min(0),
  min: share,
  max: share,
}) satisfies z.ZodType<LayerStatistics>;

const result = z.strictObject({
  trainAccuracy: share.meta({ description: "On the rows that were trained on" }),
  testAccuracy: share.exactOptional()
    .meta({ description: "On held-out or test rows; absent if there are none" }),
  calibrationError: share.exactOptional().meta({
    description: "How far the scores of the test rows are from the share that is right, over 15 " +
      "bins by the highest score; absent if there are no test rows",
  }),
  trainRows: count.meta({
    description: "Rows trained on, held-out ones and those kept for early stopping not included",
  }),
  stoppingRows: count.exactOptional()
    .meta({ description: "Rows kept from training for early stopping; absent if there are none" }),
  testRows: count,
  bytes: count.meta({ description: "Size of the blob" }),
  liveLuts: count.meta({
    description: "LUTs that the output depends on; boosted tables all count",
  }),
  luts: count.meta({ description: "LUTs before pruning" }),
  seconds: z.number().min(0),
  layers: z.array(layerStatistics).exactOptional()
    .meta({
      description: "How well each layer's units tell the label; only if asked for, of two classes",
    }),
}) satisfies z.ZodType<TrainingResult>;

/** A training run. */
export const job = z.strictObject({
  id: z.uuid(),
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]).meta({
    description: "The last three never change again",
  }),
  model: name,
  version: version.exactOptional().meta({ description: "The version that came of it" }),
  createdAt: time,
  startedAt: time.exactOptional(),
  finishedAt: time.exactOptional(),
  progress,
  result: result.exactOptional(),
  error: z.strictObject({
    code: z.string().meta({ description: "As in a problem", examples: ["job_cancelled"] }),
    detail: z.string(),
  }).exactOptional(),
}).meta({ id: "Job" }) satisfies z.ZodType<Omit<Job, "error">>;

/** `GET /v1/jobs`. */
export const jobList = z.strictObject({
  jobs: z.array(job),
  next: z.uuid().exactOptional()
    .meta({ description: "`before` of the next page; absent if there is none" }),
});

const versionFields = {
  version,
  createdAt: time,
  source: z.enum(["trained", "uploaded"]).meta({ description: "Where this service has it from" }),
  method: z.enum(METHOD_NAMES).meta({ description: "A network of LUTs, or boosted tables" }),
  bytes: count.meta({ description: "Size of the blob" }),
  features: count.meta({ description: "Bits of a row" }),
  columns: z.array(z.strictObject({
    name: z.string(),
    kind: z.enum(["number", "category"]),
    bits: count.meta({ description: "Features that it becomes" }),
    missing: z.boolean().meta({ description: "Whether one of them is for missing values" }),
    thresholds: z.array(z.number()).exactOptional()
      .meta({ description: "Of numbers: a feature is 1 where the value is at least that" }),
    categories: z.array(z.string()).exactOptional().meta({ description: "Of categories" }),
  })).exactOptional().meta({
    description: "Columns of numbers and categories; absent for models that read bits",
  }),
  classes,
  arity: count.meta({ description: "Wires of the widest LUT" }),
  liveLuts: count.meta({ description: "Boosted tables all count" }),
  tables: count.exactOptional().meta({ description: "Boosted tables; absent for networks" }),
  layers: z.array(z.strictObject({ width: count, arity: count })).meta({
    description:
      "From the inputs to the output, live LUTs only; those of networks for pairs of classes are " +
      "added up; boosted tables are one layer",
  }),
  trainAccuracy: share.exactOptional().meta({ description: "Absent for uploaded blobs" }),
  testAccuracy: share.exactOptional().meta({ description: "On held-out or test rows, if any" }),
  metadata: z.record(z.string(), z.string()).meta({
    description: "What the blob says of itself; nobody checked it",
  }),
};

const { columns: _, metadata: __, ...listed } = versionFields;

/** What stands in lists of a version: neither `columns` nor `metadata`, which may be large. */
const summaryFields = {
  ...listed,
  classes: classes.exactOptional().meta({ description: "Absent if they are too long for a list" }),
  leftOut: z.array(z.literal("classes")).exactOptional()
    .meta({ description: "What is too long for a list; the model's own description has it" }),
};

/** A version of a model, as it stands in lists. */
const versionSummary = z.strictObject(summaryFields)
  .meta({ id: "VersionSummary" }) satisfies z.ZodType<VersionSummary>;

/** `GET /v1/models/{name}/versions`. */
export const versionList = z.strictObject({
  versions: z.array(versionSummary),
  next: z.string().exactOptional()
    .meta({ description: "`before` of the next page; absent if there is none" }),
});

/** A blob that was stored: the model's name and the version that it is. */
export const storedVersion = z.strictObject({ model: name, ...versionFields })
  .meta({ id: "StoredVersion" }) satisfies z.ZodType<ModelVersion & { model: string }>;

const modelTimes = {
  createdAt: time.meta({ description: "When the model came to be" }),
  updatedAt: time.meta({ description: "When its current version came to be" }),
  versionCount: z.int().min(1),
};

/** A model with the facts of its current version, as it stands in lists. */
export const model = z.strictObject({ name, ...summaryFields, ...modelTimes })
  .meta({ id: "Model" });

/** `GET /v1/models`. */
export const modelList = z.strictObject({
  models: z.array(model),
  next: name.exactOptional().meta({
    description: "`after` of the next page; absent if there is none",
  }),
});

/** `GET /v1/models/{name}`. */
export const modelDescription = z.strictObject({
  name,
  ...versionFields,
  ...modelTimes,
  versions: z.array(versionSummary).meta({ description: "The newest first, a page of them" }),
  nextVersions: z.string().exactOptional().meta({
    description: "`before` of the next page of versions; absent if there is none",
  }),
}).meta({ id: "ModelDescription" });

/** What `POST /v1/models/{name}/predict` answers. */
export interface PredictionAnswer {
  readonly model: string;
  readonly version: string;
  readonly classes: readonly string[];
  /** For each row the name of its class, or null where `abstainBelow` says so. */
  readonly labels: readonly (string | null)[];
  /** For each row the score of each class. */
  readonly scores: readonly (readonly number[])[];
  /** For each row what its bits do for the answer, with `explain=1`. */
  readonly explanations?: readonly RowExplanation[];
}

const explanation = z.strictObject({
  influence: z.array(z.number().min(-1).max(1)).meta({
    description: "For each bit the score of the likeliest class less what it is with that bit " +
      "flipped: above 0 for a bit that speaks for the class, below 0 for one against it",
  }),
  flips: z.array(z.strictObject({ feature: count, label: z.string() })).meta({
    description: "The bits, counted from 0, that change the class when they are flipped by " +
      "themselves, and the class then",
  }),
}) satisfies z.ZodType<RowExplanation>;

/** `POST /v1/models/{name}/predict`. */
export const prediction = z.strictObject({
  model: name,
  version,
  classes,
  labels: z.array(z.string().nullable()).meta({
    description: "For each row the name of its class, or null if its score is below abstainBelow",
  }),
  scores: z.array(z.array(share).min(2).max(MAX_BOOSTED_CLASSES)).meta({
    description: "For each row the score of each class; they add up to 1",
  }),
  explanations: z.array(explanation).exactOptional().meta({
    description: "For each row what its bits do for the answer; only if asked for",
  }),
}).meta({ id: "Prediction" }) satisfies z.ZodType<PredictionAnswer>;
