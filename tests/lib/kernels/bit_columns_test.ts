import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bitAt } from "../../../lib/bit_matrix.ts";
import {
  type BitColumns,
  buildAddresses,
  columnsFromRows,
  wordsFor,
  zeroColumns,
} from "../../../lib/kernels/bit_columns.ts";
import { randomMatrix, randomStream } from "../random_data.ts";

/** The bit of a row in a column. */
function columnBit({ words, data }: BitColumns, column: number, row: number): number {
  return (data[column * words + Math.floor(row / 32)]! >>> (row % 32)) & 1;
}

describe("wordsFor()", () => {
  it("is the number of rows over 32, rounded up", () => {
    assertEquals([0, 1, 31, 32, 33, 64, 65].map(wordsFor), [0, 1, 1, 1, 2, 2, 3]);
  });
});

describe("columnsFromRows()", () => {
  it("puts each row where the order says, and zeros where it says -1", () => {
    const columns = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(columns, fc.integer({ min: 1, max: 4 }), fc.nat(), (count, words, seed) => {
        const matrix = randomMatrix(seed, 50, count);
        const random = randomStream(seed, 2);
        const order = Int32Array.from({ length: words * 32 }, () => random.below(51) - 1);
        const out = zeroColumns(count, words);
        columnsFromRows(out, matrix, order);
        for (let column = 0; column < count; column++) {
          for (const [at, row] of order.entries()) {
            const expected = row < 0 ? 0 : bitAt(matrix, row, column);
            assertEquals(columnBit(out, column, at), expected);
          }
        }
        assertEquals(out.data.length, (count + 1) * words);
        assertEquals([...out.data.subarray(count * words)], new Array<number>(words).fill(0));
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe("buildAddresses()", () => {
  it("puts wire j at bit j of each row's byte, and zero where there is no wire", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        (count, words, columns, seed) => {
          const random = randomStream(seed);
          const inputs = zeroColumns(columns, words);
          inputs.data.subarray(0, columns * words).set(
            Array.from({ length: columns * words }, () => random.word()),
          );
          // Three wires of another LUT in front must not be read.
          const wires = Uint16Array.from({ length: 3 + count }, () => random.below(columns));
          const out = new Uint32Array(words * 8).fill(0xffffffff);
          buildAddresses(out, inputs, wires, 3, 3 + count);
          const bytes = new Uint8Array(out.buffer);
          for (let row = 0; row < words * 32; row++) {
            const word = Math.floor(row / 32) * 8 + row % 8;
            const address = bytes[word * 4 + Math.floor(row % 32 / 8)]!;
            const expected = Array.from({ length: count }, (_, wire) => {
              return columnBit(inputs, wires[3 + wire]!, row) * 2 ** wire;
            }).reduce((sum, bit) => sum + bit, 0);
            assertEquals(address, expected);
          }
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });
});
