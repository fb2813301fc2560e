/**
 * Reading a training request whose settings are in its query, with rows in CSV or packed, into what a
 * job needs. Whatever can be refused is refused here, before a job exists.
 *
 * @module
 */

import type { z } from "zod";
import {
  checkClasses,
  checkRowCount,
  type DataSet,
  defaultBoosted,
  indexLabels,
  matrixFromBytes,
  MAX_FEATURES,
  nameClasses,
  type Offender,
  refuse,
  rowBytes,
} from "../../lib/mod.ts";
import {
  boostedOfQuery,
  type BoostedQuery,
  checkMethod,
  mostClasses,
  naming,
} from "./boosted_request.ts";
import { readCsv } from "./csv.ts";
import { encodeRequest } from "./encoded_request.ts";
import type { JobRequest } from "../jobs/jobs.ts";
import { type Method, methodOf } from "../method.ts";
import { checkName } from "../names.ts";
import { networkOfQuery } from "./network_request.ts";
import type { trainBinaryQuery, trainCsvQuery } from "./schemas.ts";
import { inTurns } from "../turns.ts";
import { checked, checkEncoding, encodedRequest, settingsOf } from "./training_request.ts";

/** Cells of numbers and categories of one body (16 Mi): up to 256 MiB of memory. */
const MAX_CSV_VALUES = 16_777_216;

/**
 * Reads a CSV body with a header line and a column of labels.
 *
 * @throws {RoteError} as `checkName`, `checkMethod`, `readCsv`, `checkTraining`, `checkBoosting`
 */
export async function readCsvTraining(
  query: z.infer<typeof trainCsvQuery>,
  body: ReadableStream<Uint8Array>,
  maxRows: number,
  maxFeatures: number = MAX_FEATURES,
): Promise<JobRequest> {
  checkName(query.model);
  checkQuery(query);
  const read = await readCsv(body, {
    ...{ label: query.label, labels: "required", maxRows, cells: "typed" },
    maxValues: MAX_CSV_VALUES,
  });
  const { labels = [] } = read;
  const classes = nameClasses(labels);
  const labelled = { labels: indexLabels(labels, classes), classes };
  const { thresholds, bits } = query;
  checkEncoding("values" in read, { thresholds, bits }, {});
  if (!("values" in read)) return checkedQuery(query, { rows: read.rows, ...labelled });

  const method = methodOfQuery(query);
  checkClasses(classes, mostClasses(method));
  const { values, lines } = read;
  const where = ({ field, row }: Offender) =>
    values.columns.some(({ name }) => name === field)
      ? { line: row === undefined ? 1 : lines[row]! }
      : {};
  const data = { values, ...labelled };
  const encoded = await inTurns(
    encodeRequest(data, { thresholds, bits }, settingsOf(query), maxFeatures, where),
  );
  return naming(boostedNames(query), () =>
    encodedRequest(query, method, encoded, undefined, {
      network: (features) => networkOfQuery(query, features),
      boosted: (defaults) => boostedOfQuery(boostedQueryOf(query), defaults),
    }));
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
  checkClasses(classes, mostClasses(methodOfQuery(query)));
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
  const { arity: _arity, inputShape: _shape, patch: _patch, ...boosted } = boostedQueryOf(query);
  checkMethod(methodOfQuery(query), { network: ofNetworksAlone(query), boosted });
}

function methodOfQuery(query: Query): Method {
  return methodOf(query.method, Object.values(ofNetworksAlone(query)));
}

/** What a query says that only networks have. */
function ofNetworksAlone({ hiddenLayers, width, hidden, head, statistics }: Query) {
  return { hiddenLayers, width, hidden, head, statistics };
}

function checkedQuery(query: Query, data: DataSet, test?: DataSet): JobRequest {
  const features = data.rows.columns;
  if (methodOfQuery(query) === "network") {
    const settings = { statistics: query.statistics, network: networkOfQuery(query, features) };
    return checked(query.model, data, { ...settingsOf(query), ...settings }, test);
  }
  const boosted = boostedOfQuery(boostedQueryOf(query), defaultBoosted(features));
  const settings = { ...settingsOf(query), ...boosted };
  return naming(boostedNames(query), () => checked(query.model, data, settings, test));
}

/** By which names a query knows the settings of boosted tables. */
function boostedNames({ shift }: Query): Readonly<Record<string, string>> {
  return {
    augment: shift === undefined ? "flip" : "shift",
    "earlyStopping.share": "earlyStopping",
    "earlyStopping.patience": "patience",
  };
}

/** What a query says of boosted tables. */
function boostedQueryOf(query: Query): BoostedQuery {
  const { tables, arity, rate, lambda, inputShape, patch, shift, flip, splits } = query;
  const { earlyStopping, patience } = query;
  return {
    ...{ tables, arity, rate, lambda, inputShape, patch, shift, flip, splits },
    ...{ earlyStopping, patience },
  };
}
