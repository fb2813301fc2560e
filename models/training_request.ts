/**
 * Reading a training request in each of its three forms (JSON, CSV, packed binary) into what a job
 * needs. Whatever can be refused is refused here, before a job exists.
 *
 * @module
 */

import type { z } from "zod";
import {
  checkClasses,
  checkLabelCount,
  checkRowCount,
  checkTraining,
  type DataSet,
  indexLabels,
  matrixFromBytes,
  nameClasses,
  refuse,
  rowBytes,
  type TrainingSettings,
} from "../lib/mod.ts";
import { readCsv } from "./csv.ts";
import type { JobRequest } from "./jobs.ts";
import { checkName } from "./names.ts";
import { checkRowCountAt, packRows } from "./row_forms.ts";
import type { trainBinaryQuery, trainBody, trainCsvQuery } from "./schemas.ts";

/**
 * Reads a JSON body.
 *
 * @throws {RoteError} as `checkName`, `packRows`, `checkTraining`; `too_many_rows`
 */
export function readJsonTraining(body: z.infer<typeof trainBody>, maxRows: number): JobRequest {
  const { encoding, features, test, network } = body;
  checkName(body.model);
  checkRowCount(body.rows.length + (test?.rows.length ?? 0), maxRows);
  checkRowCount(body.rows.length);
  checkLabelCount(body.rows.length, body.labels.length);
  const classes = nameClasses(body.labels);
  checkClasses(classes);
  const rows = packRows(body.rows, { encoding, features, field: "/rows" });
  const data = { rows, labels: indexLabels(body.labels, classes), classes };
  return checked(body.model, data, { ...settingsOf(body), network }, test && readTest());

  function readTest(): DataSet {
    checkRowCountAt("/test/rows", test!.rows.length);
    checkLabelCount(test!.rows.length, test!.labels.length, "/test/labels");
    return {
      rows: packRows(test!.rows, { encoding, features: rows.columns, field: "/test/rows" }),
      labels: indexLabels(test!.labels, classes, "/test/labels"),
      classes,
    };
  }
}

/**
 * Reads a CSV body with a header line and a column of labels.
 *
 * @throws {RoteError} as `checkName`, `readCsv`, `checkTraining`
 */
export async function readCsvTraining(
  query: z.infer<typeof trainCsvQuery>,
  body: ReadableStream<Uint8Array>,
  maxRows: number,
): Promise<JobRequest> {
  checkName(query.model);
  const { rows, labels = [] } = await readCsv(body, {
    label: query.label,
    labels: "required",
    maxRows,
  });
  const classes = nameClasses(labels);
  const data = { rows, labels: indexLabels(labels, classes), classes };
  return checked(query.model, data, { ...settingsOf(query), network: shapeOf(query) });
}

/**
 * Reads packed rows and labels: rows x ceil(features / 8) bytes, then one label byte a row; then
 * the same for the test rows.
 *
 * @throws {RoteError} as `checkName`, `matrixFromBytes`, `checkTraining`; `body_wrong_length`
 */
export function readBinaryTraining(
  query: z.infer<typeof trainBinaryQuery>,
  body: Uint8Array,
  maxRows: number,
): JobRequest {
  const { rows, testRows, features, classes } = query;
  checkName(query.model);
  checkRowCount(rows + testRows, maxRows);
  checkRowCount(rows);
  checkClasses(classes);
  const stride = rowBytes(features);
  const trainBytes = rows * (stride + 1);
  const testBytes = testRows * (stride + 1);
  if (body.length !== trainBytes + testBytes) {
    throw refuse(
      "body_wrong_length",
      `${rows} training and ${testRows} test rows of ${features} features take ` +
        `${rows + testRows} x (${stride} + 1 label) = ${trainBytes + testBytes} bytes; the body ` +
        `has ${body.length}`,
    );
  }
  const read = (bytes: Uint8Array, count: number): DataSet => ({
    rows: matrixFromBytes(bytes.subarray(0, count * stride), count, features),
    labels: bytes.subarray(count * stride),
    classes,
  });
  const data = read(body.subarray(0, trainBytes), rows);
  const test = testRows > 0 ? read(body.subarray(trainBytes), testRows) : undefined;
  return checked(query.model, data, { ...settingsOf(query), network: shapeOf(query) }, test);
}

function checked(
  model: string,
  data: DataSet,
  settings: TrainingSettings,
  test?: DataSet,
): JobRequest {
  checkTraining(data, settings, test);
  return { model, data, settings, ...(test ? { test } : {}) };
}

function settingsOf(
  { seed, holdout, statistics }: {
    seed: number;
    holdout?: number | undefined;
    statistics: boolean;
  },
): Omit<TrainingSettings, "network"> {
  return { seed, statistics, ...(holdout === undefined ? {} : { holdout }) };
}

function shapeOf({ hiddenLayers, width, arity }: TrainingSettings["network"]) {
  return { hiddenLayers, width, arity };
}
