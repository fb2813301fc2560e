/**
 * What can go wrong, in the words and with the exit code that the user sees. Never a stack trace.
 *
 * @module
 */

import { type ErrorCode, MAX_OFFENDERS, type Offender, RoteError } from "../lib/mod.ts";
import { printable } from "./terminal.ts";

/** Exit codes; `rote --help` lists them. */
export const EXIT = { done: 0, input: 1, usage: 2, interrupted: 130 } as const;

/** The command line is at fault. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A file or the network is at fault, in words of our own. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** An error together with the file that it is about. */
export class FileError extends Error {
  override readonly name = "FileError";

  constructor(readonly path: string, override readonly cause: unknown) {
    super(`${path}: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** Does something with a file; whatever goes wrong then names it. */
export async function about<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FileError || error instanceof UsageError
      ? error
      : new FileError(path, error);
  }
}

/** Codes that blame a setting, and the option that sets it. */
const OPTIONS: Partial<Record<ErrorCode, string>> = {
  arity_out_of_range: "--arity",
  arity_above_width_below: "--arity",
  width_out_of_range: "--width",
  hidden_layers_out_of_range: "--hidden-layers",
  network_too_large: "--width",
  statistics_not_supported: "--statistics",
  seed_out_of_range: "--seed",
  holdout_out_of_range: "--holdout",
  tables_out_of_range: "--tables",
  rate_out_of_range: "--rate",
  lambda_out_of_range: "--lambda",
  splits_out_of_range: "--splits",
  input_shape_mismatch: "--image",
  patch_out_of_range: "--patch",
  augment_out_of_range: "--shift",
  early_stopping_out_of_range: "--early-stopping",
};

/** Settings by the engine's names, and the options that set them, where codes do not tell them apart. */
const SETTING_OPTIONS: Readonly<Record<string, string>> = {
  tables: "--tables",
  "augment.shift": "--shift",
  "augment.flip": "--flip",
  "earlyStopping.share": "--early-stopping",
  "earlyStopping.patience": "--patience",
};

/** What to do about it, where the message alone does not say. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  labels_too_many_classes:
    "Put labels together with --group, as in --group 0=0-4 --group 1=5-9, or take --method " +
    "boosted, which tells up to 256 classes apart",
  csv_column_missing: "Name the column of labels with --label COLUMN",
};

/** Describes an error in one or several lines, and says the exit code. */
export function describeFailure(error: unknown): { text: string; exitCode: number } {
  const path = error instanceof FileError ? error.path : undefined;
  const cause = error instanceof FileError ? error.cause : error;
  const lines = cause instanceof RoteError
    ? describeRefusal(cause, path)
    : ((path === undefined ? "" : `${path}: `) + wordsOf(cause)).split("\n");
  const isUsage = cause instanceof UsageError ||
    (cause instanceof RoteError && optionOf(cause) !== undefined);
  return {
    text: lines.map((line, at) => `${at === 0 ? "rote: " : ""}${printable(line)}\n`).join(""),
    exitCode: isUsage ? EXIT.usage : EXIT.input,
  };
}

function describeRefusal(error: RoteError, path: string | undefined): string[] {
  const { code, offenders, message } = error;
  const option = optionOf(error);
  if (option) {
    // "patience must be ..." is said of the option by its own name.
    const must = message.search(/(?<=^\S+) must /);
    return [must < 0 ? `${option}: ${message}` : option + message.slice(must)];
  }
  const [first] = offenders;
  const hint = HINTS[code] ? [`  ${HINTS[code]}`] : [];
  if (!first || offenders.length === 1) return [`${placeOf(first, path)}${message}`, ...hint];
  const count = offenders.length === MAX_OFFENDERS
    ? `the first ${MAX_OFFENDERS} faults`
    : `${offenders.length} faults`;
  return [
    `${path === undefined ? "" : `${path}: `}${count}:`,
    ...offenders.map((offender) => `  ${placeOf(offender, undefined)}${offender.detail}`),
    ...hint,
  ];
}

/** The option that sets what a refusal blames, if there is one. */
function optionOf({ code, message, offenders }: RoteError): string | undefined {
  const named = [/^\S+(?= must )/.exec(message)?.[0], offenders[0]?.field];
  const setting = named.find((name) => name !== undefined && Object.hasOwn(SETTING_OPTIONS, name));
  return setting === undefined ? OPTIONS[code] : SETTING_OPTIONS[setting];
}

/** The place of an offender as far as it is known and its own words do not say it. */
function placeOf(offender: Offender | undefined, path: string | undefined): string {
  const parts = [
    ...(path === undefined ? [] : [path]),
    ...(["line", "row", "position"] as const).flatMap((name) => {
      const place = `${name} ${offender?.[name]}`;
      const isSaid = new RegExp(`\\b${place}\\b`, "i").test(offender?.detail ?? "");
      return offender?.[name] === undefined || isSaid ? [] : [place];
    }),
  ];
  return parts.length === 0 ? "" : `${parts.join(", ")}: `;
}

function wordsOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "There is no such file or folder";
  if (error instanceof Deno.errors.PermissionDenied) return "Permission denied";
  if (error instanceof UsageError || error instanceof InputError) return error.message;
  if (error instanceof Error) return error.message.replace(/ \(os error \d+\).*$/, "");
  return String(error);
}
