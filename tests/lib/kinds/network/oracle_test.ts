/**
 * The oracle against the paper's words, worked out in `brute_force.ts` row by row.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { matrixFromBytes } from "../../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import { predictByDefinition, trainByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import { tieBit } from "../../../../lib/random.ts";
import { addressIn, tableBit, unitsOf } from "../../brute_force.ts";
import { randomData, randomMatrix, randomNetwork } from "../../random_data.ts";

describe("trainByDefinition()", () => {
  it("memorizes the majority label at each address of one LUT, by hand", () => {
    // Both features of a row go to each LUT. Address 00: labels 1, 1, 0; 01: 0; 10: a tie; 11: none.
    const rows = matrixFromBytes(Uint8Array.of(0b00, 0b00, 0b00, 0b01, 0b10, 0b10), 6, 2);
    const data: DataSet = { rows, labels: Uint8Array.of(1, 1, 0, 0, 1, 0), classes: ["a", "b"] };
    for (let seed = 0; seed < 20; seed++) {
      const { layers } = trainByDefinition(data, { hiddenLayers: 1, width: 2, arity: 2 }, seed);
      const { wires, tables } = layers[0]!;
      for (const lut of [0, 1]) {
        // Wires the other way round swap the addresses 01 and 10.
        const [first, second] = wires[2 * lut] === 0 ? [1, 2] : [2, 1];
        const bits = [0, 1, 2, 3].map((address) => (tables[lut]! >> address) & 1);
        assertEquals(bits[0], 1);
        assertEquals(bits[first!], 0);
        assertEquals(bits[second!], tieBit(seed, 1, lut, second!));
        assertEquals(bits[3], tieBit(seed, 1, lut, 3));
      }
    }
  });

  for (const arity of [1, 2, 3, 5, 8, 10]) {
    it(`gives each LUT of ${arity} wires the majority label of each address, or its tie bit`, () => {
      const seed = 100 + arity;
      const data = randomData(seed, { rows: 60, features: 13, distinct: 20, onesOf100: 40 });
      const network = trainByDefinition(data, { hiddenLayers: 2, width: 11, arity }, seed);
      const units = unitsOf(network, data.rows);
      for (const [index, layer] of network.layers.entries()) {
        for (let lut = 0; lut < layer.width; lut++) {
          const votes = new Int32Array(2 ** arity);
          units.forEach((row, at) => {
            votes[addressIn(layer, lut, row[index]!)]! += data.labels[at] === 1 ? 1 : -1;
          });
          votes.forEach((vote, address) => {
            const expected = vote === 0 ? tieBit(seed, index + 1, lut, address) : Number(vote > 0);
            assertEquals(tableBit(layer, lut, address), expected);
          });
        }
      }
    });

    it(`gives the output LUT of ${arity} wires the margin of each address`, () => {
      const data = randomData(arity, { rows: 70, features: 13, onesOf100: 70 });
      const network = trainByDefinition(data, { hiddenLayers: 1, width: 11, arity }, 5);
      const ones = new Uint32Array(2 ** arity);
      const rows = new Uint32Array(2 ** arity);
      unitsOf(network, data.rows).forEach((units, row) => {
        const address = addressIn(network.layers[1]!, 0, units[1]!);
        rows[address]!++;
        ones[address]! += data.labels[row]!;
      });
      const expected = [...rows].map((n, address) => {
        return Math.round(10_000 * Math.abs(2 * ones[address]! - n) / (n + 2));
      });
      assertEquals([...network.margins], expected);
    });
  }
});

describe("predictByDefinition()", () => {
  it("takes each row through the tables and scores it by the margin of its last address", () => {
    const layers = [{ width: 9, arity: 4 }, { width: 8, arity: 1 }, { width: 1, arity: 7 }];
    const network = randomNetwork(8, { features: 6, layers });
    const rows = randomMatrix(9, 50, 6);
    const { labels, scores } = predictByDefinition(network, rows);
    unitsOf(network, rows).forEach((units, row) => {
      const label = units[3]![0]!;
      const margin = network.margins[addressIn(network.layers[2]!, 0, units[2]!)]!;
      assertEquals(labels[row], label);
      assertEquals(scores[2 * row + label], (10_000 + margin) / 20_000);
      assertEquals(scores[2 * row + 1 - label], (10_000 - margin) / 20_000);
    });
  });
});
