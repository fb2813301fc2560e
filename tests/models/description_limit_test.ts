import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../lib/mod.ts";
import { checkDescription, MAX_DESCRIPTION_BYTES } from "../../models/description_limit.ts";

describe("checkDescription()", () => {
  const small = { metadata: {}, classes: ["no", "yes"] };
  const refusal = (description: Parameters<typeof checkDescription>[0]) => {
    const error = assertThrows(() => checkDescription(description), RoteError);
    assertEquals(error.code, "model_too_large");
    return error.message;
  };

  it("takes what is told in eight megabytes of JSON", () => {
    checkDescription(small);
    const overhead = '{"a":""}["no","yes"]'.length;
    const metadata = { a: "x".repeat(MAX_DESCRIPTION_BYTES - overhead) };
    checkDescription({ ...small, metadata });
    assertStringIncludes(refusal({ ...small, metadata: { a: metadata.a + "x" } }), "its metadata");
  });

  it("counts characters as JSON and UTF-8 write them", () => {
    const sixth = Math.ceil(MAX_DESCRIPTION_BYTES / 6);
    assertStringIncludes(
      refusal({ ...small, metadata: { a: "\u0001".repeat(sixth) } }),
      "metadata",
    );
    checkDescription({ ...small, metadata: { a: "a".repeat(sixth) } });
    const third = Math.ceil(MAX_DESCRIPTION_BYTES / 3);
    assertStringIncludes(refusal({ ...small, classes: ["€".repeat(third), "b"] }), "its classes");
  });

  it("counts the columns no further than it has to", () => {
    let asked = 0;
    const column = { toJSON: () => (asked++, "x".repeat(1_048_576)) };
    assertStringIncludes(refusal({ ...small, columns: Array(1_000).fill(column) }), "its columns");
    assertEquals(asked, 2);
  });
});
