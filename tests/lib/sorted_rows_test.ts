import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bitAt } from "../../lib/bit_matrix.ts";
import { findAddresses, newAddresses, newCounts } from "../../lib/kernels/lut_kernels.ts";
import { countClass, countDifferences, sortByLabel, sortedWords } from "../../lib/sorted_rows.ts";
import { randomData } from "./random_data.ts";

describe("sortByLabel()", () => {
  it("puts the rows of class 1 first, in whole words, then those of class 0, in their order", () => {
    const rows = fc.integer({ min: 2, max: 140 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 100 }), fc.nat(), (count, onesOf100, seed) => {
        const data = randomData(seed, { rows: count, features: 11, onesOf100 });
        const { ones, zeros, wordsOfOnes, columns } = sortByLabel(data);
        const of = (label: number) =>
          [...data.labels.keys()].filter((row) => data.labels[row] === label);
        assertEquals([ones, zeros], [of(1).length, of(0).length]);
        assertEquals(wordsOfOnes, Math.ceil(ones / 32));
        assertEquals(columns.words, wordsOfOnes + Math.ceil(zeros / 32));
        assertEquals(sortedWords(data.labels), { wordsOfOnes, words: columns.words });
        for (let column = 0; column < 11; column++) {
          const bit = (at: number) =>
            (columns.data[column * columns.words + (at >> 5)]! >>> (at & 31)) & 1;
          const bits = (from: number, to: number) =>
            Array.from({ length: to - from }, (_, at) => bit(from + at));
          const expected = (label: number, length: number) => {
            const used = of(label).map((row): number => bitAt(data.rows, row, column));
            return [...used, ...new Array<number>(length - used.length).fill(0)];
          };
          const middle = wordsOfOnes * 32;
          const end = columns.words * 32;
          assertEquals(bits(0, middle), expected(1, middle));
          assertEquals(bits(middle, end), expected(0, end - middle));
        }
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});

describe("countDifferences() and countClass()", () => {
  // Class sizes that fill whole words, or leave padding in one class, the other or both.
  for (const [rows, ones] of [[64, 32], [65, 32], [65, 33], [70, 1], [70, 69], [2, 1]] as const) {
    for (const arity of [1, 3, 8, 9]) {
      it(`count ${ones} of ${rows} rows with ${arity} wires, and no padding`, () => {
        const random = randomData(rows, { rows, features: 9 });
        const data = { ...random, labels: random.labels.map((_, row) => Number(row < ones)) };
        const sorted = sortByLabel(data);
        const wires = Uint16Array.from({ length: arity }, (_, wire) => 8 - wire);
        const addresses = newAddresses(sorted.columns.words);
        findAddresses(addresses, sorted.columns, wires, arity, 0);

        const expected = [new Int32Array(2 ** arity), new Int32Array(2 ** arity)];
        data.labels.forEach((label, row) => {
          let address = 0;
          wires.forEach((column, wire) => address += bitAt(data.rows, row, column) * 2 ** wire);
          expected[label]![address]!++;
        });
        const counts = newCounts(arity).fill(99);
        for (const label of [1, 0] as const) {
          countClass(counts, addresses, arity, sorted, label);
          assertEquals([...counts.subarray(0, 2 ** arity)], [...expected[label]!]);
        }
        countDifferences(counts, addresses, arity, sorted);
        const differences = [...expected[1]!].map((count, at) => count - expected[0]![at]!);
        assertEquals([...counts.subarray(0, 2 ** arity)], differences);
      });
    }
  }
});
