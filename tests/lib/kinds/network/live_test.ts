import { assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { findLive, pruneNetwork } from "../../../../lib/kinds/network/live.ts";
import { lutCount } from "../../../../lib/kinds/network/model.ts";
import { tableBytes } from "../../../../lib/kinds/network/model.ts";
import { predictByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import type { LayerWiring } from "../../../../lib/kinds/network/training/wiring.ts";
import { assertSameNetwork, assertSameNumbers } from "../../assertions.ts";
import { networkPlans, randomMatrix, randomNetwork } from "../../random_data.ts";

const PLANS = networkPlans({ features: 30, hiddenLayers: 4, width: 40, arity: 6 });

/** Live by the definition: a LUT of the last layer, or one that a live LUT reads. */
function isLive(layers: readonly LayerWiring[], index: number, lut: number): boolean {
  const above = layers[index + 1];
  if (!above) return true;
  return Array.from(above.wires.entries()).some(([wire, below]) => {
    return below === lut && isLive(layers, index + 1, Math.floor(wire / above.arity));
  });
}

describe("findLive()", () => {
  it("finds the LUTs that the output depends on, in ascending order", () => {
    const plans = networkPlans({ features: 9, hiddenLayers: 3, width: 12, arity: 3 });
    fc.assert(
      fc.property(plans, fc.nat(), (plan, seed) => {
        const { layers } = randomNetwork(seed, plan);
        const expected = layers.map(({ width }, index) => {
          return [...new Array(width).keys()].filter((lut) => isLive(layers, index, lut));
        });
        assertEquals(findLive(layers).map((live) => [...live]), expected);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("gives every LUT of a last layer of several", () => {
    const layers = [
      { width: 3, arity: 1, wires: Uint16Array.of(0, 0, 0) },
      { width: 2, arity: 1, wires: Uint16Array.of(2, 0) },
    ];
    assertEquals(findLive(layers).map((live) => [...live]), [[0, 2], [0, 1]]);
  });
});

describe("pruneNetwork()", () => {
  it("keeps the live LUTs with their tables, in order, and renumbers the wires to them", () => {
    fc.assert(
      fc.property(PLANS, fc.nat(), (plan, seed) => {
        const network = randomNetwork(seed, plan);
        const live = findLive(network.layers);
        const pruned = pruneNetwork(network);
        for (const [index, layer] of pruned.layers.entries()) {
          const before = network.layers[index]!;
          const bytes = tableBytes(layer.arity);
          assertEquals([layer.width, layer.arity], [live[index]!.length, before.arity]);
          live[index]!.forEach((lut, at) => {
            assertSameNumbers(
              layer.tables.slice(at * bytes, (at + 1) * bytes),
              before.tables.slice(lut * bytes, (lut + 1) * bytes),
            );
            for (let wire = 0; wire < layer.arity; wire++) {
              const now = layer.wires[at * layer.arity + wire]!;
              const then = before.wires[lut * layer.arity + wire]!;
              assertEquals(index === 0 ? now : live[index - 1]![now], then);
            }
          });
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("changes no answer", () => {
    fc.assert(
      fc.property(PLANS, fc.nat(), (plan, seed) => {
        const network = randomNetwork(seed, plan);
        const rows = randomMatrix(seed, 20, plan.features);
        assertEquals(
          predictByDefinition(pruneNetwork(network), rows),
          predictByDefinition(network, rows),
        );
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it("drops what is dead and leaves a pruned network as it is", () => {
    const layers = [{ width: 100, arity: 3 }, { width: 50, arity: 3 }, { width: 1, arity: 4 }];
    const network = randomNetwork(1, { features: 20, layers });
    const pruned = pruneNetwork(network);
    assertLess(lutCount(pruned), 1 + 4 + 12 + 1);
    assertSameNetwork(pruneNetwork(pruned), pruned);
  });
});
