/**
 * Training against its definition, bit for bit: every arity, and numbers of rows that fill words of
 * 32 exactly, almost and not at all. Widths and features are multiples of nothing in particular.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { encodeBlob } from "../../lib/blob/encode.ts";
import type { DataSet } from "../../lib/data_set.ts";
import { pruneNetwork } from "../../lib/live.ts";
import { trainByDefinition } from "../../lib/oracle.ts";
import type { NetworkShape } from "../../lib/shape.ts";
import { trainNetwork } from "../../lib/train.ts";
import { assertSameNetwork, assertSameNumbers } from "./assertions.ts";
import { randomData } from "./random_data.ts";

const ROWS = [2, 3, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300];

/** Trains in every way there is and compares with the definition. */
function assertAsDefined(data: DataSet, shape: NetworkShape, seed: number): void {
  const defined = trainByDefinition(data, shape, seed);
  const unpruned = trainNetwork(data, shape, seed, { unpruned: true });
  assertSameNetwork(unpruned.network, defined);
  const pruned = trainNetwork(data, shape, seed);
  assertSameNetwork(pruned.network, pruneNetwork(defined));
  assertSameNumbers(encodeBlob(pruned.network), encodeBlob(defined), "bytes");
  const counted = trainNetwork(data, shape, seed, { statistics: true });
  assertSameNetwork(counted.network, pruned.network);
  assertEquals([counted.trainAccuracy, unpruned.trainAccuracy], [
    pruned.trainAccuracy,
    pruned.trainAccuracy,
  ]);
}

for (let arity = 1; arity <= 16; arity++) {
  describe(`with ${arity} wires, trainNetwork() gives what the definition gives`, () => {
    for (const rows of ROWS) {
      // Tables of 13 wires and more take the definition long, so there are few of them.
      const small = arity > 12;
      const width = small ? arity + rows % 3 : 17 + (arity * rows) % 13;
      const hiddenLayers = small ? 1 : 1 + (arity + rows) % 3;
      const features = arity + (arity * 7 + rows) % 23;
      const onesOf100 = [50, 5, 80, 97][(arity + rows) % 4]!;
      const distinct = rows % 2 ? rows : Math.ceil(rows / 3);

      it(`for ${rows} rows of ${features} features, ${hiddenLayers} x ${width} LUTs`, () => {
        const seed = 1000 * arity + rows;
        const data = randomData(seed, { rows, features, onesOf100, distinct });
        assertAsDefined(data, { hiddenLayers, width, arity }, seed);
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
        assertAsDefined(data, { hiddenLayers, width, arity }, seed);
      }),
      { seed: 10, numRuns: 100 },
    );
  });
});
