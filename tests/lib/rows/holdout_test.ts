import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { setBit, zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import { countHeldOut, holdOut } from "../../../lib/rows/holdout.ts";
import { assertRefused } from "../assertions.ts";

/** Rows that say their own number in bits; the first `ones` of every `period` have label 1. */
function numberedRows(count: number, ones: number, period: number): DataSet {
  const rows = zeroMatrix(count, 16);
  for (let row = 0; row < count; row++) {
    for (let bit = 0; bit < 16; bit++) if ((row >> bit) & 1) setBit(rows, row, bit);
  }
  const labels = Uint8Array.from({ length: count }, (_, row) => Number(row % period < ones));
  return { rows, labels, classes: ["no", "yes"] };
}

/** The numbers that the rows say. */
function numbersOf({ rows }: DataSet): number[] {
  return Array.from({ length: rows.rows }, (_, row) => {
    return rows.bytes[2 * row]! + 256 * rows.bytes[2 * row + 1]!;
  });
}

function countOf({ labels }: DataSet, label: number): number {
  return labels.filter((other) => other === label).length;
}

describe("holdOut()", () => {
  it("parts the rows of each class by the share and keeps rows, labels and order together", () => {
    const share = fc.double({ min: 0.2, max: 0.8, noNaN: true });
    const rows = fc.integer({ min: 20, max: 300 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 6 }), share, fc.nat(), (count, ones, p, seed) => {
        const data = numberedRows(count, ones, 7);
        const { training, heldOut } = holdOut(data, p, seed);
        const kept = numbersOf(training);
        const held = numbersOf(heldOut);
        assertEquals([...kept, ...held].toSorted((a, b) => a - b), numbersOf(data));
        for (const numbers of [kept, held]) {
          assertEquals(numbers, numbers.toSorted((a, b) => a - b));
        }
        for (const part of [training, heldOut]) {
          assertEquals([...part.labels], numbersOf(part).map((row) => data.labels[row]!));
          assertEquals(part.classes, data.classes);
        }
        for (const label of [0, 1]) {
          const all = countOf(data, label);
          assertEquals(countOf(heldOut, label), Math.min(Math.round(p * all), all - 1));
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it("holds out the same rows for the same seed and others for another", () => {
    const data = numberedRows(200, 1, 2);
    const held = (seed: number) => numbersOf(holdOut(data, 0.25, seed).heldOut);
    assertEquals(held(1), held(1));
    assertNotEquals(held(1), held(2));
  });

  it("holds out every row equally often", () => {
    const data = numberedRows(20, 1, 2);
    const counts = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      for (const row of numbersOf(holdOut(data, 0.3, seed).heldOut)) counts[row]!++;
    }
    // 600 each, with a standard deviation of about 20.
    for (const count of counts) assertEquals(Math.abs(count - 600) < 90, true, `${counts}`);
  });

  it("never holds out the last row of a class", () => {
    const { training, heldOut } = holdOut(numberedRows(4, 1, 2), 0.99, 1);
    assertEquals([countOf(training, 0), countOf(training, 1)], [1, 1]);
    assertEquals([countOf(heldOut, 0), countOf(heldOut, 1)], [1, 1]);
  });

  for (const share of [0, 1, -0.1, 1.1, NaN]) {
    it(`refuses a share of ${share}`, () => {
      assertRefused("holdout_out_of_range", () => holdOut(numberedRows(20, 1, 2), share, 1));
    });
  }

  it("refuses a share that rounds to no row", () => {
    assertRefused("holdout_out_of_range", () => holdOut(numberedRows(20, 1, 2), 0.04, 1));
    assertEquals(holdOut(numberedRows(20, 1, 2), 0.05, 1).heldOut.rows.rows, 2);
  });
});

describe("countHeldOut()", () => {
  it("says beforehand how many rows of each class are held out", () => {
    const data = numberedRows(100, 1, 5);
    assertEquals(countHeldOut(data, 0.33), [26, 7]);
    const { heldOut } = holdOut(data, 0.33, 1);
    assertEquals([countOf(heldOut, 0), countOf(heldOut, 1)], [26, 7]);
    assertRefused("holdout_out_of_range", () => countHeldOut(data, 0.001));
  });
});
