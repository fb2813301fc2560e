/**
 * Text from strangers cannot steer a terminal.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { alignPairs, printable, toJson } from "../../cli/terminal.ts";

/** Whatever moves a cursor, turns the reading direction or hides. */
const STEERING =
  // deno-lint-ignore no-control-regex
  /[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/u;

describe("printable()", () => {
  it("escapes escape sequences, C1 controls and bidi controls", () => {
    assertEquals(
      printable("\x1b[2Ja\x9b31m\u202eb\r\n"),
      "\\u001b[2Ja\\u009b31m\\u202eb\\u000d\\u000a",
    );
    assertEquals(printable("\u{e0001}"), "\\udb40\\udc01");
  });

  it("leaves text of any language as it is", () => {
    for (const text of ["Größe", "数字", "رقم", "🦀 crab", 'a "b" \\c']) {
      assertEquals(printable(text), text);
    }
  });

  it("lets nothing through that steers", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => !STEERING.test(printable(text))),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe("toJson()", () => {
  it("means the same as JSON and steers nothing", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "binary" }), fc.string({ unit: "binary" })),
        (value) => {
          for (const indent of [0, 2]) {
            const json = toJson(value, indent);
            assertEquals(JSON.parse(json), JSON.parse(JSON.stringify(value)));
            assert(!STEERING.test(json.replaceAll("\n", "")));
          }
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("alignPairs()", () => {
  it("puts the values below each other", () => {
    assertEquals(alignPairs([["a", "1"], ["long", "2"]]), "  a     1\n  long  2\n");
  });
});
