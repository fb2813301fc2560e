/**
 * Seeded random rows, data sets and networks for the tests of the engine. Networks are put together
 * by hand, layer by layer, so that they have shapes that training never gives: another arity in each
 * layer, dead LUTs, any margins.
 *
 * @module
 */
import fc from "fast-check";
import { bitAt, type BitMatrix, setBit, zeroMatrix } from "../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../lib/rows/data_set.ts";
import { type Layer, MARGIN_ONE, type Network } from "../../lib/kinds/network/model.ts";
import { tableBytes } from "../../lib/kinds/network/model.ts";
import { RandomStream } from "../../lib/random.ts";

/** None of the engine's own purposes, so that test data never repeats a network's random bits. */
const PURPOSE_TEST = 1_000;

/** Random words for a test. */
export function randomStream(seed: number, stream = 0): RandomStream {
  return new RandomStream(seed, 0, stream, PURPOSE_TEST);
}

/** Rows of fair random bits. */
export function randomMatrix(seed: number, rows: number, columns: number): BitMatrix {
  const random = randomStream(seed);
  const matrix = zeroMatrix(rows, columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (random.below(2)) setBit(matrix, row, column);
    }
  }
  return matrix;
}

/** What a random data set is like. */
export interface DataPlan {
  readonly rows: number;
  readonly features: number;
  /** Of 100 rows so many have label 1 by chance; one row of each label is always there. */
  readonly onesOf100?: number;
  /** Distinct rows to repeat, with labels drawn anew: the fewer, the more ties. */
  readonly distinct?: number;
}

/** Rows of random bits with random labels, both classes among them. */
export function randomData(seed: number, plan: DataPlan): DataSet {
  const { rows: count, features, onesOf100 = 50, distinct = count } = plan;
  const source = randomMatrix(seed, distinct, features);
  const random = randomStream(seed, 1);
  const rows = zeroMatrix(count, features);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < features; column++) {
      if (bitAt(source, row % distinct, column)) setBit(rows, row, column);
    }
    labels[row] = random.below(100) < onesOf100 ? 1 : 0;
  }
  const one = random.below(count);
  labels[one] = 1;
  labels[(one + 1 + random.below(count - 1)) % count] = 0;
  return { rows, labels, classes: ["0", "1"] };
}

/** What a random network is like. The last layer has width 1. */
export interface NetworkPlan {
  readonly features: number;
  readonly layers: readonly { readonly width: number; readonly arity: number }[];
}

/** A network of random wires, tables and margins. Some of its LUTs may be dead. */
export function randomNetwork(
  seed: number,
  plan: NetworkPlan,
  text: Partial<Pick<Network, "classes" | "metadata">> = {},
): Network {
  const random = randomStream(seed);
  let below = plan.features;
  const layers = plan.layers.map(({ width, arity }): Layer => {
    const wires = new Uint16Array(width * arity);
    for (let lut = 0; lut < width; lut++) wires.set(distinct(random, arity, below), lut * arity);
    const unused = arity < 3 ? 0xff >>> (8 - (1 << arity)) : 0xff;
    const tables = new Uint8Array(width * tableBytes(arity)).map(() => random.word() & unused);
    below = width;
    return { arity, width, wires, tables };
  });
  const margins = new Uint16Array(1 << layers.at(-1)!.arity).map(() =>
    random.below(MARGIN_ONE + 1)
  );
  return {
    kind: "network",
    features: plan.features,
    layers,
    classes: ["no", "yes"],
    margins,
    metadata: {},
    ...text,
  };
}

/** `count` distinct integers below `n` in random order. */
function distinct(random: RandomStream, count: number, n: number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(random.below(n));
  return [...drawn];
}

/** Plans of networks within these bounds; an arity too large for the layer below is cut down. */
export function networkPlans(
  most: { features: number; hiddenLayers: number; width: number; arity: number },
): fc.Arbitrary<NetworkPlan> {
  const arity = fc.integer({ min: 1, max: most.arity });
  return fc.record({
    features: fc.integer({ min: 1, max: most.features }),
    hidden: fc.array(fc.record({ width: fc.integer({ min: 1, max: most.width }), arity }), {
      maxLength: most.hiddenLayers,
      size: "max",
    }),
    output: fc.record({ width: fc.constant(1), arity }),
  }).map(({ features, hidden, output }) => {
    let below = features;
    const layers = [...hidden, output].map(({ width, arity }) => {
      const layer = { width, arity: Math.min(arity, below) };
      below = width;
      return layer;
    });
    return { features, layers };
  });
}
