/**
 * The shapes of requests, as zod schemas. They say which fields there are and of which type; what
 * their values may be is checked by `lib` and `row_forms.ts`, whose errors are more precise.
 *
 * @module
 */

import { z } from "zod";
import { DEFAULT_SHAPE, quote } from "../lib/mod.ts";
import { ENCODINGS } from "./row_forms.ts";

/** Rows stay unread here: `packRows` checks each bit once and says which one is off. */
const rows = z.array(z.unknown()).meta({
  description: 'Rows of bits: "0110", [0,1,1,0], [false,true,true,false], or packed text',
  examples: [["0110", "1100"]],
});

const labels = z.array(z.unknown()).meta({
  description: "One label a row: 0/1, booleans or two class names",
  examples: [[0, 1]],
});

const encoding = z.enum(ENCODINGS).default("bits").meta({
  description: "How rows are written; base64 and hex hold packed bits, least significant first",
});

const seed = z.number().default(1);
const holdout = z.number().optional();

/** `POST /v1/train` with a JSON body. */
export const trainBody = z.strictObject({
  model: z.string(),
  rows,
  labels: labels.default([]),
  encoding,
  features: z.number().optional(),
  network: z.strictObject({
    hiddenLayers: z.number().default(DEFAULT_SHAPE.hiddenLayers),
    width: z.number().default(DEFAULT_SHAPE.width),
    arity: z.number().default(DEFAULT_SHAPE.arity),
  }).default(DEFAULT_SHAPE),
  seed,
  holdout,
  statistics: z.boolean().default(false),
  test: z.strictObject({ rows, labels: labels.default([]) }).optional(),
});

/** `POST /v1/models/{name}/predict` with a JSON body. */
export const predictBody = z.strictObject({ rows, encoding });

/** A number written in a query; an empty one is not 0. */
const queryNumber = z.string().transform((text, context) => {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  context.addIssue({ code: "custom", message: `expected a number, not ${quote(text)}` });
  return z.NEVER;
});

/** A count of rows or features written in a query. */
const queryCount = queryNumber.refine((value) => Number.isSafeInteger(value) && value >= 0, {
  error: "expected a whole number",
});

const settingsQuery = {
  model: z.string(),
  hiddenLayers: queryNumber.default(DEFAULT_SHAPE.hiddenLayers),
  width: queryNumber.default(DEFAULT_SHAPE.width),
  arity: queryNumber.default(DEFAULT_SHAPE.arity),
  seed: queryNumber.default(1),
  statistics: z.enum(["true", "false"]).default("false").transform((text) => text === "true"),
};

/** The query of `POST /v1/train` with `text/csv`. */
export const trainCsvQuery = z.strictObject({
  ...settingsQuery,
  holdout: queryNumber.optional(),
  label: z.string().default("label").meta({ description: "Name of the column with the labels" }),
});

/**
 * The query of `POST /v1/train` with `application/octet-stream`: the body is the packed training
 * rows, one label byte each, then the same for the test rows if there are any.
 */
export const trainBinaryQuery = z.strictObject({
  ...settingsQuery,
  holdout: queryNumber.optional(),
  features: queryCount,
  rows: queryCount,
  testRows: queryCount.default(0),
  classes: z.string().default("0,1").transform((text) => text.split(",")).meta({
    description: "Class names with commas between them; label byte 0 means the first",
  }),
});

/** `GET /v1/jobs`. */
export const jobsQuery = z.strictObject({
  limit: queryCount.refine((limit) => limit >= 1 && limit <= 1_000, {
    error: "expected a number from 1 to 1000",
  }).default(100),
});

/** Requests about a model of which one version can be asked for. */
export const versionQuery = z.strictObject({ version: z.string().optional() });
