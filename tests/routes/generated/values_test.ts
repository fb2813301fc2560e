/**
 * The generator, held against the schemas that it reads.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { fits, OPERATIONS } from "./document.ts";
import { fieldsOf, placesOf, withAt } from "./breaking/places.ts";
import { valuesOf } from "./valid/values.ts";

describe("valuesOf()", () => {
  for (const { method, path, type, schema } of OPERATIONS) {
    if (type !== "application/json") continue;
    it(`makes what fits the schema of ${method} ${path}`, () => {
      fc.assert(
        fc.property(valuesOf(schema), (value) => fits(schema, JSON.parse(JSON.stringify(value)))),
        { seed: 1, numRuns: 50 },
      );
    });
  }
});

describe("placesOf()", () => {
  const schema = {
    type: "object",
    properties: {
      rows: { type: "array", items: { anyOf: [{ type: "string" }, { type: "array", items: {} }] } },
      seed: { type: "integer" },
    },
    required: ["rows"],
  };
  const value = { rows: ["01", [0, 1]] };

  it("finds each element, and each field, also those that are not there", () => {
    const paths = placesOf(schema, value).map(({ path }) => path.join("/"));
    assertEquals(paths, ["", "rows", "rows/0", "rows/1", "rows/1/0", "rows/1/1", "seed"]);
    assertEquals(fieldsOf(schema), ["", "/rows", "/rows/*", "/rows/*/*", "/seed"]);
  });

  it("gives places that withAt() changes, and no other", () => {
    assertEquals(withAt(value, ["rows", 1, 0], 7), { rows: ["01", [7, 1]] });
    assertEquals(withAt(value, ["rows"], undefined), {});
    assertEquals(withAt(value, ["rows", 0], undefined), { rows: [[0, 1]] });
    const surplus = withAt(value, ["__proto__"], 1);
    assert(Object.hasOwn(surplus, "__proto__"));
    assertEquals(value, { rows: ["01", [0, 1]] });
  });
});
