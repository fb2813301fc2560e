import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { SourceText } from "../../../lib/exports/source_text.ts";
import { assertRefused } from "../assertions.ts";

describe("SourceText", () => {
  it("is the lines, each with its end", () => {
    const text = new SourceText(100);
    assertEquals([text.length, text.toString()], [0, ""]);
    text.add("one", "");
    text.add();
    text.add("three");
    assertEquals([text.length, text.toString()], [11, "one\n\nthree\n"]);
  });

  it("takes as many bytes as it may have, and not one more", () => {
    const text = new SourceText(8);
    text.add("one", "two");
    assertEquals(text.length, 8);
    assertRefused("export_too_large", () => text.add(""));
    assertRefused("export_too_large", () => new SourceText(7).add("one", "two"));
  });

  it("refuses at once what is expected to become too long", () => {
    const text = new SourceText(8);
    text.add("one");
    text.expect(4);
    assertEquals(text.toString(), "one\n");
    assertRefused("export_too_large", () => text.expect(5));
  });
});
