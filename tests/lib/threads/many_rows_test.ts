/**
 * More rows at one address than counters of 16 bits can tell: with up to eight wires the kernels in
 * WebAssembly count in eight histograms of such counters and empty them after 2047 vectors of rows.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { setBit, zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import { marginOf } from "../../../lib/scores/margins.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { nameOf, WAYS } from "../kernels/kinds.ts";

/** Rows after which the histograms are emptied. */
const BLOCK_ROWS = 2047 * 128;

/** Alike rows of class 1, then of class 0. */
const SIZES = [
  ...[[65_535, 1], [65_536, 1], [65_537, 70_000]],
  ...[[BLOCK_ROWS, 1], [BLOCK_ROWS + 1, 1], [1, BLOCK_ROWS + 128], [2 * BLOCK_ROWS + 129, 3]],
  ...[[300_000, 270_000], [270_000, 300_000]],
] as const;

/** Rows of ones alone, the first `ones` of them of class 1. */
function alikeRows(ones: number, zeros: number, features: number): DataSet {
  const rows = zeroMatrix(ones + zeros, features);
  for (let row = 0; row < rows.rows; row++) {
    for (let column = 0; column < features; column++) setBit(rows, row, column);
  }
  return { rows, labels: new Uint8Array(rows.rows).fill(1, 0, ones), classes: ["0", "1"] };
}

/** What a LUT, the first of its layer, puts out at an address. */
function tableBit(tables: Uint8Array, address: number): number {
  return (tables[address >> 3]! >> (address & 7)) & 1;
}

for (const arity of [1, 8, 9]) {
  describe(`trainNetwork() with ${arity} wires counts`, () => {
    for (const [ones, zeros] of SIZES) {
      it(`${ones} rows of class 1 and ${zeros} of class 0 at the same address`, () => {
        const data = alikeRows(ones, zeros, arity);
        const shape = { hiddenLayers: 1, width: arity, arity };
        const majority = Math.max(ones, zeros) / (ones + zeros);
        const label = ones > zeros ? 1 : 0;
        for (const way of WAYS) {
          const outcome = trainNetwork(data, shape, 1, { ...way, statistics: true });
          assertEquals(outcome.trainAccuracy, majority, nameOf(way.kernels));
          const hidden = outcome.statistics![1]!;
          assertEquals([hidden.min, hidden.max], [majority, majority], nameOf(way.kernels));
          // All hidden LUTs put the majority out, so that the rows are at one address above, too.
          const addresses = [2 ** arity - 1, label * (2 ** arity - 1)] as const;
          const { layers, margins } = outcome.network;
          const bits = layers.map(({ tables }, at) => tableBit(tables, addresses[at]!));
          assertEquals(bits, [label, label], nameOf(way.kernels));
          const expected = new Uint16Array(2 ** arity);
          expected[addresses[1]] = marginOf(ones, zeros);
          assertEquals(margins, expected, nameOf(way.kernels));
        }
      });
    }
  });
}
