import { assertEquals, assertThrows } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { encodeHex } from "@std/encoding/hex";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bitAt, RoteError, rowAt } from "../../../lib/mod.ts";
import { packDigits, packRows } from "../../../models/requests/row_forms.ts";

const field = "/rows";

/** Rows of 1 to 40 bits, all of one length. */
const bitRows = fc.integer({ min: 1, max: 40 }).chain((features) =>
  fc.array(fc.array(fc.boolean(), { minLength: features, maxLength: features }), { minLength: 1 })
);

describe("packRows()", () => {
  it("reads every form of the same rows alike", () => {
    fc.assert(
      fc.property(bitRows, (rows) => {
        const features = rows[0]!.length;
        const numbers = rows.map((row) => row.map(Number));
        const text = numbers.map((row) => row.join(""));
        const packed = packRows(rows, { encoding: "bits", field });
        rows.forEach((row, r) =>
          row.forEach((bit, c) => assertEquals(bitAt(packed, r, c), bit ? 1 : 0))
        );
        assertEquals(packRows(numbers, { encoding: "bits", field }), packed);
        assertEquals(packRows(text, { encoding: "bits", features, field }), packed);
        for (const [encoding, encode] of [["hex", encodeHex], ["base64", encodeBase64]] as const) {
          const encoded = rows.map((_, row) => encode(rowAt(packed, row).slice()));
          assertEquals(packRows(encoded, { encoding, features, field }), packed);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("names the position of any value that is no bit", () => {
    const values = fc.oneof(
      fc.constantFrom("0", "1", "", null, undefined, NaN, 2, -1, 0.5, -0.5),
      fc.array(fc.constant(1)),
      fc.object(),
    );
    fc.assert(
      fc.property(bitRows, values, fc.nat(), fc.nat(), (rows, value, r, c) => {
        const row = r % rows.length;
        const position = c % rows[0]!.length;
        const broken: unknown[][] = rows.map((bits) => [...bits]);
        broken[row]![position] = value;
        const error = assertThrows(() => packRows(broken, { encoding: "bits", field }), RoteError);
        assertEquals(error.code, "row_bad_character");
        assertEquals(error.offenders.length, 1);
        assertEquals(error.offenders[0]!.row, row);
        assertEquals(error.offenders[0]!.position, position);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("names the position of any other character in text", () => {
    fc.assert(
      fc.property(
        bitRows,
        fc.string({ minLength: 1, maxLength: 1 }),
        fc.nat(),
        (rows, character, c) => {
          fc.pre(character !== "0" && character !== "1");
          const text = rows.map((row) => row.map(Number).join(""));
          const position = c % text[0]!.length;
          const broken = text.slice();
          broken[0] = text[0]!.slice(0, position) + character + text[0]!.slice(position + 1);
          const error = assertThrows(
            () => packRows(broken, { encoding: "bits", field }),
            RoteError,
          );
          assertEquals(error.offenders[0]!.row, 0);
          assertEquals(error.offenders[0]!.position, position);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe("packDigits()", () => {
  it("reads a row from the bytes of a text as packRows() reads the text", () => {
    fc.assert(
      fc.property(bitRows, fc.nat(5), ([row], at) => {
        const text = row!.map(Number).join("");
        const bytes = new TextEncoder().encode(`${"x".repeat(at)}${text}"]`);
        const packed = packRows([text], { encoding: "bits", features: text.length, field });
        assertEquals(packDigits(bytes, at, text.length), packed.bytes);
      }),
    );
  });

  it("reads nothing from other characters, wherever they stand", () => {
    for (const character of ["2", "/", "O", "\u00b1", "\0", "q", '"']) {
      for (const at of [0, 7, 8, 19]) {
        const text = "01101001011010010110";
        const bytes = new TextEncoder().encode(text.slice(0, at) + character + text.slice(at + 1));
        assertEquals(packDigits(bytes, 0, 20), undefined, `${character} at ${at}`);
      }
    }
  });
});
