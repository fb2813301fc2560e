import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { refuse, RoteError } from "../../lib/errors.ts";

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
