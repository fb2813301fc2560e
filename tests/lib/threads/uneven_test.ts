/**
 * Training on classes of exact sizes, with every kind of kernels: each class is filled up to whole
 * vectors with rows of zeros, which must not count, whatever the rows themselves are.
 *
 * @module
 */
import { describe, it } from "@std/testing/bdd";
import { type BitMatrix, setBit, zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import { assertTrainedAsDefined } from "../defined.ts";
import { randomMatrix, randomStream } from "../random_data.ts";

/** Rows of class 1 and of class 0. */
const SIZES = [
  ...[[1, 1], [1, 126], [1, 127], [1, 128], [1, 2047], [1, 2048], [1, 4100]],
  ...[[64, 64], [127, 128], [128, 128], [128, 129], [130, 258], [256, 1], [2048, 2048], [2047, 1]],
] as const;

const FEATURES = 19;

/** The rows with labels in random order, `ones` of them 1. */
function labelled(rows: BitMatrix, ones: number, seed: number): DataSet {
  const random = randomStream(seed, 2);
  const labels = new Uint8Array(rows.rows).fill(1, 0, ones);
  for (let row = rows.rows - 1; row > 0; row--) {
    const other = random.below(row + 1);
    [labels[row], labels[other]] = [labels[other]!, labels[row]!];
  }
  return { rows, labels, classes: ["0", "1"] };
}

/** Rows that are all alike: of zeros, as the padding is, or of ones. */
function alike(rows: number, bit: 0 | 1): BitMatrix {
  const matrix = zeroMatrix(rows, FEATURES);
  for (let row = 0; row < rows && bit === 1; row++) {
    for (let column = 0; column < FEATURES; column++) setBit(matrix, row, column);
  }
  return matrix;
}

/** The kinds of rows, each made for a number of rows. */
const ROWS: Record<string, (rows: number, seed: number) => BitMatrix> = {
  "rows at random": (rows, seed) => randomMatrix(seed, rows, FEATURES),
  "rows of zeros": (rows) => alike(rows, 0),
  "rows of ones": (rows) => alike(rows, 1),
};

for (const [what, makeRows] of Object.entries(ROWS)) {
  describe(`trainNetwork() on ${what} gives what the definition gives`, () => {
    for (const [less, more] of SIZES) {
      it(`for ${less} of a class and ${more} of the other`, () => {
        for (const [index, arity] of [1, 3, 8, 9].entries()) {
          const seed = 10 * less + more + index;
          const rows = makeRows(less + more, seed);
          const shape = { hiddenLayers: 2, width: 10 + index, arity };
          assertTrainedAsDefined(labelled(rows, less, seed), shape, seed);
          assertTrainedAsDefined(labelled(rows, more, seed), shape, seed);
        }
      });
    }
  });
}
