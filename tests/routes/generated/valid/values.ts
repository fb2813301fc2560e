/**
 * From a JSON Schema of the document to values that fit it. Where a value has to go together with
 * others, or be small, the caller fills the place in.
 *
 * @module
 */

import fc from "fast-check";
import { type Json, resolve } from "../document.ts";

/** What stands at a place, and whether it has to be there. */
export interface Filling {
  readonly values: fc.Arbitrary<unknown>;
  /** As the schema says unless given; "never" leaves the place out. */
  readonly presence?: "always" | "never";
}

/** Fillings by JSON pointer; "*" stands for any index of an array. */
export type Fillings = Readonly<Record<string, Filling>>;

/** Elements of an array and characters of a string, at most, where a schema allows more. */
const MOST = 6;

/** The values that fit a schema. */
export function valuesOf(schema: Json, fillings: Fillings = {}, at = ""): fc.Arbitrary<unknown> {
  const filling = fillings[at];
  if (filling) return filling.values;
  if (Object.keys(fillings).some((place) => place.startsWith(at))) {
    return makeValues(schema, fillings, at);
  }
  let values = made.get(schema);
  if (!values) made.set(schema, values = makeValues(schema, {}, ""));
  return values;
}

/** Values of schemas that nothing is filled in: to make them takes longer than to draw from them. */
const made = new WeakMap<Json, fc.Arbitrary<unknown>>();

function makeValues(schema: Json, fillings: Fillings, at: string): fc.Arbitrary<unknown> {
  if (schema.$ref) return valuesOf(resolve(schema), fillings, at);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) {
    return fc.oneof(...schema.anyOf.map((one: Json) => valuesOf(one, fillings, at)));
  }
  if (Array.isArray(schema.type)) {
    return fc.oneof(
      ...schema.type.map((type: string) => valuesOf({ ...schema, type }, fillings, at)),
    );
  }
  switch (schema.type) {
    case "object":
      return objectsOf(schema, fillings, at);
    case "array":
      return fc.array(valuesOf(schema.items, fillings, `${at}/*`), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? MOST, MOST),
      });
    case "string":
      return stringsOf(schema);
    case "integer":
      return fc.integer(boundsOf(schema));
    case "number":
      return numbersOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectsOf(schema: Json, fillings: Fillings, at: string): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const names = Object.keys(properties).filter((name) =>
    properties[name].not === undefined && fillings[`${at}/${name}`]?.presence !== "never"
  );
  const record = fc.record(
    Object.fromEntries(
      names.map((name) => [name, valuesOf(properties[name], fillings, `${at}/${name}`)]),
    ),
    {
      requiredKeys: names.filter((name) =>
        required.includes(name) || fillings[`${at}/${name}`]?.presence === "always"
      ),
      noNullPrototype: true,
    },
  );
  if (additionalProperties === false) return record;
  // A client may send more than the schema knows, or what it says of any name.
  const others = additionalProperties?.type
    ? valuesOf(additionalProperties)
    : fc.jsonValue({ maxDepth: 1 });
  return fc.oneof(
    { weight: 5, arbitrary: record },
    {
      weight: 1,
      arbitrary: fc.tuple(record, others).map(([known, more]) => ({
        ...known,
        more_of_a_client: more,
      })),
    },
  );
}

function stringsOf({ pattern, maxLength, format }: Json): fc.Arbitrary<string> {
  if (format === "binary") return fc.string({ unit: "binary-ascii", maxLength: MOST });
  if (pattern) return fc.stringMatching(new RegExp(pattern), { size: "xsmall" });
  return fc.string({ unit: "grapheme", maxLength: Math.min(maxLength ?? MOST, MOST) });
}

function boundsOf({ minimum, maximum }: Json): { min: number; max: number } {
  const min = minimum ?? -10;
  // Small numbers are the interesting ones, and keep what they count small.
  return { min, max: Math.min(maximum ?? Infinity, min + 20) };
}

function numbersOf(
  { minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Json,
): fc.Arbitrary<number> {
  if (minimum !== undefined && maximum !== undefined) {
    return fc.double({ min: minimum, max: maximum, noNaN: true });
  }
  if (exclusiveMinimum === undefined) return fc.integer({ min: -3, max: 9 });
  return fc.integer({ min: 1, max: 99 }).map((hundredths) =>
    exclusiveMinimum + (exclusiveMaximum - exclusiveMinimum) * hundredths / 100
  );
}
