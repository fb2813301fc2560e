/**
 * Reading a training request in JSON into what a job needs. Whatever can be refused is refused here,
 * before a job exists.
 *
 * @module
 */

import type { z } from "zod";
import {
  type BitMatrix,
  checkClasses,
  checkLabelCount,
  checkRowCount,
  type DataSet,
  indexLabels,
  MAX_FEATURES,
  methodNamed,
  nameClasses,
  type Offender,
  refuse,
  stepOf,
  type ValueTable,
} from "../../lib/mod.ts";
import { encodeRequest } from "./encoded_request.ts";
import { encodeInSteps } from "./encoded_rows.ts";
import type { JobRequest } from "../jobs/jobs.ts";
import { areRecords, readValues } from "./json_values.ts";
import { checkName } from "../names.ts";
import { givenInJson, methodOfJson, pointersOf } from "./method_settings.ts";
import { type BitEncoding, checkRowCountAt, packInSteps } from "./row_forms.ts";
import type { trainBody } from "./schemas.ts";
import { inTurns } from "../turns.ts";
import {
  type AskedTraining,
  bitsRequest,
  checkEncoding,
  encodedRequest,
  runOf,
} from "./training_request.ts";

/**
 * Reads a JSON body.
 *
 * @throws {RoteError} as `checkName`, `methodOfJson`, `packRows`, `checkRun`; `too_many_rows`
 */
export async function readJsonTraining(
  body: z.infer<typeof trainBody>,
  maxRows: number,
  maxFeatures: number = MAX_FEATURES,
): Promise<JobRequest> {
  const { encoding, features, columns, encoder, test } = body;
  const isValues = encoding === "values" || areRecords(body.rows);
  checkEncoding(isValues, { "/columns": columns, "/encoder": encoder }, {
    "/features": features,
    "/encoding": encoding === "values" || encoding === "bits" ? undefined : encoding,
  });
  const method = methodOfJson(body);
  checkName(body.model);
  checkRowCount(body.rows.length + (test?.rows.length ?? 0), maxRows);
  checkRowCount(body.rows.length);
  checkLabelCount(body.rows.length, body.labels.length);
  const classes = nameClasses(body.labels);
  checkClasses(classes, methodNamed(method).mostClasses);
  const asked: AskedTraining = {
    model: body.model,
    method,
    given: givenInJson(method, body),
    run: runOf(body),
    names: pointersOf(method),
  };
  if (encoding === "values" || isValues) return await readJsonValues();
  const rows = await inTurns(packInSteps(body.rows, { encoding, features, field: "/rows" }));
  const data = { rows, labels: indexLabels(body.labels, classes), classes };
  return bitsRequest(asked, data, test && await readTest());

  async function readTest(): Promise<DataSet> {
    const form = { encoding: encoding as BitEncoding, features: rows.columns };
    return await testOf((own, field) => packInSteps(own, { ...form, field }));
  }

  async function testOf(
    pack: (rows: readonly unknown[], field: string) => Generator<void, BitMatrix>,
  ): Promise<DataSet> {
    checkRowCountAt("/test/rows", test!.rows.length);
    checkLabelCount(test!.rows.length, test!.labels.length, "/test/labels");
    return {
      rows: await inTurns(pack(test!.rows, "/test/rows")),
      labels: indexLabels(test!.labels, classes, "/test/labels"),
      classes,
    };
  }

  async function readJsonValues(): Promise<JobRequest> {
    const values = readValues(body.rows, columns, "/rows");
    const data = { values, labels: indexLabels(body.labels, classes), classes };
    const where = ({ field, row }: Offender) => ({ field: pointerTo(values, field, row) });
    if (test) checkTestAlone(body.holdout);
    const encoded = await inTurns(
      encodeRequest(data, encoder ?? {}, asked.run, maxFeatures, where),
    );
    const testSet = test &&
      await testOf((rows, field) => encodeInSteps(encoded.encoder, rows, field));
    return encodedRequest(asked, encoded, testSet);
  }

  /** Where a column, or its value in a row, stands. */
  function pointerTo({ columns }: ValueTable, field = "", row?: number): string {
    const at = columns.findIndex(({ name }) => name === field);
    if (at < 0) return field === "bits" ? "/encoder/bits" : field;
    if (row === undefined) return body.columns ? `/columns/${at}` : "/rows";
    return `/rows/${row}${stepOf(body.rows[row], field, at)}`;
  }
}

/** A test set takes the place of held-out rows. */
function checkTestAlone(holdout: number | undefined): void {
  if (holdout === undefined) return;
  const detail = "Give either a test set or a holdout, not both";
  throw refuse("holdout_out_of_range", detail, { field: "holdout" });
}
