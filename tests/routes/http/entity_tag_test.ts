import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { allowsRange, isNamed } from "../../../routes/http/entity_tag.ts";

describe("isNamed()", () => {
  const cases: [string | undefined, boolean][] = [
    [undefined, false],
    ["*", true],
    [" * ", true],
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['"b",W/"a" ,"c"', true],
    ['"b, a", "c"', false],
    ['"b"', false],
    ['"aa"', false],
    ["a", false],
    ["", false],
    ['"a', false],
  ];
  for (const [header, expected] of cases) {
    it(`says ${expected} to If-None-Match: ${header}`, () => {
      assertEquals(isNamed(header, '"a"'), expected);
    });
  }
});

describe("allowsRange()", () => {
  const cases: [string | undefined, boolean][] = [
    [undefined, true],
    ['"a"', true],
    [' "a" ', true],
    ['W/"a"', false],
    ['"b"', false],
    ['"b", "a"', false],
    ["*", false],
    ["Tue, 24 Nov 2026 07:00:00 GMT", false],
  ];
  for (const [header, expected] of cases) {
    it(`says ${expected} to If-Range: ${header}`, () => {
      assertEquals(allowsRange(header, '"a"'), expected);
    });
  }
});
