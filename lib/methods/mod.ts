/**
 * Every method of training. Whoever trains by a method that a user names, or leaves to us, asks here.
 *
 * @module
 */

import type { ErrorCode } from "../errors.ts";
import type { DataSet } from "../rows/data_set.ts";
import type { Settings } from "../setting.ts";
import type { RunOptions } from "../threads/run_options.ts";
import { BOOSTED_METHOD } from "./boosted.ts";
import type { TrainedRun } from "./measured_run.ts";
import { CODES_OF_SEVERAL, type Method, RUN_FIELDS } from "./method.ts";
import { NETWORK_METHOD } from "./network.ts";

/** The methods by name. */
export const METHODS = {
  network: NETWORK_METHOD,
  boosted: BOOSTED_METHOD,
};

/** Names of methods. */
export type MethodName = keyof typeof METHODS;
/** A method's own settings, as users say them. */
export type OwnSettings<Name extends MethodName> = Name extends MethodName
  ? typeof METHODS[Name] extends Method<infer _Run, infer Own, infer _Beside> ? Own : never
  : never;
/** Those that a method has beside them. */
export type BesideSettings<Name extends MethodName> = Name extends MethodName
  ? typeof METHODS[Name] extends Method<infer _Run, infer _Own, infer Beside> ? Beside : never
  : never;
/** The settings of a run of any method; `method` says of which. */
export type AnyRun = ReturnType<typeof METHODS[MethodName]["complete"]>;

/** Some settings of a method, as somebody says them; nothing of them is checked. */
export type GivenSettings = Readonly<Record<string, unknown>>;
/** A method that is not known beforehand. */
export type AnyMethod = Omit<Method<AnyRun, GivenSettings>, "fields" | "beside"> & {
  readonly fields: Settings;
  readonly beside?: Settings;
};

/** Names of methods. */
export const METHOD_NAMES = Object.keys(METHODS) as [MethodName, ...MethodName[]];

/** All settings of a method, those beside its own included. */
export function settingsOf(name: MethodName): Settings {
  const { fields, beside } = methodNamed(name);
  return { ...fields, ...beside };
}

/** What serves most people best (`docs/choosing.md`). */
export const DEFAULT_METHOD: MethodName = "boosted";

/** The method of a name. */
export function methodNamed(name: MethodName): AnyMethod {
  return METHODS[name] as unknown as AnyMethod;
}

/**
 * The method that is meant: the one that is named, else the first of which something is said that the
 * default one has not got.
 *
 * @param isSaid whether anything is said that a method has and the default one has not
 */
export function chooseMethod(
  named: MethodName | undefined,
  isSaid: (name: MethodName) => boolean,
): MethodName {
  const others = METHOD_NAMES.filter((name) => name !== DEFAULT_METHOD);
  return named ?? others.find(isSaid) ?? DEFAULT_METHOD;
}

/**
 * Checks what can be known of a run before it starts, by its method.
 *
 * @throws {RoteError} as `checkTraining`, `checkBoosting`
 */
export function checkRun(data: DataSet, settings: AnyRun, test?: DataSet): void {
  methodNamed(settings.method).check(data, settings, test);
}

/**
 * Trains on a data set by the method of the settings and encodes what comes of it.
 *
 * @param test rows to test on, in place of `settings.holdout`
 * @throws {RoteError} as `trainBlob`, `trainBoostedBlob`
 */
export function trainRun(
  data: DataSet,
  settings: AnyRun,
  test?: DataSet,
  options?: RunOptions,
): TrainedRun {
  return methodNamed(settings.method).train(data, settings, test, options);
}

/** Codes of settings that are refused. */
export const SETTING_CODES: ReadonlySet<ErrorCode> = new Set([
  ...[RUN_FIELDS, ...METHOD_NAMES.map(settingsOf)]
    .flatMap((settings) => Object.values(settings).map(({ code }) => code)),
  ...CODES_OF_SEVERAL,
]);
