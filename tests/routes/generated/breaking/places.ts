/**
 * The places of a value where it can be broken: every field that its schema has, whether the value
 * has it or not, and every element of its arrays.
 *
 * @module
 */

import { fits, type Json, resolve } from "../document.ts";

/** A place in a value. */
export interface Place {
  readonly path: readonly (string | number)[];
  /** What the schema says of it. */
  readonly schema: Json;
  /** What is there; undefined if nothing is. */
  readonly value: unknown;
  readonly isRequired: boolean;
}

/** All places of a value, itself first. */
export function placesOf(
  schema: Json,
  value: unknown,
  path: Place["path"] = [],
  isRequired = false,
): Place[] {
  const here = { path, schema, value, isRequired };
  const known = formOf(schema, value);
  if (Array.isArray(value)) {
    const items = known.items ?? {};
    return [here, ...value.flatMap((one, at) => placesOf(items, one, [...path, at]))];
  }
  if (typeof value !== "object" || value === null) return [here];
  const { properties = {}, required = [] } = known;
  return [
    here,
    ...Object.entries<Json>(properties).flatMap(([name, part]) =>
      placesOf(part, (value as Json)[name], [...path, name], required.includes(name))
    ),
  ];
}

/** Of several forms that a schema allows, the one that a value has. */
function formOf(schema: Json, value: unknown): Json {
  const resolved = resolve(schema);
  if (!resolved.anyOf || value === undefined) return resolved;
  return resolve(resolved.anyOf.find((one: Json) => fits(one, value)) ?? {});
}

/** The field at a path: its JSON pointer with "*" for indices. */
export function fieldOf(path: Place["path"]): string {
  return path.map((step) => typeof step === "number" ? "/*" : `/${step}`).join("");
}

/** All fields of a schema, its own first, which is "". */
export function fieldsOf(schema: Json, at = ""): string[] {
  const { anyOf = [], items, properties = {} } = resolve(schema);
  return [
    ...new Set([
      at,
      ...anyOf.flatMap((one: Json) => fieldsOf(one, at)),
      ...(items ? fieldsOf(items, `${at}/*`) : []),
      ...Object.entries(properties).flatMap(([name, part]) => fieldsOf(part, `${at}/${name}`)),
    ]),
  ];
}

/** A copy of a value with something else at a place; undefined leaves it out. */
export function withAt(value: Json, [step, ...rest]: Place["path"], other: unknown): Json {
  if (step === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (other === undefined && rest.length === 0) {
    if (Array.isArray(copy)) copy.splice(Number(step), 1);
    else delete copy[step];
    return copy;
  }
  const changed = withAt(copy[step] ?? {}, rest, other);
  // Assigning to "__proto__" would set what it names.
  return Array.isArray(copy)
    ? copy.with(Number(step), changed)
    : Object.fromEntries([...Object.entries(copy).filter(([name]) => name !== step), [
      step,
      changed,
    ]]);
}
