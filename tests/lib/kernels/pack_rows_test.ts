import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bitAt } from "../../../lib/rows/bit_matrix.ts";
import { VECTOR_BYTES, VECTOR_ROWS } from "../../../lib/kernels/kernels.ts";
import { scratchBytes } from "../../../lib/kernels/scratch.ts";
import { assertSameNumbers } from "../assertions.ts";
import { randomMatrix, randomStream } from "../random_data.ts";
import { assertWritesOnly, fillWithCanaries, Places, read, write } from "./canaries.ts";
import { KINDS, nameOf } from "./kinds.ts";

/** Bytes behind the last row that may be read. */
const BEYOND = 7;

/** Packs the vectors `from` to `to` of rows in random order, with each kind, and compares. */
function assertPacks(features: number, vectors: number, from: number, to: number, seed: number) {
  const rows = randomMatrix(seed, 150, features);
  const random = randomStream(seed, 1);
  const order = Uint32Array.from({ length: vectors * VECTOR_ROWS }, () => random.below(150));
  const columnBytes = vectors * VECTOR_BYTES;
  const places = new Places();
  const source = places.take(rows.bytes.length + BEYOND);
  const orderPlace = places.take(order.byteLength);
  const columns = places.take(features * columnBytes);
  const scratch = places.take(scratchBytes(1, 0));

  for (const kernels of KINDS) {
    fillWithCanaries(kernels, places.bytes);
    write(kernels, source, rows.bytes);
    write(kernels, orderPlace, order.map((row) => source.at + row * rows.stride));
    const expected = read(kernels, columns);
    for (let column = 0; column < features; column++) {
      for (let row = from * VECTOR_ROWS; row < to * VECTOR_ROWS; row++) {
        const at = column * columnBytes + (row >> 3);
        const bit = 1 << (row & 7);
        const isSet = bitAt(rows, order[row]!, column);
        expected[at] = isSet ? expected[at]! | bit : expected[at]! & ~bit;
      }
    }
    assertWritesOnly(kernels, [columns, scratch], () => {
      kernels.packRows(orderPlace.at, columns.at, columnBytes, features, from, to, scratch.at);
    });
    assertSameNumbers(read(kernels, columns), expected, `columns of ${nameOf(kernels)}`);
  }
}

describe("packRows()", () => {
  for (const features of [1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 71, 127, 128, 129, 784]) {
    it(`turns rows of ${features} features into columns`, () => {
      assertPacks(features, 2, 0, 2, features);
    });
  }

  it("writes the vectors that it is asked for and nothing else, for any rows", () => {
    const cases = fc.record({
      features: fc.integer({ min: 1, max: 200 }),
      from: fc.nat({ max: 3 }),
      count: fc.nat({ max: 4 }),
      behind: fc.nat({ max: 3 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ features, from, count, behind, seed }) => {
        assertPacks(features, from + count + behind, from, from + count, seed);
      }),
      { seed: 20, numRuns: 100 },
    );
  });
});
