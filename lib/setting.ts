/**
 * A setting as one row of a table, from which comes all that is said, asked or checked of it alone: its
 * range, its words, what it is called in a query and on the command line, what blobs tell of it. What
 * depends on several settings or on the rows to train on is checked beside the table.
 *
 * @module
 */

import { type ErrorCode, quote, refuse, type RoteError } from "./errors.ts";

/** What a setting may be. One with a usual value is always said; any other may be left out. */
export type SettingType =
  /** From `least` to `most`; without a `most` its range depends on other settings. */
  | { readonly type: "integer"; readonly least: number; readonly most?: number; usual?: number }
  /** From `least` to `most`. */
  | { readonly type: "number"; readonly least: number; readonly most: number; usual?: number }
  /** Above 0 and below 1. */
  | { readonly type: "share"; readonly usual?: number }
  | { readonly type: "flag"; readonly usual?: boolean }
  /** One of these; left out, the first. */
  | { readonly type: "choice"; readonly choices: readonly string[] }
  /** Height, width and channels of an image. */
  | { readonly type: "image" };

/** What is known of a setting. */
export type Setting = SettingType & {
  /** Code of what is out of its range. */
  readonly code: ErrorCode;
  /** What it is, for the OpenAPI document. */
  readonly words: string;
  /** What it is, for the help of the command line, which has no option for it without. */
  readonly help?: string;
  /** What it is called where names have no parts, if not by the last part of its name. */
  readonly called?: string;
  /** Its option, if not `--` and what it is called. */
  readonly option?: string;
  /** JSON pointer that refusals give, if not that of its name in the settings of its method. */
  readonly pointer?: string;
  /** Means something for rows that are images alone. */
  readonly isOfImages?: true;
  /** The size of a model, of which an operator may allow less. */
  readonly isSize?: true;
  /** Whether metadata tell it; they do unless it is said. */
  readonly inMetadata?: false;
};

/** Settings by name: `patience` of `earlyStopping` is `earlyStopping.patience`. */
export type Settings = Readonly<Record<string, Setting>>;

/** The names of what a type has. */
export type SettingName<T> = {
  [Key in keyof T & string]-?: NonNullable<T[Key]> extends readonly unknown[] ? Key
    : NonNullable<T[Key]> extends object ? `${Key}.${SettingName<NonNullable<T[Key]>>}`
    : Key;
}[keyof T & string];

/** A table that has a row for each setting of a type, and no other. */
export type SettingsOf<T> = Readonly<Record<SettingName<T>, Setting>>;

/** What a setting is called where names have no parts. */
export function calledOf(name: string, { called }: Setting): string {
  return called ?? name.slice(name.lastIndexOf(".") + 1);
}

/** The option of a setting on a command line, as in `--early-stopping`. */
export function optionOf(name: string, setting: Setting): string {
  const called = calledOf(name, setting);
  return setting.option ?? `--${called.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The group that a setting belongs to, if it belongs to one. */
export function groupOf(name: string): string | undefined {
  return name.includes(".") ? name.slice(0, name.indexOf(".")) : undefined;
}

/** The value of a setting that has a name; undefined if it, or its group, is left out. */
export function valueOf(values: object, name: string): unknown {
  let value: unknown = values;
  for (const part of name.split(".")) {
    value = (value as Record<string, unknown> | undefined)?.[part];
  }
  return value;
}

/**
 * Puts values into their groups. One of a group is enough for the group; its others are as usual then.
 *
 * @param given the value of a setting; undefined for one that is left out
 */
export function nestValues(
  settings: Settings,
  given: (name: string, setting: Setting) => unknown,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const value = given(name, setting);
    const group = groupOf(name);
    if (group === undefined) {
      if (value !== undefined) values[name] = value;
      continue;
    }
    const usual = "usual" in setting ? setting.usual : undefined;
    (groups[group] ??= {})[name.slice(group.length + 1)] = value ?? usual;
    if (value !== undefined) values[group] = groups[group];
  }
  return values;
}

/**
 * Checks that each setting is within its range.
 *
 * @throws {RoteError} the code of the setting
 */
export function checkSettings(settings: Settings, values: object): void {
  for (const [name, setting] of Object.entries(settings)) {
    const group = groupOf(name);
    if (group !== undefined && valueOf(values, group) === undefined) continue;
    const value = valueOf(values, name);
    const mayBeLeftOut = !("usual" in setting);
    if (value === undefined && mayBeLeftOut) continue;
    if (!isWithin(setting, value)) throw outOfRange(name, setting, value);
  }
}

function isWithin(setting: Setting, value: unknown): boolean {
  switch (setting.type) {
    case "integer":
      if (setting.most === undefined) return true;
      return Number.isInteger(value) && isBetween(value, setting.least, setting.most);
    case "number":
      return isBetween(value, setting.least, setting.most);
    case "share":
      return typeof value === "number" && value > 0 && value < 1;
    case "flag":
      return typeof value === "boolean";
    case "choice":
      return setting.choices.some((choice) => choice === value);
    case "image":
      // What it multiplies to depends on the rows.
      return true;
  }
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

/** The refusal of a value that is out of range. */
export function outOfRange(name: string, setting: Setting, value: unknown): RoteError {
  return refuse(setting.code, `${name} must be ${rangeOf(setting)}, not ${quote(value)}`, {
    field: name,
  });
}

function rangeOf(setting: Setting): string {
  switch (setting.type) {
    case "integer":
      return `an integer from ${setting.least} to ${setting.most}`;
    case "number":
      return `from ${setting.least} to ${setting.most}`;
    case "share":
      return "above 0 and below 1";
    case "flag":
      return "true or false";
    case "choice":
      return setting.choices.join(" or ");
    case "image":
      return "height, width and channels";
  }
}

/** What was chosen, as metadata: without what the blob itself says, and choices that are the first. */
export function describeSettings(settings: Settings, values: object): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const value = valueOf(values, name);
    if (value === undefined || setting.inMetadata === false) continue;
    if (setting.type === "choice" && value === setting.choices[0]) continue;
    metadata[name.slice(name.lastIndexOf(".") + 1)] = Array.isArray(value)
      ? value.join("x")
      : String(value);
  }
  return metadata;
}
