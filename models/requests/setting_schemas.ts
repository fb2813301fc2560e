/**
 * Settings of trainings as zod schemas, in JSON and in a query, with the words of JSON Schema: all of it
 * from the tables of the methods.
 *
 * @module
 */

import { z } from "zod";
import {
  type AnyMethod,
  type BesideSettings,
  calledOf,
  type GivenSettings,
  groupOf,
  METHOD_NAMES,
  type MethodName,
  methodNamed,
  type OwnSettings,
  type Setting,
  type Settings,
} from "../../lib/mod.ts";
import { flagOr, queryFlag, queryNumber } from "./query_values.ts";

/** The numbers of `28x28x1`; the engine says what is wrong with them. */
const queryImage = z.string().transform((text) => text.split("x").map(Number));

/** A setting as JSON has it: some of a group may be left out. */
type Sent<T> = T extends readonly unknown[] ? readonly number[]
  : T extends object ? { readonly [Key in keyof T]?: T[Key] }
  : T;
/** Settings as JSON has them: each may be left out. */
type AllSent<T> = { readonly [Key in keyof T]?: Sent<NonNullable<T[Key]>> };

/** The methods' objects in a JSON body: their own settings. */
export const METHOD_OBJECTS = Object.fromEntries(
  METHOD_NAMES.map((name) => {
    const { fields, start } = methodNamed(name);
    return [
      name,
      objectOf(fields).optional().meta({
        default: start,
        description: `Only for method ${name}`,
      }),
    ];
  }),
) as unknown as {
  readonly [Name in MethodName]: z.ZodOptional<
    z.ZodType<GivenSettings, AllSent<OwnSettings<Name>>>
  >;
};

/** The settings that JSON bodies say beside those objects. */
export const BESIDE_OBJECTS = Object.fromEntries(
  METHOD_NAMES.flatMap((name) => Object.entries(methodNamed(name).beside ?? {}))
    .map(([name, setting]) => [name, inJson(setting)]),
) as unknown as {
  readonly [Key in KeyOf<BesideSettings<MethodName>>]: z.ZodOptional<
    z.ZodType<NonNullable<ValueOf<BesideSettings<MethodName>, Key>>>
  >;
};
/** The keys and values of any type of a union. */
type KeyOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, Key> = T extends unknown ? Key extends keyof T ? T[Key] : never : never;

/** The settings of all methods in a query, each by itself; one of several methods is the first's. */
export const METHOD_PARAMETERS = parametersOf(({ fields }) => fields);
/** The same of those beside. */
export const BESIDE_PARAMETERS = parametersOf(({ beside }) => beside ?? {});

/** A table as an object of a JSON body. */
function objectOf(settings: Settings): z.ZodObject {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const group = groupOf(name);
    if (group === undefined) shape[name] = inJson(setting);
    else shape[group] ??= objectOfGroup(group, settings).optional();
  }
  return z.strictObject(shape);
}

/** A group as an object; what is left out of it is as usual. */
function objectOfGroup(group: string, settings: Settings): z.ZodObject {
  const members = Object.entries(settings).filter(([name]) => groupOf(name) === group);
  return z.strictObject(Object.fromEntries(
    members.map(([name, setting]) => {
      const usual = "usual" in setting ? setting.usual : undefined;
      const schema = typeInJson(setting);
      return [
        name.slice(group.length + 1),
        (usual === undefined ? schema : schema.default(usual)).meta(wordsOf(setting)),
      ];
    }),
  ));
}

function inJson(setting: Setting): z.ZodType {
  return typeInJson(setting).optional().meta({ ...wordsOf(setting), ...usualOf(setting) });
}

function typeInJson(setting: Setting): z.ZodType {
  switch (setting.type) {
    case "integer":
    case "number":
    case "share":
      return z.number();
    case "flag":
      return z.boolean();
    case "choice":
      return z.enum(setting.choices);
    case "image":
      return z.array(z.number()).length(3);
  }
}

function parametersOf(
  tableOf: (method: AnyMethod) => Settings,
): Record<string, z.ZodType> {
  const parameters: Record<string, z.ZodType> = {};
  for (
    const [name, setting] of METHOD_NAMES.flatMap((name) =>
      Object.entries(tableOf(methodNamed(name)))
    )
  ) {
    parameters[calledOf(name, setting)] ??= inQuery(name, setting);
  }
  return parameters;
}

function inQuery(name: string, setting: Setting): z.ZodType {
  const words = wordsOf(setting);
  if (setting.type === "image") {
    return queryImage.optional().meta({
      ...words,
      description: `${setting.words}; written as 28x28x1`,
      pattern: "^\\d+x\\d+x\\d+$",
    });
  }
  // One of a group counts only if it, or another of its group, is given.
  const usual = groupOf(name) === undefined ? usualOf(setting) : {};
  if (setting.type === "flag") {
    return ("default" in usual ? flagOr(setting.usual === true) : queryFlag.optional()).meta(words);
  }
  const type = setting.type === "choice" ? z.enum(setting.choices) : queryNumber;
  return type.optional().meta({ ...words, ...usual });
}

/** What a setting may be, in the words of JSON Schema. */
export function wordsOf(setting: Setting): Record<string, unknown> & { description: string } {
  const { words: description } = setting;
  switch (setting.type) {
    case "integer": {
      const { least: minimum, most: maximum } = setting;
      return {
        type: "integer",
        minimum,
        ...(maximum === undefined ? {} : { maximum }),
        description,
      };
    }
    case "number":
      return { type: "number", minimum: setting.least, maximum: setting.most, description };
    case "share":
      return { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1, description };
    case "flag":
    case "choice":
    case "image":
      return { description };
  }
}

/** What holds if a setting is left out, if that is known without the rows. */
function usualOf(setting: Setting): { default?: unknown } {
  if (setting.type === "choice") return { default: setting.choices[0] };
  return "usual" in setting ? { default: setting.usual } : {};
}
