/**
 * From labels as clients write them to class names and indices.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { indexLabels, nameClasses } from "../../../lib/rows/data_set.ts";
import { MAX_OFFENDERS } from "../../../lib/limits.ts";
import { assertRefused } from "../assertions.ts";

describe("nameClasses()", () => {
  const cases: [string, unknown[], string[]][] = [
    ["numbers by value", [10, 9, 10, -1], ["-1", "9", "10"]],
    ["text that reads as numbers by value", ["10", "9", "1e1"], ["9", "10", "1e1"]],
    ["text by code unit", ["b", "a", "B", "b"], ["B", "a", "b"]],
    ["booleans as text", [true, false, true], ["false", "true"]],
    ["a mixture by code unit", [true, "10", 9], ["10", "9", "true"]],
    ["blank text as text, not as zero", ["-1", " "], [" ", "-1"]],
    ["minus zero as zero", [-0, 0, 1], ["0", "1"]],
    ["a number and its text as one", [1, "1", 0], ["0", "1"]],
    ["nothing", [], []],
  ];
  for (const [what, labels, expected] of cases) {
    it(`sorts ${what}`, () => assertEquals(nameClasses(labels), expected));
  }

  const circular: unknown[] = [];
  circular.push(circular);
  const bad = { null: null, undefined, NaN, Infinity, "a bigint": 1n, "a list": [1] };
  for (const [what, label] of Object.entries({ ...bad, "a list of itself": circular })) {
    it(`refuses ${what} with its row`, () => {
      const error = assertRefused("label_bad_type", () => nameClasses([0, 1, label], "/y"));
      assertEquals(error.offenders.length, 1);
      assertEquals(error.offenders[0]!.row, 2);
      assertEquals(error.offenders[0]!.field, "/y/2");
      assertStringIncludes(error.message, "Label 2 is ");
    });
  }

  it("lists the first offenders and no more", () => {
    const error = assertRefused("label_bad_type", () => nameClasses(Array(50).fill(null)));
    assertEquals(error.offenders.map(({ row }) => row), [...Array(MAX_OFFENDERS).keys()]);
  });
});

describe("indexLabels()", () => {
  it("gives the index of the class of each label", () => {
    assertEquals(indexLabels(["yes", "no", "yes"], ["no", "yes"]), Uint8Array.of(1, 0, 1));
    assertEquals(indexLabels([true, false], ["false", "true"]), Uint8Array.of(1, 0));
    assertEquals(indexLabels([9, "10"], ["9", "10"]), Uint8Array.of(0, 1));
  });

  it("refuses a label that names no class, with its row", () => {
    const error = assertRefused("label_unknown_class", () => indexLabels([0, 2], ["0", "1"]));
    assertEquals(error.offenders[0]!.row, 1);
    assertEquals(error.offenders[0]!.field, "/labels/1");
  });

  it("refuses a label of another type, with its row", () => {
    const error = assertRefused("label_bad_type", () => indexLabels(["0", {}], ["0", "1"]));
    assertEquals(error.offenders[0]!.row, 1);
  });
});
