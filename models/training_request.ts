/**
 * Reading a training request in each of its three forms (JSON, CSV, packed binary) into what a job
 * needs. Whatever can be refused is refused here, before a job exists.
 *
 * @module
 */

import type { z } from "zod";
import {
  checkBoosting,
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
} from "../lib/mod.ts";
import {
  boostedOf,
  boostedOfQuery,
  checkMethod,
  isBoosting,
  mostClasses,
  naming,
  type Settings,
} from "./boosted_request.ts";
import { readCsv } from "./csv.ts";
import type { JobRequest } from "./jobs.ts";
import { checkName } from "./names.ts";
import { networkOf, networkOfQuery } from "./network_request.ts";
import { checkRowCountAt, packRows } from "./row_forms.ts";
import type { trainBinaryQuery, trainBody, trainCsvQuery } from "./schemas.ts";

/**
 * Reads a JSON body.
 *
 * @throws {RoteError} as `checkName`, `checkMethod`, `packRows`, `checkTraining`, `checkBoosting`; `too_many_rows`
 */
export function readJsonTraining(body: z.infer<typeof trainBody>, maxRows: number): JobRequest {
  const { encoding, features, test, method, network, boosted, statistics } = body;
  checkMethod(method, {
    network: { "/network": network, "/statistics": statistics },
    boosted: { "/boosted": boosted },
  });
  checkName(body.model);
  checkRowCount(body.rows.length + (test?.rows.length ?? 0), maxRows);
  checkRowCount(body.rows.length);
  checkLabelCount(body.rows.length, body.labels.length);
  const classes = nameClasses(body.labels);
  checkClasses(classes, mostClasses(method));
  const rows = packRows(body.rows, { encoding, features, field: "/rows" });
  const data = { rows, labels: indexLabels(body.labels, classes), classes };
  const testSet = test && readTest();
  if (method === "network") {
    const settings = { ...settingsOf(body), statistics, network: networkOf(network ?? {}) };
    // The settings of boosted tables that have the same names stand elsewhere.
    const names = { inputShape: "/network/inputShape", patch: "/network/patch" };
    return naming(names, () => checked(body.model, data, settings, testSet));
  }
  const settings = { ...settingsOf(body), ...boostedOf(boosted ?? {}) };
  // The setting of a network that has the same name stands elsewhere.
  return naming({ arity: "/boosted/arity" }, () => checked(body.model, data, settings, testSet));

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
 * @throws {RoteError} as `checkName`, `checkMethod`, `readCsv`, `checkTraining`, `checkBoosting`
 */
export async function readCsvTraining(
  query: z.infer<typeof trainCsvQuery>,
  body: ReadableStream<Uint8Array>,
  maxRows: number,
): Promise<JobRequest> {
  checkName(query.model);
  checkQuery(query);
  const { rows, labels = [] } = await readCsv(body, {
    label: query.label,
    labels: "required",
    maxRows,
  });
  const classes = nameClasses(labels);
  const data = { rows, labels: indexLabels(labels, classes), classes };
  return checkedQuery(query, data);
}

/**
 * Reads packed rows and labels: rows x ceil(features / 8) bytes, then one label byte a row; then
 * the same for the test rows.
 *
 * @throws {RoteError} as `checkName`, `checkMethod`, `matrixFromBytes`, `checkTraining`, `checkBoosting`;
 *   `body_wrong_length`
 */
export function readBinaryTraining(
  query: z.infer<typeof trainBinaryQuery>,
  body: Uint8Array,
  maxRows: number,
): JobRequest {
  const { rows, testRows, features, classes } = query;
  checkName(query.model);
  checkQuery(query);
  checkRowCount(rows + testRows, maxRows);
  checkRowCount(rows);
  checkClasses(classes, mostClasses(query.method));
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
  return checkedQuery(query, data, test);
}

/** What the queries of CSV and packed rows have in common. */
type Query = z.infer<typeof trainCsvQuery> | z.infer<typeof trainBinaryQuery>;

function checkQuery(query: Query): void {
  const { method, hiddenLayers, width, hidden, head, statistics } = query;
  const { tables, rate, lambda, shift, flip, splits } = query;
  checkMethod(method, {
    network: { hiddenLayers, width, hidden, head, statistics },
    boosted: { tables, rate, lambda, shift, flip, splits },
  });
}

function checkedQuery(query: Query, data: DataSet, test?: DataSet): JobRequest {
  if (query.method === "network") {
    const settings = { statistics: query.statistics, network: networkOfQuery(query) };
    return checked(query.model, data, { ...settingsOf(query), ...settings }, test);
  }
  const { tables, arity, rate, lambda, inputShape, patch, shift, flip, splits } = query;
  const boosted = { tables, arity, rate, lambda, inputShape, patch, shift, flip, splits };
  const settings = { ...settingsOf(query), ...boostedOfQuery(boosted) };
  const names = { augment: shift === undefined ? "flip" : "shift" };
  return naming(names, () => checked(query.model, data, settings, test));
}

function checked(
  model: string,
  data: DataSet,
  settings: Settings,
  test?: DataSet,
): JobRequest {
  if (isBoosting(settings)) checkBoosting(data, settings, test);
  else checkTraining(data, settings, test);
  return { model, data, settings, ...(test ? { test } : {}) };
}

function settingsOf(
  { seed, holdout }: { seed: number; holdout?: number | undefined },
): { seed: number; holdout?: number } {
  return { seed, ...(holdout === undefined ? {} : { holdout }) };
}
