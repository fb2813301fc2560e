import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { quote, refuse, RoteError } from "../../lib/errors.ts";

describe("RoteError", () => {
  it("is an Error with a name, a code, a message and its offenders", () => {
    const offenders = [{ code: "row_too_short", detail: "Row 3 is short", row: 3 }] as const;
    const error = new RoteError("row_too_short", "Cannot train", offenders);
    assert(error instanceof Error);
    assertEquals([error.name, error.code, error.message], [
      "RoteError",
      "row_too_short",
      "Cannot train",
    ]);
    assertEquals(error.offenders, offenders);
    assertEquals(new RoteError("no_rows", "There are none").offenders, []);
  });
});

describe("refuse()", () => {
  it("makes an error with one offender that says the same", () => {
    const error = refuse("row_too_long", "Row 2 is long", { row: 2, position: 9 });
    assertEquals(error.message, "Row 2 is long");
    assertEquals(error.offenders, [
      { code: "row_too_long", detail: "Row 2 is long", row: 2, position: 9 },
    ]);
  });
});

describe("quote()", () => {
  const deep = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
  const cases: [string, unknown, string][] = [
    ["text in quotes", 'a "b"\n', '"a \\"b\\"\\n"'],
    ["long text cut to 40 letters", "x".repeat(41), `"${"x".repeat(40)}..."`],
    ["text of 40 letters whole", "x".repeat(40), `"${"x".repeat(40)}"`],
    ["numbers that JSON does not know", NaN, "NaN"],
    ["what JSON cannot write", 12n, "12"],
    ["nothing as missing", undefined, "missing"],
    ["null", null, "null"],
    ["an array without looking into it", deep, "an array"],
    ["an object without looking into it", { a: 1 }, "an object"],
  ];
  for (const [what, value, expected] of cases) {
    it(`writes ${what}`, () => assertEquals(quote(value), expected));
  }
});
