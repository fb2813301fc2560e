/**
 * What training requests of every form have in common: jobs on bits and on encoded rows, and checks.
 *
 * @module
 */

import {
  checkRun,
  type DataSet,
  type EncodedData,
  type GivenSettings,
  type MethodName,
  methodNamed,
  refuse,
  type RowsToTrain,
  type RunSettings,
} from "../../lib/mod.ts";
import type { JobRequest } from "../jobs/jobs.ts";
import { packEncoder } from "../jobs/packed_encoder.ts";
import { type Names, naming } from "./method_settings.ts";

/** What a request asks for, besides its rows. */
export interface AskedTraining {
  /** Name of the model. */
  readonly model: string;
  readonly method: MethodName;
  /** The settings that it says, of its method. */
  readonly given: GivenSettings;
  readonly run: RunSettings;
  /** What the request calls the settings. */
  readonly names: Names;
}

/** A job on bits. */
export function bitsRequest(asked: AskedTraining, data: DataSet, test?: DataSet): JobRequest {
  return checked(asked, data, false, test);
}

/** A job on encoded rows, of which those that are held out are its test set. */
export function encodedRequest(
  asked: AskedTraining,
  { encoder, training, heldOut }: EncodedData,
  test?: DataSet,
): JobRequest {
  const { holdout: _, ...run } = asked.run;
  const request = checked({ ...asked, run }, training, true, test ?? heldOut);
  return { ...request, encoder: packEncoder(encoder) };
}

/** A job whose data and settings go together. */
function checked(
  { model, method, given, run, names }: AskedTraining,
  data: DataSet,
  isTabular: boolean,
  test: DataSet | undefined,
): JobRequest {
  const { rows, columns: features } = data.rows;
  const about: RowsToTrain = { rows, features, isTabular };
  const settings = methodNamed(method).complete(given, about, run);
  naming(names, () => checkRun(data, settings, test));
  return { model, data, settings, ...(test ? { test } : {}) };
}

/**
 * Checks that nothing is said of values where there are bits, or the other way round.
 *
 * @throws {RoteError} `request_not_valid`
 */
export function checkEncoding(
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

/** What every method takes. */
export function runOf(
  { seed, holdout }: { seed: number; holdout?: number | undefined },
): RunSettings {
  return { seed, ...(holdout === undefined ? {} : { holdout }) };
}
