/**
 * Schemas of lists that may be long. `z.array` copies a list, and lists every element that is off: a
 * short body could keep it busy for half a minute. These stop early and copy nothing.
 *
 * @module
 */

import { z } from "zod";
import { MAX_OFFENDERS } from "../../lib/mod.ts";

/** Words of JSON Schema, for the OpenAPI document. */
type Words = Readonly<Record<string, unknown>>;

/**
 * A list whose elements are looked at elsewhere.
 *
 * @typeParam Sent what they should be, for those who send them
 * @param words that describe it, `items` among them
 */
export function list<Sent = unknown>(words: Words) {
  return (z.unknown() as z.ZodType<unknown[], readonly Sent[]>).check((context) => {
    if (!Array.isArray(context.value)) refuseType(context.issues, "array", context.value);
  }).meta({ type: "array", ...words });
}

/** What elements of a list can be. */
interface Types {
  readonly string: string;
  readonly number: number;
}

/**
 * A list of texts or numbers. Up to ten elements that are off are told.
 *
 * @param types of the elements
 * @param words that describe it
 */
export function listOf<T extends keyof Types>(types: readonly T[], words: Words = {}) {
  const items = { type: types.length === 1 ? types[0] : types };
  return (z.unknown() as z.ZodType<Types[T][], readonly Types[T][]>).check((context) => {
    const { value, issues } = context as { value: unknown; issues: z.core.$ZodRawIssue[] };
    if (!Array.isArray(value)) return refuseType(issues, "array", value);
    for (let at = 0; at < value.length && issues.length < MAX_OFFENDERS; at++) {
      const type = typeof value[at];
      const isOne = types.includes(type as T) && (type !== "number" || Number.isFinite(value[at]));
      if (!isOne) refuseType(issues, types.join(" or "), value[at], [at]);
    }
  }).meta({ type: "array", items, ...words });
}

/** A list that another schema reads, if it is not too long to be read at all. */
export function atMost<S extends z.ZodType>(most: number, schema: S) {
  return z.preprocess((value, { issues }) => {
    if (Array.isArray(value) && value.length > most) refuseLength(issues, value, most);
    return value;
  }, schema);
}

type Issues = z.core.$ZodRawIssue[];

/** In zod's own words. */
function refuseType(issues: Issues, expected: string, input: unknown, path: number[] = []): void {
  issues.push({ code: "invalid_type", expected: expected as "array", input, path });
}

function refuseLength(issues: Issues, input: readonly unknown[], most: number): void {
  const message = `expected at most ${most} elements, not ${input.length}`;
  issues.push({ code: "custom", input, message, path: [] });
}
