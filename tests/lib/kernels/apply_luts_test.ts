import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertSameNumbers } from "../assertions.ts";
import { assertWritesOnly, histogramsRegion, read } from "./canaries.ts";
import { KINDS, nameOf } from "./kinds.ts";
import { placeLayer } from "./placed_layer.ts";
import { addressesAt, columnOf, type LayerPlan, randomLayer } from "./test_layer.ts";

/** Looks all rows up at the LUTs `from` to `to` of a layer, with each kind, and compares. */
function assertApplies(plan: LayerPlan, from: number, to: number): void {
  const layer = randomLayer(plan);
  const bytes = layer.tables.length / layer.width;
  const columns = Array.from({ length: plan.width }, (_, lut) => {
    const table = layer.tables.subarray(lut * bytes, (lut + 1) * bytes);
    return columnOf(table, addressesAt(layer, lut));
  });
  for (const kernels of KINDS) {
    const { record, outputs, scratch } = placeLayer(kernels, layer, "looking up");
    const expected = read(kernels, outputs);
    for (let lut = from; lut < to; lut++) expected.set(columns[lut]!, lut * layer.columnBytes);
    // A table may be copied to where thread 0 has its histograms in a training.
    assertWritesOnly(kernels, [outputs, scratch, histogramsRegion(0)], () => {
      kernels.applyLuts(record, from, to, scratch.at);
    });
    assertSameNumbers(read(kernels, outputs), expected, `outputs of ${nameOf(kernels)}`);
  }
}

/** Finds the addresses at one LUT of a layer, with each kind, and compares. */
function assertFinds(plan: LayerPlan, lut: number): void {
  const layer = randomLayer(plan);
  const expected = new Uint8Array(addressesAt(layer, lut).buffer);
  for (const kernels of KINDS) {
    const { record, addresses, scratch } = placeLayer(kernels, layer, "looking up");
    assertWritesOnly(kernels, [addresses, scratch], () => {
      kernels.findAddresses(record, lut, addresses.at, scratch.at);
    });
    assertSameNumbers(read(kernels, addresses), expected, `addresses of ${nameOf(kernels)}`);
  }
}

/** Any layer and any part of it. */
const CASES = fc.record({
  arity: fc.integer({ min: 1, max: 16 }),
  ones: fc.integer({ min: 1, max: 600 }),
  zeros: fc.integer({ min: 1, max: 600 }),
  from: fc.nat({ max: 3 }),
  count: fc.nat({ max: 4 }),
  behind: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
});

describe("applyLuts()", () => {
  for (let arity = 1; arity <= 16; arity++) {
    it(`looks rows up at LUTs of ${arity} wires and writes nothing else`, () => {
      for (const [ones, zeros] of [[5, 3], [128, 256], [2000, 2300]] as const) {
        assertApplies({ arity, width: 3, ones, zeros, seed: arity }, 0, 3);
      }
    });
  }

  it("looks rows up at the LUTs that it is asked for, of any layer", () => {
    fc.assert(
      fc.property(CASES, ({ from, count, behind, ...plan }) => {
        assertApplies({ ...plan, width: from + count + behind }, from, from + count);
      }),
      { seed: 22, numRuns: 60 },
    );
  });
});

describe("findAddresses()", () => {
  for (let arity = 1; arity <= 16; arity++) {
    it(`finds the addresses of all rows at a LUT of ${arity} wires and writes nothing else`, () => {
      for (const [ones, zeros] of [[5, 3], [128, 256], [2000, 2300]] as const) {
        assertFinds({ arity, width: 3, ones, zeros, seed: arity }, 1);
      }
    });
  }

  it("finds them at any LUT of any layer", () => {
    fc.assert(
      fc.property(CASES, ({ from, count, behind, ...plan }) => {
        assertFinds({ ...plan, width: from + count + behind }, from);
      }),
      { seed: 23, numRuns: 60 },
    );
  });
});
