import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../lib/mod.ts";
import { readByteRange } from "../../../routes/http/byte_range.ts";

const SIZE = 100;

describe("readByteRange()", () => {
  const parts: [string, number, number][] = [
    ["bytes=0-0", 0, 0],
    ["bytes=0-99", 0, 99],
    ["bytes=10-19", 10, 19],
    ["bytes=99-99", 99, 99],
    ["bytes=99-", 99, 99],
    ["bytes=0-", 0, 99],
    ["bytes=10-100", 10, 99],
    ["bytes=10-99999999999999999999999", 10, 99],
    ["bytes=-1", 99, 99],
    ["bytes=-100", 0, 99],
    ["bytes=-1000", 0, 99],
    ["bytes=007-008", 7, 8],
    ["BYTES=1-2", 1, 2],
    ["bytes= 1-2 ", 1, 2],
    ["bytes=,1-2,", 1, 2],
  ];
  for (const [header, first, last] of parts) {
    it(`takes ${header} as ${first} to ${last} of ${SIZE}`, () => {
      assertEquals(readByteRange(header, SIZE), { first, last });
    });
  }

  const ignored = [
    undefined,
    "",
    "bytes",
    "bytes=",
    "bytes=-",
    "bytes=,",
    "bytes=a-b",
    "bytes=1",
    "bytes=2-1",
    "bytes=1-2-3",
    "bytes=--1",
    "bytes=+1-2",
    "bytes=0x1-2",
    "bytes=1.5-2",
    "bytes=1 - 2",
    "bytes =1-2",
    "bytes:1-2",
    "rows=1-2",
    "bytes=0-1,5-6",
    "bytes=0-1,200-201",
  ];
  for (const header of ignored) {
    it(`ignores ${header}`, () => {
      assertEquals(readByteRange(header, SIZE), undefined);
    });
  }

  for (const header of ["bytes=100-", "bytes=100-100", "bytes=500-600", "bytes=-0"]) {
    it(`refuses ${header} of ${SIZE}`, () => {
      const error = assertThrows(() => readByteRange(header, SIZE), RoteError);
      assertEquals(error.code, "range_not_satisfiable");
    });
  }

  it("finds no part of an empty body", () => {
    for (const header of ["bytes=0-", "bytes=-1"]) {
      assertThrows(() => readByteRange(header, 0), RoteError);
    }
  });
});
