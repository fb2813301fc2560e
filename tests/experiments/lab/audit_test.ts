import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { auditLuts } from "../../../experiments/lab/audit.ts";
import { rowsOf } from "../../../experiments/lab/task.ts";
import { type Network, trainNetwork } from "../../../lib/mod.ts";
import { smallImages } from "./small_images.ts";

const { training } = rowsOf(smallImages(), "halves");

function train(arity: number): Network {
  const shape = { hiddenLayers: 2, width: 20, arity };
  return trainNetwork(training, shape, 1, { unpruned: true }).network;
}

/** The network with one bit of one LUT's table turned. */
function withFlippedBit(network: Network, layer: number, lut: number, address: number): Network {
  const layers = network.layers.map((one) => ({ ...one, tables: one.tables.slice() }));
  const { tables, arity } = layers[layer]!;
  const bit = lut * Math.max(8, 2 ** arity) + address;
  tables[bit >> 3]! ^= 1 << (bit & 7);
  return { ...network, layers };
}

describe("auditLuts()", () => {
  it("finds every LUT of a trained network optimal, and monotonic", () => {
    for (const arity of [1, 2, 3, 4, 9]) {
      const audit = auditLuts(train(arity), training, 1);
      assertEquals(audit, {
        luts: 41,
        notOptimal: 0,
        tried: arity <= 3 ? 41 : 0,
        widened: 41,
        worseWhenWider: 0,
      }, `k = ${arity}`);
    }
  });

  it("finds a LUT whose table has one wrong bit", () => {
    for (const arity of [2, 4]) {
      const network = train(arity);
      // What the output LUT puts out is nobody's input, so it alone is wrong: unless the address is
      // one that no row reaches or a tie.
      const found = Array.from(
        { length: 2 ** arity },
        (_, address) => auditLuts(withFlippedBit(network, 2, 0, address), training, 1).notOptimal,
      );
      assertEquals([Math.min(...found) >= 0, Math.max(...found)], [true, 1], `k = ${arity}`);
      // All images are mostly dark: no other address is reached by as many rows as 0.
      assert(auditLuts(withFlippedBit(network, 0, 3, 0), training, 1).notOptimal >= 1);
    }
  });

  it("widens no LUT that reads all there is", () => {
    const shape = { hiddenLayers: 1, width: 3, arity: 3 };
    const { network } = trainNetwork(training, shape, 1, { unpruned: true });
    const audit = auditLuts(network, training, 1);
    assertEquals([audit.luts, audit.widened], [4, 3]);
  });
});
