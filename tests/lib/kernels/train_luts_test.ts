import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type Kernels, MAX_THREADS } from "../../../lib/kernels/kernels.ts";
import { tableBytes } from "../../../lib/network.ts";
import { tieBit } from "../../../lib/random.ts";
import { assertSameNumbers } from "../assertions.ts";
import { assertWritesOnly, histogramsRegion, read } from "./canaries.ts";
import { KINDS, nameOf } from "./kinds.ts";
import { placeLayer } from "./placed_layer.ts";
import {
  addressesAt,
  classOf,
  columnOf,
  type LayerPlan,
  randomLayer,
  type TestLayer,
} from "./test_layer.ts";

/** A LUT trained by hand. */
function trainByHand(layer: TestLayer, lut: number) {
  const { arity, seed, luts } = layer;
  const addresses = addressesAt(layer, lut);
  const differences = new Int32Array(2 ** arity);
  addresses.forEach((address, row) => {
    const label = classOf(layer, row);
    if (label !== undefined) differences[address]! += label === 1 ? 1 : -1;
  });
  const table = new Uint8Array(tableBytes(arity));
  differences.forEach((difference, address) => {
    const isOne = difference === 0 ? tieBit(seed, 3, luts[lut]!, address) : difference > 0;
    if (isOne) table[address >> 3]! |= 1 << (address & 7);
  });
  const surplus = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  return { table, surplus, column: columnOf(table, addresses) };
}

/** Trains the LUTs `from` to `to` of a layer and compares all that is written. */
function assertTrains(
  kernels: Kernels,
  layer: TestLayer,
  trained: ReturnType<typeof trainByHand>[],
  range: readonly [from: number, to: number],
  thread: number,
  use: "training" | "training without outputs",
) {
  const { record, outputs, tables, surpluses, scratch } = placeLayer(kernels, layer, use);
  const expected = {
    tables: read(kernels, tables),
    surpluses: read(kernels, surpluses),
    outputs: read(kernels, outputs),
  };
  for (let lut = range[0]; lut < range[1]; lut++) {
    const { table, surplus, column } = trained[lut]!;
    expected.tables.set(table, lut * table.length);
    new Int32Array(expected.surpluses.buffer)[lut] = surplus;
    if (use === "training") expected.outputs.set(column, lut * column.length);
  }
  const histograms = histogramsRegion(thread);
  assertWritesOnly(kernels, [tables, surpluses, outputs, scratch, histograms], () => {
    kernels.trainLuts(record, ...range, histograms.at, scratch.at);
  });
  assertSameNumbers(read(kernels, tables), expected.tables, `tables of ${nameOf(kernels)}`);
  assertSameNumbers(
    read(kernels, surpluses),
    expected.surpluses,
    `surpluses of ${nameOf(kernels)}`,
  );
  assertSameNumbers(read(kernels, outputs), expected.outputs, `outputs of ${nameOf(kernels)}`);
}

function assertAllTrain(plan: LayerPlan, from: number, to: number, thread: number): void {
  const layer = randomLayer(plan);
  const trained = Array.from({ length: plan.width }, (_, lut) => trainByHand(layer, lut));
  for (const kernels of KINDS) {
    for (const use of ["training", "training without outputs"] as const) {
      assertTrains(kernels, layer, trained, [from, to], thread, use);
    }
  }
}

describe("trainLuts()", () => {
  for (let arity = 1; arity <= 16; arity++) {
    it(`trains LUTs of ${arity} wires and writes nothing else`, () => {
      for (const [ones, zeros] of [[5, 3], [128, 256], [2000, 2300]] as const) {
        assertAllTrain({ arity, width: 3, ones, zeros, seed: arity }, 0, 3, arity % MAX_THREADS);
      }
    });
  }

  it("trains the LUTs that it is asked for, of any layer, in any thread", () => {
    const cases = fc.record({
      arity: fc.integer({ min: 1, max: 10 }),
      ones: fc.integer({ min: 1, max: 600 }),
      zeros: fc.integer({ min: 1, max: 600 }),
      from: fc.nat({ max: 3 }),
      count: fc.nat({ max: 4 }),
      behind: fc.nat({ max: 3 }),
      thread: fc.nat({ max: MAX_THREADS - 1 }),
      seed: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    });
    fc.assert(
      fc.property(cases, ({ from, count, behind, thread, ...plan }) => {
        const width = from + count + behind;
        assertAllTrain({ ...plan, width }, from, from + count, thread);
      }),
      { seed: 21, numRuns: 60 },
    );
  });
});
