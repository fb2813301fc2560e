import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { JsonBounds } from "../../../models/bodies/json_bounds.ts";
import { assertRefused } from "../../lib/assertions.ts";

/** The definition: what `JSON.parse` makes of it. */
function measure(value: unknown): { values: number; depth: number } {
  if (typeof value !== "object" || value === null) return { values: 1, depth: 0 };
  const inside = Object.values(value).map(measure);
  const keys = Array.isArray(value) ? 0 : inside.length;
  return {
    values: inside.reduce((sum, { values }) => sum + values, 1 + keys),
    depth: 1 + Math.max(0, ...inside.map(({ depth }) => depth)),
  };
}

function count(
  text: string,
  lengths: readonly number[] = [1 << 20],
  limits: { maxValues: number; maxDepth?: number } = { maxValues: 1e9 },
): number {
  const bytes = new TextEncoder().encode(text);
  const bounds = new JsonBounds(limits);
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const length = lengths[piece % lengths.length]!;
    bounds.add(bytes.subarray(at, at + length));
    at += length;
  }
  return bounds.values;
}

const TEXT = fc.tuple(
  fc.jsonValue({ noUnicodeString: false, stringUnit: "binary", maxDepth: 6 }),
  fc.constantFrom(undefined, 2, "\t"),
  fc.constantFrom("", "\ufeff", " \n"),
).map(([value, space, before]) => before + JSON.stringify(value, undefined, space));
const PIECES = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
const read = (text: string) => measure(JSON.parse(text.replace("\ufeff", "")));

describe("JsonBounds", () => {
  it("counts what JSON.parse makes, whatever pieces come", () => {
    fc.assert(fc.property(TEXT, PIECES, (text, lengths) => {
      assertEquals(count(text, lengths), read(text).values);
    }));
  });

  it("passes what is at its bounds, and refuses what is one above", () => {
    fc.assert(fc.property(TEXT, PIECES, (text, lengths) => {
      const { values, depth } = read(text);
      count(text, lengths, { maxValues: values, maxDepth: depth });
      assertRefused(
        "json_too_many_values",
        () => count(text, lengths, { maxValues: values - 1, maxDepth: depth }),
      );
      if (depth === 0) return;
      const shallow = { maxValues: values, maxDepth: depth - 1 };
      assertRefused("json_too_deep", () => count(text, lengths, shallow));
    }));
  });

  it("counts nothing within texts, at any escape and any cut", () => {
    const text = String.raw`["[{,\"[", "\\", "\\\"]", "\u005b", {"a\\": "\\\\"}]`;
    const { values } = read(text);
    for (let length = 1; length <= text.length; length++) {
      assertEquals(count(text, [length]), values);
    }
  });

  it("counts values, not commas", () => {
    for (const [text, values] of [["[]", 1], ["{}", 1], ["[[],[]]", 3], [" 12 ", 1]] as const) {
      assertEquals(count(text, [1]), values);
    }
  });

  it("refuses as soon as it is known, before the end", () => {
    const bounds = new JsonBounds({ maxValues: 3, maxDepth: 2 });
    bounds.add(new TextEncoder().encode("[1,2"));
    assertRefused("json_too_many_values", () => bounds.add(new TextEncoder().encode(",3")));
    const deep = new JsonBounds({ maxValues: 9, maxDepth: 2 });
    assertRefused("json_too_deep", () => deep.add(new TextEncoder().encode('{"a":[[')));
  });

  it("takes 64 levels unless said", () => {
    count("[".repeat(64) + "]".repeat(64));
    const error = assertRefused("json_too_deep", () => count("[".repeat(65)));
    assertEquals(error.message, "The JSON has arrays and objects more than 64 deep");
  });
});
