/**
 * Strangers' text in C: no string and no comment ends early, and no escape goes on into what follows.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { comment, numberLines, stringPieces } from "../../../../lib/exports/c/text.ts";

describe("stringPieces()", () => {
  it("leaves letters and most signs as they are", () => {
    assertEquals(stringPieces("A-z 0.9_%s{}'"), [`"A-z 0.9_%s{}'"`]);
    assertEquals(stringPieces(""), ['""']);
  });

  it("escapes quotes, backslashes, question marks and what is not printable ASCII, in octal", () => {
    assertEquals(stringPieces('"\\'), ['"\\042\\134"']);
    assertEquals(stringPieces("??/"), ['"\\077\\077/"']);
    assertEquals(stringPieces("\u00007\n"), ['"\\0007\\012"']);
    assertEquals(stringPieces("\ufeff\u00e9abc"), ['"\\357\\273\\277\\303\\251abc"']);
  });

  it("breaks long text between bytes", () => {
    const pieces = stringPieces("\u{1f600}".repeat(64));
    assert(pieces.length > 5 && pieces.every((piece) => /^"(\\[0-7]{3})+"$/.test(piece)));
    assert(pieces.every((piece) => piece.length <= 95));
    assertEquals(pieces.join("").replaceAll('"', "").length, 256 * 4);
  });
});

describe("comment()", () => {
  it("breaks at spaces and keeps empty paragraphs", () => {
    const lines = comment([`${"word ".repeat(30).trim()}`, "", "end"]);
    assertEquals(lines.length, 6);
    assert(lines.every((line) => line.length <= 100 && line === line.trimEnd()));
    assertEquals(lines.slice(3), [" *", " * end", " */"]);
  });

  it("starts no comment within the comment", () => {
    assertEquals(comment(["/*/*"]), ["/*", " * /\\u002a/\\u002a", " */"]);
  });
});

describe("numberLines()", () => {
  it("writes all numbers in lines of at most 100 columns", () => {
    const wide = new Uint16Array(50).fill(65_535);
    const narrow = new Uint8Array(50).fill(255);
    for (const numbers of [wide, narrow]) {
      const lines = [...numberLines(numbers)];
      assert(lines.every((line) => line.length <= 100 && line.endsWith(",")));
      assertEquals(lines.join("").split(",").length, 51);
    }
    assertEquals([...numberLines(Uint8Array.of(1, 0, 255))], ["    1,0,255,"]);
  });
});
