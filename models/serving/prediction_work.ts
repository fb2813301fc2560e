/**
 * How long predicting takes, told before it is begun: so that much is not done where everybody waits,
 * and is done in slices elsewhere. Estimates from above, in nanoseconds of one core; what they were
 * measured on is in docs/decisions/0019.
 *
 * @module
 */

import {
  type BitModel,
  bitModelOf,
  describeModel,
  isEncoded,
  type Model,
  rowBytes,
} from "../../lib/mod.ts";
import type { Work } from "../operating/work_ledger.ts";

/** Looking one LUT up for one row of many, whose table is in the cache or is not. */
const LUT = { small: 0.2, large: 1.6 };
/** Wires of a LUT whose table is small. */
const SMALL_ARITY = 8;
/** The same for a row by itself. */
const LUT_ALONE = 12;
/** Fewer rows than that are taken one by one. */
const FEW_ROWS = 3;
/** Rows are looked up together, a vector of the kernels. */
export const VECTOR_ROWS = 128;
/** Adding up one boosted table. */
const TABLE = 1;
/** A class of a row: its score, and the text of that. */
const CLASS = 40;
/** Reading a value of a row and making bits of it. */
const VALUE = 150;

/** Nanoseconds that predicting so many rows takes, reading and writing them aside. */
export function predictionTime(model: Model, rows: number): number {
  const perRow = CLASS * model.classes.length + timeOfValues(model);
  return rows * perRow + lookupTime(bitModelOf(model), rows);
}

/** What predicting rows is as work, or explaining them: a prediction for each of their bits. */
export function predictionWork(model: Model, rows: number, explain = false): Work {
  const what = `${explain ? "Explaining" : "Predicting"} ${rows} ${rows === 1 ? "row" : "rows"}`;
  return { what, time: predictionTime(model, explain ? rows * model.features : rows) };
}

function timeOfValues(model: Model): number {
  return isEncoded(model) ? VALUE * model.encoder.columns.length : 0;
}

function lookupTime(model: BitModel, rows: number): number {
  const { layers, facts } = describeModel(model);
  if (facts.method === "boosted") return TABLE * facts.tables * wholeVectors(rows);
  if (rows < FEW_ROWS) {
    return rows * layers.reduce((time, { width }) => time + LUT_ALONE * width, 0);
  }
  return wholeVectors(rows) * layers.reduce((time, { width, arity }) => {
    return time + width * (arity <= SMALL_ARITY ? LUT.small : LUT.large);
  }, 0);
}

function wholeVectors(rows: number): number {
  return VECTOR_ROWS * Math.ceil(rows / VECTOR_ROWS);
}

/**
 * The rows that a body of so many bytes can have at most.
 *
 * @param type media type of the body
 */
export function mostRowsIn(model: Model, type: string, bytes: number): number {
  const packed = rowBytes(model.features);
  switch (type) {
    case "application/octet-stream":
      return bytes / packed;
    case "text/csv":
      // A comma for each column, at least.
      return bytes / (isEncoded(model) ? model.encoder.columns.length : 2 * model.features);
    default:
      // Records may be empty, bits are packed in base64 at best.
      return bytes / (isEncoded(model) ? 3 : 3 + 4 / 3 * packed);
  }
}
