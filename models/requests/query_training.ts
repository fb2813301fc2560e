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
  indexLabels,
  matrixFromBytes,
  MAX_FEATURES,
  methodNamed,
  nameClasses,
  type Offender,
  refuse,
  rowBytes,
} from "../../lib/mod.ts";
import { readCsv } from "./csv.ts";
import { encodeRequest } from "./encoded_request.ts";
import type { JobRequest } from "../jobs/jobs.ts";
import { checkName } from "../names.ts";
import { givenInQuery, methodOfQuery, parameterNames } from "./method_settings.ts";
import type { trainBinaryQuery, trainCsvQuery } from "./schemas.ts";
import { inTurns } from "../turns.ts";
import {
  type AskedTraining,
  bitsRequest,
  checkEncoding,
  encodedRequest,
  runOf,
} from "./training_request.ts";

/** Cells of numbers and categories of one body (16 Mi): up to 256 MiB of memory. */
const MAX_CSV_VALUES = 16_777_216;

/**
 * Reads a CSV body with a header line and a column of labels.
 *
 * @throws {RoteError} as `checkName`, `methodOfQuery`, `readCsv`, `checkRun`
 */
export async function readCsvTraining(
  query: z.infer<typeof trainCsvQuery>,
  body: ReadableStream<Uint8Array>,
  maxRows: number,
  maxFeatures: number = MAX_FEATURES,
): Promise<JobRequest> {
  checkName(query.model);
  const asked = askedOf(query);
  const read = await readCsv(body, {
    ...{ label: query.label, labels: "required", maxRows, cells: "typed" },
    maxValues: MAX_CSV_VALUES,
  });
  const { labels = [] } = read;
  const classes = nameClasses(labels);
  const labelled = { labels: indexLabels(labels, classes), classes };
  const { thresholds, bits } = query;
  checkEncoding("values" in read, { thresholds, bits }, {});
  if (!("values" in read)) return bitsRequest(asked, { rows: read.rows, ...labelled });

  checkClasses(classes, methodNamed(asked.method).mostClasses);
  const { values, lines } = read;
  const where = ({ field, row }: Offender) =>
    values.columns.some(({ name }) => name === field)
      ? { line: row === undefined ? 1 : lines[row]! }
      : {};
  const data = { values, ...labelled };
  const encoded = await inTurns(
    encodeRequest(data, { thresholds, bits }, asked.run, maxFeatures, where),
  );
  return encodedRequest(asked, encoded);
}

/**
 * Reads packed rows and labels: rows x ceil(features / 8) bytes, then one label byte a row; then
 * the same for the test rows.
 *
 * @throws {RoteError} as `checkName`, `methodOfQuery`, `matrixFromBytes`, `checkRun`;
 *   `body_wrong_length`
 */
export function readBinaryTraining(
  query: z.infer<typeof trainBinaryQuery>,
  body: Uint8Array,
  maxRows: number,
): JobRequest {
  const { rows, testRows, features, classes } = query;
  checkName(query.model);
  const asked = askedOf(query);
  checkRowCount(rows + testRows, maxRows);
  checkRowCount(rows);
  checkClasses(classes, methodNamed(asked.method).mostClasses);
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
  return bitsRequest(asked, data, test);
}

/** What the queries of CSV and of packed rows ask for alike. */
function askedOf(
  query: z.infer<typeof trainCsvQuery> | z.infer<typeof trainBinaryQuery>,
): AskedTraining {
  const method = methodOfQuery(query);
  return {
    model: query.model,
    method,
    given: givenInQuery(method, query),
    run: runOf(query),
    names: parameterNames(method, query),
  };
}
