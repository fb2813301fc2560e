import { assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { packRows, type Row } from "../../../lib/edge/rows.ts";
import type { ErrorCode } from "../../../lib/errors.ts";
import { assertRefused } from "../assertions.ts";

/** Ten bits: two bytes, the second one with two bits. */
const BITS = "0110000001";
const FORMS: Readonly<Record<string, Row>> = {
  "a text": BITS,
  "an array of 0 and 1": [0, 1, 1, 0, 0, 0, 0, 0, 0, 1],
  "an array of false and true": Array.from(BITS, (bit) => bit === "1"),
  "packed bytes": Uint8Array.of(0b110, 0b10),
};

/** What is no row of ten bits, why, and where. */
const NO_ROWS: readonly [what: string, row: unknown, code: ErrorCode, position?: number][] = [
  ["a text that is too short", "011000000", "row_too_short"],
  ["a text that is too long", "01100000010", "row_too_long"],
  ["an empty text", "", "row_too_short"],
  ["an array that is too short", [0, 1], "row_too_short"],
  ["an array that is too long", Array(11).fill(0), "row_too_long"],
  ["packed bytes that are too few", Uint8Array.of(0), "row_too_short"],
  ["packed bytes that are too many", Uint8Array.of(0, 0, 0), "row_too_long"],
  ["as many packed bytes as bits", new Uint8Array(10), "row_too_long"],
  ["a text with a 2", "0110002001", "row_bad_character", 6],
  ["a text with a blank at its end", "011000000 ", "row_bad_character", 9],
  ["a text with a full-width 1", "\uff11110000001", "row_bad_character", 0],
  ["an array with a 2", [0, 1, 2, 0, 0, 0, 0, 0, 0, 1], "row_bad_character", 2],
  ["an array with null", [0, 1, 1, 0, 0, 0, 0, 0, 0, null], "row_bad_character", 9],
  ["an array with a hole", [0, 1, 1, 0, 0, , 0, 0, 0, 1], "row_bad_character", 5],
  ["an array of arrays", Array(10).fill([1]), "row_bad_character", 0],
  ["a number", 110, "row_bad_type"],
  ["true", true, "row_bad_type"],
  ["null", null, "row_bad_type"],
  ["undefined", undefined, "row_bad_type"],
  ["an object", { bits: BITS }, "row_bad_type"],
];

describe("packRows()", () => {
  for (const [name, row] of Object.entries(FORMS)) {
    it(`packs ${name}`, () => {
      assertEquals(packRows([BITS, row], 10), {
        rows: 2,
        columns: 10,
        stride: 2,
        bytes: Uint8Array.of(0b110, 0b10, 0b110, 0b10),
      });
    });
  }

  it("packs rows of several forms together", () => {
    const { rows, bytes } = packRows(Object.values(FORMS), 10);
    assertEquals([rows, ...bytes], [4, 6, 2, 6, 2, 6, 2, 6, 2]);
  });

  it("takes all rows packed as they are, without copying", () => {
    const bytes = Uint8Array.of(6, 2, 1, 0);
    const matrix = packRows(bytes, 10);
    assertEquals({ ...matrix }, { rows: 2, columns: 10, stride: 2, bytes });
    assertStrictEquals(matrix.bytes, bytes);
  });

  it("gives a matrix of no rows for no rows", () => {
    assertEquals(packRows([], 10).rows, 0);
    assertEquals(packRows(new Uint8Array(), 10).rows, 0);
  });

  it("refuses packed bytes that are no whole number of rows", () => {
    const { offenders } = assertRefused("row_too_short", () => packRows(new Uint8Array(5), 10));
    assertEquals(offenders[0]!.row, undefined);
  });

  for (const [what, row, code, position] of NO_ROWS) {
    it(`refuses ${what}, and says where it is`, () => {
      const { offenders } = assertRefused(code, () => packRows([BITS, BITS, row as Row], 10));
      assertEquals(offenders.length, 1);
      const { row: at, position: where } = offenders[0]!;
      assertEquals([at, where], [2, position]);
    });
  }
});
