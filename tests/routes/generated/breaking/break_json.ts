/**
 * Breaks the JSON of a body in one place: each field is left out, null, of another type, out of its
 * bounds, or next to what it should be; each object gets a field that it has not.
 *
 * @module
 */

import { type Breach, wordsFor } from "./broken.ts";
import { fits, type Json, resolve } from "../document.ts";
import { fieldOf, type Place, placesOf, withAt } from "./places.ts";

/** Values of every type, and some at which programs stumble. */
const ANYTHING: readonly unknown[] = [
  ...[null, true, false, 0, 1, 2, -1, 0.5, 1e308, -0, 9_007_199_254_740_993, 4_294_967_296],
  ...["", "0", "2", "text", "\u0000", "\ud800", "x".repeat(300), "stats", "../..", "__proto__"],
  ...[[], [[]], [null], ["2"], [0, 1, 2], {}, { length: 3 }, { toString: 1 }],
];

/** Names of fields that no object has. */
const SURPLUS = ["surplus", "__proto__", "constructor", "", "a/b~c", "toString"];

/**
 * Breaks a value in one place.
 *
 * @param choose takes one of several
 */
export function breakJson(
  schema: Json,
  value: Json,
  choose: <T>(list: readonly T[]) => T,
): { json: Json; breach: Breach } {
  // First the field: a long array must not crowd everything else out.
  const byField = Map.groupBy(placesOf(schema, value), ({ path }) => fieldOf(path));
  const place = choose(choose([...byField.values()]));
  const { path } = place;
  const [kind, other, mayPass, name] = choose([...breaksAt(place), ...surplusAt(place)]);
  const at = name === undefined ? path : [...path, name];
  const pointer = at.map((step) => `/${String(step).replace(/~/g, "~0").replace(/\//g, "~1")}`);
  const nearest = at.filter((step) => typeof step === "string").at(-1);
  return {
    json: withAt(value, at, other),
    breach: {
      ...{ kind, mayPass, field: fieldOf(path), pointer: pointer.join("") },
      // The whole body has no name.
      names: nearest === undefined ? ["body"] : wordsFor(nearest),
    },
  };
}

type Change = readonly [kind: string, other: unknown, mayPass: boolean, surplus?: string];

function breaksAt({ schema, value, isRequired }: Place): Change[] {
  const refused = [...ANYTHING, ...outOfBounds(resolve(schema))]
    .filter((other) => !fits(schema, other))
    .map((other): Change => [kindOf(other, value), other, false]);
  const near = nearTo(value).map((other): Change => ["next to what it should be", other, true]);
  const missing: Change[] = value === undefined ? [] : [["left out", undefined, !isRequired]];
  return [...missing, ...refused, ...near];
}

function kindOf(other: unknown, value: unknown): string {
  if (other === null) return "null";
  return typeof other === typeof value && Array.isArray(other) === Array.isArray(value)
    ? "out of range"
    : "of another type";
}

function outOfBounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Json): number[] {
  return [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum]),
    ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum]),
  ];
}

/** Values that differ from another a little: of another length, one more, one less. */
function nearTo(value: unknown): unknown[] {
  if (Array.isArray(value)) return [[], value.slice(1), [...value, value[0] ?? 0]];
  if (typeof value === "string") return [value.slice(1), `${value}0`, `${value.slice(1)}2`];
  if (typeof value === "number") return [value + 1, value - 1, value + 0.5];
  return [];
}

function surplusAt({ schema, value }: Place): Change[] {
  const { type, additionalProperties } = resolve(schema);
  if (type !== "object" || additionalProperties !== false || typeof value !== "object") return [];
  return SURPLUS.map((name): Change => ["a surplus field", 1, false, name]);
}
