import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type Kernels, MAX_THREADS } from "../../../lib/kernels/kernels.ts";
import { tableBytes } from "../../../lib/kinds/network/model.ts";
import { leftOutBit, tieBit } from "../../../lib/random.ts";
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

/** What a LUT that was trained by hand puts out where each row's own vote is left out. */
function leaveOutByHand(layer: TestLayer, lut: number) {
  const { arity, seed, luts, columnBytes, vectorsOfOnes } = layer;
  const addresses = addressesAt(layer, lut);
  const differences = new Int32Array(2 ** arity);
  const votes = Array.from(addresses, (_, row) => {
    const label = classOf(layer, row);
    return label === undefined ? 0 : label === 1 ? 1 : -1;
  });
  addresses.forEach((address, row) => differences[address]! += votes[row]!);
  const column = new Uint8Array(columnBytes);
  let surplus = 0;
  for (const [row, vote] of votes.entries()) {
    if (vote === 0) continue;
    const others = differences[addresses[row]!]! - vote;
    const label = vote === 1 ? 1 : 0;
    const number = row - (label === 1 ? 0 : 128 * vectorsOfOnes);
    const bit = others === 0 ? leftOutBit(seed, 3, luts[lut]!, label, number) : Number(others > 0);
    column[row >> 3]! |= bit << (row & 7);
    surplus += bit === label ? 1 : -1;
  }
  return { table: trainByHand(layer, lut).table, surplus, column };
}

/** Trains the LUTs `from` to `to` of a layer and compares all that is written. */
function assertTrains(
  kernels: Kernels,
  layer: TestLayer,
  trained: ReturnType<typeof trainByHand>[],
  range: readonly [from: number, to: number],
  thread: number,
  use: "training" | "training without outputs" | "leaving out",
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
    if (use !== "training without outputs") expected.outputs.set(column, lut * column.length);
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
  const leftOut = Array.from({ length: plan.width }, (_, lut) => leaveOutByHand(layer, lut));
  for (const kernels of KINDS) {
    for (const use of ["training", "training without outputs"] as const) {
      assertTrains(kernels, layer, trained, [from, to], thread, use);
    }
    assertTrains(kernels, layer, leftOut, [from, to], thread, "leaving out");
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
