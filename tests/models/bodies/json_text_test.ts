import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { readJsonText } from "../../../models/bodies/json_text.ts";
import { findJsonFault } from "../../../models/bodies/json_fault.ts";
import { assertRefused } from "../../lib/assertions.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const refused = (text: string) =>
  assertRefused("body_not_json", () => readJsonText(bytesOf(text))).message
    .replace("The body is not JSON: ", "");

describe("readJsonText()", () => {
  it("reads JSON, with a byte order mark or without", () => {
    assertEquals(readJsonText(bytesOf('{"rows": ["é"]}')), { rows: ["é"] });
    assertEquals(readJsonText(bytesOf('\ufeff{"rows": ["é"]}')), { rows: ["é"] });
  });

  const faults: [text: string, message: string][] = [
    ['{"rows":[[1,NaN]]}', "NaN is no JSON; write null (line 1, column 13)"],
    ["[1,\n Infinity]", "Infinity is no JSON; write null (line 2, column 2)"],
    ["[-Infinity]", "-Infinity is no JSON; write null (line 1, column 2)"],
    ["[nan]", "nan is no JSON; write null (line 1, column 2)"],
    ['{"a":undefined}', "undefined is no JSON; write null (line 1, column 6)"],
    ['{"a": None}', "None is no JSON; write null (line 1, column 7)"],
    ["[True]", "True is no JSON; write true (line 1, column 2)"],
    ["[0, False]", "False is no JSON; write false (line 1, column 5)"],
    ["[1,2,]", "nothing may follow the last comma before ] (line 1, column 6)"],
    ['{"a":1,\r\n}', "nothing may follow the last comma before } (line 2, column 1)"],
    ["['01']", "texts stand in double quotes (line 1, column 2)"],
    ["{'a':1}", "texts stand in double quotes (line 1, column 2)"],
    ["{a:1}", "a key stands in double quotes (line 1, column 2)"],
    ["[1] // rows", "something follows the JSON (line 1, column 5)"],
    ["[1, // one\n2]", "JSON has no comments (line 1, column 5)"],
    ["[01]", "01 is no number of JSON (line 1, column 2)"],
    ["[.5]", ".5 is no number of JSON (line 1, column 2)"],
    ["[+1]", "+1 is no number of JSON (line 1, column 2)"],
    ["[abc]", '"abc" is no value; a text stands in double quotes (line 1, column 2)'],
    ["[1 2]", '"2" stands in an array where , or ] should (line 1, column 4)'],
    ['{"a" 1}', '"1" stands behind a key where : should (line 1, column 6)'],
    ["[,1]", '"," stands where a value should (line 1, column 2)'],
    ['{"a":}', '"}" stands where a value should (line 1, column 6)'],
    ['["a\nb"]', "a text has a control character, which is written \\n (line 1, column 4)"],
    ['["a\\x"]', "a text has a backslash, which is written \\\\ (line 1, column 4)"],
    ['["a', "a text is opened here and never closed (line 1, column 2)"],
    ['{"rows": [', "it ends too early (line 1, column 11)"],
    ["\ufeff[NaN]", "NaN is no JSON; write null (line 1, column 2)"],
    ["", "it is empty"],
    [" \n", "it is empty"],
  ];
  for (const [text, message] of faults) {
    it(`says of ${JSON.stringify(text)} what is wrong and where`, () => {
      assertEquals(refused(text), message);
    });
  }

  it("names the line apart", () => {
    const error = assertRefused("body_not_json", () => readJsonText(bytesOf("[\n1,\nNaN]")));
    assertEquals(error.offenders[0]!.line, 3);
  });

  it("refuses what is not UTF-8", () => {
    const read = (...bytes: number[]) =>
      assertRefused("body_not_json", () => readJsonText(Uint8Array.from(bytes))).message;
    assertStringIncludes(read(0x22, 0xff, 0x22), "it is not UTF-8 text");
    assertStringIncludes(read(0x22, 0xed, 0xa0, 0x80, 0x22), "it is not UTF-8 text");
    assertStringIncludes(read(0xff, 0xfe, 0x5b, 0, 0x5d, 0), "it is UTF-16; write it in UTF-8");
  });

  it("looks through a part of long ones, and says something all the same", () => {
    assertStringIncludes(refused(`[${"1,".repeat(1_000_000)}NaN]`), "'N'");
    assertStringIncludes(refused(`["${"a".repeat(2_000_000)}", NaN]`), "'N'");
  });
});

describe("findJsonFault()", () => {
  it("finds a fault in what JSON.parse refuses, and in nothing else", () => {
    const broken = fc.tuple(fc.json({ noUnicodeString: false }), fc.nat(), fc.string()).map(
      ([text, place, put]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + place % 3);
      },
    );
    const tokens = fc.array(
      fc.constantFrom(..."[]{},:\"'\\ntrue/#-+.0e1 ", "null", '"a"', "true", "1e5", "\n", "\\u00"),
    ).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(broken, tokens, fc.json()), (text) => {
        if (findJsonFault(text)) assertThrows(() => JSON.parse(text), SyntaxError);
        else JSON.parse(text);
      }),
      { numRuns: 2_000 },
    );
  });
});
