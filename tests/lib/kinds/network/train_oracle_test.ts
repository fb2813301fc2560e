/**
 * Training with every kind of kernels against its definition, bit for bit: every arity, and numbers
 * of rows around the sizes at which something changes. Widths and features are multiples of nothing
 * in particular.
 *
 * @module
 */
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertTrainedAsDefined } from "../../defined.ts";
import { randomData } from "../../random_data.ts";

/** Around words of 32 rows, vectors of 128, two vectors, chunks of 2048 and two of them. */
const ROWS = [
  ...[2, 3, 31, 32, 33, 63, 64, 65, 127, 128, 129],
  ...[255, 256, 257, 300, 2047, 2048, 2049, 4100],
];

/** Tables of 13 wires and more take the definition long, so there are few of them. */
const FEW_ROWS = [2, 33, 128, 129, 2049, 4100];

for (let arity = 1; arity <= 16; arity++) {
  describe(`with ${arity} wires, trainNetwork() gives what the definition gives`, () => {
    const small = arity > 12;
    for (const rows of small ? FEW_ROWS : ROWS) {
      const width = small ? arity + rows % 3 : 17 + (arity * rows) % 13;
      const hiddenLayers = small ? 1 : 1 + (arity + rows) % 3;
      const features = arity + (arity * 7 + rows) % 23;
      const onesOf100 = [50, 5, 80, 97][(arity + rows) % 4]!;
      const distinct = rows % 2 ? rows : Math.ceil(rows / 3);

      it(`for ${rows} rows of ${features} features, ${hiddenLayers} x ${width} LUTs`, () => {
        const seed = 1000 * arity + rows;
        const data = randomData(seed, { rows, features, onesOf100, distinct });
        assertTrainedAsDefined(data, { hiddenLayers, width, arity }, seed);
      });
    }
  });
}

describe("trainNetwork()", () => {
  it("gives what the definition gives for any data, shape and seed", () => {
    const cases = fc.record({
      rows: fc.integer({ min: 2, max: 200 }),
      features: fc.integer({ min: 1, max: 80 }),
      onesOf100: fc.integer({ min: 0, max: 100 }),
      distinct: fc.integer({ min: 1, max: 200 }),
      hiddenLayers: fc.integer({ min: 1, max: 5 }),
      width: fc.integer({ min: 1, max: 60 }),
      arity: fc.integer({ min: 1, max: 9 }),
      seed: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    });
    fc.assert(
      fc.property(cases, ({ hiddenLayers, width, arity: most, seed, ...plan }) => {
        const arity = Math.min(most, width, plan.features);
        const distinct = Math.min(plan.distinct, plan.rows);
        const data = randomData(seed, { ...plan, distinct });
        assertTrainedAsDefined(data, { hiddenLayers, width, arity }, seed);
      }),
      { seed: 10, numRuns: 100 },
    );
  });
});
