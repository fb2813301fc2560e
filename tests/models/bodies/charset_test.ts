import { assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkCharset } from "../../../models/bodies/charset.ts";
import { assertRefused } from "../../lib/assertions.ts";

describe("checkCharset()", () => {
  it("takes UTF-8 in each spelling, ASCII, and what says nothing", () => {
    for (
      const header of [
        undefined,
        null,
        "",
        "application/json",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
        "text/csv; header=present; Charset=utf8",
        "text/csv; charset=US-ASCII",
        'application/json; title="; charset=latin1"',
        "application/json; charset",
      ]
    ) checkCharset(header);
  });

  it("refuses others by their names", () => {
    const headers: [header: string, name: string][] = [
      ["application/json; charset=utf-16", '"utf-16"'],
      ['text/csv; charset="iso-8859-1"', '"iso-8859-1"'],
      ["text/csv;charset=windows-1252; header=present", '"windows-1252"'],
      ["application/json; charset=utf-8; charset=latin1", '"latin1"'],
      ["application/json; charset=", '""'],
    ];
    for (const [header, name] of headers) {
      const error = assertRefused("media_type_not_supported", () => checkCharset(header));
      assertStringIncludes(error.message, name);
    }
  });
});
