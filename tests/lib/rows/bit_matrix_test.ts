import { assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import {
  bitAt,
  checkFeatures,
  matrixFromBytes,
  rowAt,
  rowBytes,
  selectRows,
  setBit,
  zeroMatrix,
} from "../../../lib/rows/bit_matrix.ts";
import { MAX_FEATURES } from "../../../lib/limits.ts";
import { assertRefused } from "../assertions.ts";
import { randomMatrix } from "../random_data.ts";

describe("rowBytes()", () => {
  it("is the number of bits over eight, rounded up", () => {
    for (let columns = 1; columns < 70; columns++) {
      assertEquals(rowBytes(columns), Math.ceil(columns / 8));
    }
  });
});

describe("checkFeatures()", () => {
  for (const features of [1, MAX_FEATURES]) {
    it(`takes ${features}`, () => checkFeatures(features));
  }

  for (const features of [0, -1, 1.5, NaN, Infinity, MAX_FEATURES + 1]) {
    it(`refuses ${features}`, () => {
      assertRefused("features_out_of_range", () => checkFeatures(features));
    });
  }
});

describe("matrixFromBytes()", () => {
  it("reads the first feature from the least significant bit of a row's first byte", () => {
    const matrix = matrixFromBytes(Uint8Array.of(0b1000_0001, 0b01, 0b0000_0010, 0b10), 2, 10);
    const bits = (row: number) => Array.from({ length: 10 }, (_, at) => bitAt(matrix, row, at));
    assertEquals(bits(0), [1, 0, 0, 0, 0, 0, 0, 1, 1, 0]);
    assertEquals(bits(1), [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    assertEquals([matrix.rows, matrix.columns, matrix.stride], [2, 10, 2]);
  });

  it("does not copy", () => {
    const bytes = new Uint8Array(6);
    assertStrictEquals(matrixFromBytes(bytes, 3, 16).bytes, bytes);
  });

  it("takes no rows at all", () => {
    assertEquals(matrixFromBytes(new Uint8Array(), 0, 9).rows, 0);
  });

  for (const length of [0, 5, 7]) {
    it(`refuses ${length} bytes for 3 rows of 2 bytes`, () => {
      assertRefused("body_wrong_length", () => matrixFromBytes(new Uint8Array(length), 3, 9));
    });
  }

  it("refuses a number of features out of range before anything else", () => {
    assertRefused("features_out_of_range", () => matrixFromBytes(new Uint8Array(1), 1, 0));
  });

  it("refuses each unused bit, and names the row", () => {
    for (let columns = 1; columns <= 17; columns++) {
      const stride = rowBytes(columns);
      for (let bit = columns; bit < stride * 8; bit++) {
        const bytes = new Uint8Array(3 * stride);
        bytes[stride + (bit >> 3)] = 1 << (bit & 7);
        const error = assertRefused("row_padding_not_zero", () => {
          matrixFromBytes(bytes, 3, columns);
        });
        assertEquals([error.offenders[0]?.row, error.offenders[0]?.position], [1, columns]);
      }
    }
  });

  it("takes every used bit", () => {
    for (let columns = 1; columns <= 17; columns++) {
      const full = zeroMatrix(2, columns);
      for (let column = 0; column < columns; column++) setBit(full, 1, column);
      matrixFromBytes(full.bytes, 2, columns);
    }
  });
});

describe("setBit()", () => {
  it("sets the bit that bitAt() reads and no other", () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(40), fc.nat(), (row, column, extra) => {
        const matrix = zeroMatrix(row + 1 + extra % 3, column + 1 + extra % 9);
        setBit(matrix, row, column);
        for (let r = 0; r < matrix.rows; r++) {
          for (let c = 0; c < matrix.columns; c++) {
            assertEquals(bitAt(matrix, r, c), Number(r === row && c === column));
          }
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe("selectRows()", () => {
  it("copies the given rows in the given order, repeated ones too", () => {
    const matrix = randomMatrix(1, 20, 19);
    const order = [7, 0, 19, 7];
    const selected = selectRows(matrix, order);
    assertEquals([selected.rows, selected.columns], [4, 19]);
    order.forEach((row, at) => assertEquals(rowAt(selected, at), rowAt(matrix, row)));
    selected.bytes.fill(0);
    assertEquals(matrix, randomMatrix(1, 20, 19));
  });
});
