/**
 * Reading a training request in each of its three forms (JSON, CSV, packed binary) into what a job
 * needs. Whatever can be refused is refused here, before a job exists.
 *
 * @module
 */

import type { z } from "zod";
import {
  type BitMatrix,
  type BoostedSettings,
  checkBoosting,
  checkClasses,
  checkLabelCount,
  checkRowCount,
  checkTraining,
  type DataSet,
  defaultBoosted,
  defaultTabular,
  type EncodedData,
  encodeValues,
  indexLabels,
  matrixFromBytes,
  MAX_FEATURES,
  nameClasses,
  type NetworkShape,
  type Offender,
  refuse,
  rowBytes,
  type ValueTable,
} from "../lib/mod.ts";
import {
  boostedOf,
  boostedOfQuery,
  type BoostedQuery,
  checkMethod,
  isBoosting,
  mostClasses,
  naming,
  type Settings,
} from "./boosted_request.ts";
import { readCsv } from "./csv.ts";
import { encodeRequest } from "./encoded_request.ts";
import type { JobRequest } from "./jobs.ts";
import { areRecords, readValues } from "./json_values.ts";
import { type Method, methodOf } from "./method.ts";
import { checkName } from "./names.ts";
import { networkOf, networkOfQuery } from "./network_request.ts";
import { type BitEncoding, checkRowCountAt, packRows } from "./row_forms.ts";
import type { trainBinaryQuery, trainBody, trainCsvQuery } from "./schemas.ts";

/** Where settings stand in a JSON body whose names both methods have. */
const PLACES = {
  network: { inputShape: "/network/inputShape", patch: "/network/patch" },
  boosted: { arity: "/boosted/arity" },
} as const;

/**
 * Reads a JSON body.
 *
 * @throws {RoteError} as `checkName`, `checkMethod`, `packRows`, `checkTraining`, `checkBoosting`; `too_many_rows`
 */
export function readJsonTraining(
  body: z.infer<typeof trainBody>,
  maxRows: number,
  maxFeatures: number = MAX_FEATURES,
): JobRequest {
  const { encoding, features, columns, encoder, test, network, boosted, statistics } = body;
  const isValues = encoding === "values" || areRecords(body.rows);
  const method = methodOf(body.method, [network, statistics]);
  checkEncoding(isValues, { "/columns": columns, "/encoder": encoder }, {
    "/features": features,
    "/encoding": encoding === "values" || encoding === "bits" ? undefined : encoding,
  });
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
  if (encoding === "values" || isValues) return readJsonValues();
  const rows = packRows(body.rows, { encoding, features, field: "/rows" });
  const data = { rows, labels: indexLabels(body.labels, classes), classes };
  const testSet = test && readTest();
  if (method === "network") {
    const settings = {
      ...settingsOf(body),
      statistics,
      network: networkOf(network ?? {}, rows.columns),
    };
    return naming(PLACES.network, () => checked(body.model, data, settings, testSet));
  }
  const usual = defaultBoosted(rows.columns);
  const settings = { ...settingsOf(body), ...boostedOf(boosted ?? {}, usual) };
  return naming(PLACES.boosted, () => checked(body.model, data, settings, testSet));

  function readTest(): DataSet {
    const form = { encoding: encoding as BitEncoding, features: rows.columns };
    return testOf((own, field) => packRows(own, { ...form, field }));
  }

  function testOf(pack: (rows: readonly unknown[], field: string) => BitMatrix): DataSet {
    checkRowCountAt("/test/rows", test!.rows.length);
    checkLabelCount(test!.rows.length, test!.labels.length, "/test/labels");
    return {
      rows: pack(test!.rows, "/test/rows"),
      labels: indexLabels(test!.labels, classes, "/test/labels"),
      classes,
    };
  }

  function readJsonValues(): JobRequest {
    const values = readValues(body.rows, columns, "/rows");
    const data = { values, labels: indexLabels(body.labels, classes), classes };
    const where = ({ field, row }: Offender) => ({ field: pointerTo(values, field, row) });
    if (test) checkTestAlone(body.holdout);
    const encoded = encodeRequest(data, encoder ?? {}, settingsOf(body), maxFeatures, where);
    const testSet = test && testOf((rows, field) => encodeValues(encoded.encoder, rows, field));
    return naming(PLACES[method], () =>
      encodedRequest(body, method, encoded, testSet, {
        network: (features) => networkOf(network ?? {}, features),
        boosted: (defaults) => boostedOf(boosted ?? {}, defaults),
      }));
  }

  /** Where a column, or its value in a row, stands. */
  function pointerTo({ columns }: ValueTable, field = "", row?: number): string {
    const at = columns.findIndex(({ name }) => name === field);
    if (at < 0) return field === "bits" ? "/encoder/bits" : field;
    if (row === undefined) return body.columns ? `/columns/${at}` : "/rows";
    const name = field.replaceAll("~", "~0").replaceAll("/", "~1");
    return `/rows/${row}/${Array.isArray(body.rows[row]) ? at : name}`;
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
  maxFeatures: number = MAX_FEATURES,
): Promise<JobRequest> {
  checkName(query.model);
  checkQuery(query);
  const read = await readCsv(body, {
    ...{ label: query.label, labels: "required", maxRows, cells: "typed" },
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
  const encoded = encodeRequest(data, { thresholds, bits }, settingsOf(query), maxFeatures, where);
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

/** The settings of a method that a request names or leaves to us. */
interface MethodSettings {
  readonly network: (features: number) => NetworkShape;
  readonly boosted: (defaults: Omit<BoostedSettings, "seed">) => Omit<BoostedSettings, "seed">;
}

/** A job on encoded rows, of which those that are held out are its test set. */
function encodedRequest(
  { model, seed, statistics }: { model: string; seed: number; statistics: boolean },
  method: Method,
  { encoder, training, heldOut }: EncodedData,
  test: DataSet | undefined,
  { network, boosted }: MethodSettings,
): JobRequest {
  const { rows, columns } = training.rows;
  const settings = method === "network"
    ? { seed, statistics, network: network(columns) }
    : { seed, ...boosted(defaultTabular(rows, columns)) };
  return { ...checked(model, training, settings, test ?? heldOut), encoder };
}

/**
 * Checks that nothing is said of values where there are bits, or the other way round.
 *
 * @throws {RoteError} `request_not_valid`
 */
function checkEncoding(
  isValues: boolean,
  ofValues: Readonly<Record<string, unknown>>,
  ofBits: Readonly<Record<string, unknown>>,
): void {
  const others = Object.entries(isValues ? ofBits : ofValues);
  const field = others.find(([, value]) => value !== undefined)?.[0];
  if (field === undefined) return;
  const detail = `${field} is for rows of ${isValues ? "bits" : "numbers and categories"}, and ` +
    `these are ${isValues ? "numbers and categories" : "bits"}`;
  throw refuse("request_not_valid", detail, { field });
}

/** A test set takes the place of held-out rows. */
function checkTestAlone(holdout: number | undefined): void {
  if (holdout === undefined) return;
  const detail = "Give either a test set or a holdout, not both";
  throw refuse("holdout_out_of_range", detail, { field: "holdout" });
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
