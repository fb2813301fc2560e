import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { zeroMatrix } from "../../../lib/mod.ts";
import { packRawBits, rawIndices, rawNames, rawNumbers } from "../../../routes/v2/raw_tensor.ts";
import { randomMatrix } from "../../lib/random_data.ts";
import { bitsOf } from "./requests.ts";

describe("packRawBits()", () => {
  const sizes = [fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 70 })] as const;

  it("packs any rows, wherever they start in their buffer", () => {
    fc.assert(fc.property(...sizes, fc.nat(), fc.nat(9), (rows, columns, seed, offset) => {
      const expected = randomMatrix(seed, rows, columns);
      const buffer = new Uint8Array(offset + rows * columns).fill(255);
      buffer.set(bitsOf(expected), offset);
      const matrix = zeroMatrix(rows, columns);
      assertEquals(packRawBits(matrix, buffer.subarray(offset)), -1);
      assertEquals(matrix, expected);
    }));
  });

  it("finds the first byte that is no bit, whatever it is", () => {
    fc.assert(fc.property(
      ...sizes,
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 2, max: 255 })), { minLength: 1 }),
      (rows, columns, seed, wrong) => {
        const raw = bitsOf(randomMatrix(seed, rows, columns));
        for (const [at, value] of wrong) raw[at % raw.length] = value;
        const first = Math.min(...wrong.map(([at]) => at % raw.length));
        assertEquals(packRawBits(zeroMatrix(rows, columns), raw), first);
      },
    ));
  });
});

describe("raw outputs", () => {
  it("have a length of 32 bits before each name, least significant byte first", () => {
    const long = "é".repeat(200);
    const raw = rawNames(Uint8Array.of(0, 1, 0), ["", long]);
    const text = new TextEncoder().encode(long);
    assertEquals([...raw], [0, 0, 0, 0, 0x90, 0x01, 0, 0, ...text, 0, 0, 0, 0]);
  });

  it("have eight bytes an index and a number", () => {
    assertEquals([...rawIndices(Uint8Array.of(1, 0))], [1, ...Array(15).fill(0)]);
    assertEquals([...rawNumbers(Float64Array.of(1, -2))], [
      ...[0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
      ...[0, 0, 0, 0, 0, 0, 0, 0xc0],
    ]);
    assertEquals([...rawNumbers(Float64Array.of(1, -2).subarray(1))].at(-1), 0xc0);
  });
});
