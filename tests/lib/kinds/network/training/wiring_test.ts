import { assert, assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { findLive } from "../../../../../lib/kinds/network/live.ts";
import { drawLiveWiring, drawWiring } from "../../../../../lib/kinds/network/training/wiring.ts";
import { assertSameNumbers } from "../../../assertions.ts";

/** The wires of LUT `lut` of layer `index`, counted from 0. */
function wiresOf(layers: ReturnType<typeof drawWiring>, index: number, lut: number): number[] {
  const { arity, wires } = layers[index]!;
  return [...wires.subarray(lut * arity, (lut + 1) * arity)];
}

describe("drawWiring()", () => {
  it("draws distinct members of the layer below, for the hidden layers and one output LUT", () => {
    const shapes = fc.record({
      features: fc.integer({ min: 1, max: 70 }),
      hiddenLayers: fc.integer({ min: 1, max: 4 }),
      width: fc.integer({ min: 1, max: 70 }),
      arity: fc.integer({ min: 1, max: 16 }),
    });
    const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(shapes, seeds, ({ features, hiddenLayers, width, arity: most }, seed) => {
        const arity = Math.min(most, features, width);
        const layers = drawWiring(features, { hiddenLayers, width, arity }, seed);
        assertEquals(layers.map((layer) => layer.width), [
          ...new Array<number>(hiddenLayers).fill(width),
          1,
        ]);
        let below = features;
        for (const [index, layer] of layers.entries()) {
          assertEquals([layer.arity, layer.wires.length], [arity, layer.width * arity]);
          assertEquals([...layer.luts], [...new Array(layer.width).keys()]);
          for (let lut = 0; lut < layer.width; lut++) {
            const wires = wiresOf(layers, index, lut);
            assertEquals(new Set(wires).size, arity);
            assert(wires.every((wire) => wire < below));
          }
          below = layer.width;
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("picks each member of the layer below equally often, at each wire", () => {
    const features = 50;
    const width = 20_000;
    const [layer] = drawWiring(features, { hiddenLayers: 1, width, arity: 6 }, 7);
    for (let wire = 0; wire < 6; wire++) {
      const counts = new Float64Array(features);
      for (let lut = 0; lut < width; lut++) counts[layer!.wires[lut * 6 + wire]!]!++;
      const expected = width / features;
      const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // Mean 49, standard deviation about 10.
      assertLess(chiSquare, 90, `wire ${wire}`);
    }
  });

  it("reaches the highest wire numbers", () => {
    const [layer] = drawWiring(65_536, { hiddenLayers: 1, width: 20_000, arity: 16 }, 1);
    assert(layer!.wires.includes(65_535) && layer!.wires.includes(0));
  });

  it("gives a LUT the same wires whatever the other layers are like", () => {
    const shape = { hiddenLayers: 2, width: 30, arity: 5 };
    const layers = drawWiring(40, shape, 11);
    const wider = drawWiring(40, { ...shape, width: 60 }, 11);
    const deeper = drawWiring(40, { ...shape, hiddenLayers: 5 }, 11);
    const overMore = drawWiring(90, shape, 11);
    for (let lut = 0; lut < 30; lut++) {
      assertEquals(wiresOf(wider, 0, lut), wiresOf(layers, 0, lut));
      assertEquals(wiresOf(deeper, 0, lut), wiresOf(layers, 0, lut));
      assertEquals(wiresOf(deeper, 1, lut), wiresOf(layers, 1, lut));
      assertEquals(wiresOf(overMore, 1, lut), wiresOf(layers, 1, lut));
    }
    assertSameNumbers(overMore[2]!.wires, layers[2]!.wires);
  });

  it("draws each layer and each LUT anew, and other wires for another seed", () => {
    const shape = { hiddenLayers: 2, width: 30, arity: 5 };
    const layers = drawWiring(30, shape, 11);
    assertNotEquals([...layers[0]!.wires], [...layers[1]!.wires]);
    assertNotEquals(wiresOf(layers, 0, 0), wiresOf(layers, 0, 1));
    assertNotEquals([...layers[0]!.wires], [...drawWiring(30, shape, 12)[0]!.wires]);
  });
});

describe("drawLiveWiring()", () => {
  for (const [width, arity, hiddenLayers] of [[50, 3, 3], [8, 8, 1], [40, 1, 5], [300, 6, 2]]) {
    it(`draws the live LUTs of ${hiddenLayers} x ${width}, arity ${arity}, and their numbers`, () => {
      const shape = { hiddenLayers: hiddenLayers!, width: width!, arity: arity! };
      const all = drawWiring(40, shape, 1);
      const live = findLive(all);
      const drawn = drawLiveWiring(40, shape, 1);
      assertEquals(drawn.map(({ luts }) => [...luts]), live.map((luts) => [...luts]));
      for (const [index, layer] of drawn.entries()) {
        assertEquals([layer.width, layer.arity], [live[index]!.length, arity]);
        const expected = [...live[index]!].flatMap((lut) => {
          const own = wiresOf(all, index, lut);
          return index === 0 ? own : own.map((below) => live[index - 1]!.indexOf(below));
        });
        assertEquals([...layer.wires], expected);
      }
    });
  }
});
