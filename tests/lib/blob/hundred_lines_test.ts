import { assert, assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { bitAt } from "../../../lib/rows/bit_matrix.ts";
import { crc32c } from "../../../lib/blob/crc32c.ts";
import { decodeNetwork } from "../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import type { Network } from "../../../lib/kinds/network/model.ts";
import { predictBatch } from "../../../lib/kinds/network/predict_batch.ts";
import { trainBlob } from "../../../lib/methods/network.ts";
import { networkPlans, randomData, randomMatrix, randomNetwork } from "../random_data.ts";
import { crc32c as secondCrc32c, decode, type Decoded, predict } from "./hundred_lines.ts";

/** Compares a decoded blob with a network, bit by bit. */
function assertAlike(decoded: Decoded, network: Network): void {
  assertEquals(decoded.features, network.features);
  assertEquals(decoded.classes, network.classes);
  assertEquals(Object.fromEntries(decoded.metadata), network.metadata);
  assertEquals(decoded.margins, [...network.margins]);
  assertEquals(decoded.layers.map((luts) => luts.length), network.layers.map(({ width }) => width));
  for (const [index, { arity, wires, tables }] of network.layers.entries()) {
    const luts = decoded.layers[index]!;
    assertEquals(luts.flatMap((lut) => lut.wires), [...wires]);
    const bytes = Math.max(1, 2 ** arity / 8);
    for (const [lut, { table }] of luts.entries()) {
      assertEquals(table.length, 2 ** arity);
      const isSame = table.every((bit, address) => {
        return bit === ((tables[lut * bytes + (address >> 3)]! >> (address & 7)) & 1);
      });
      assert(isSame, `table of LUT ${lut} in layer ${index + 1}`);
    }
  }
}

describe("the decoder written from the document", () => {
  it("has a hundred lines at most and imports nothing", () => {
    const source = Deno.readTextFileSync(new URL("./hundred_lines.ts", import.meta.url));
    assertLessOrEqual(source.trimEnd().split("\n").length, 100);
    assert(!/^import /m.test(source));
  });

  it("reads what the library reads and predicts what it predicts", () => {
    const plans = networkPlans({ features: 70, hiddenLayers: 4, width: 40, arity: 11 });
    fc.assert(
      fc.property(plans, fc.nat(), (plan, seed) => {
        const metadata = { "größe": "\ufeff7", seed: String(seed) };
        const bytes = encodeNetwork(randomNetwork(seed, plan, { classes: ["ne", "да"], metadata }));
        const network = decodeNetwork(bytes);
        const decoded = decode(bytes);
        assertAlike(decoded, network);
        const rows = randomMatrix(seed, 20, plan.features);
        const { labels, scores } = predictBatch(network, rows);
        for (const [row, label] of labels.entries()) {
          const bits = Array.from(
            { length: rows.columns },
            (_, column) => bitAt(rows, row, column),
          );
          const expected = { label, scores: [...scores.subarray(2 * row, 2 * row + 2)] };
          assertEquals(predict(decoded, bits), expected);
        }
      }),
      { seed: 17, numRuns: 150 },
    );
  });

  it("reads a trained blob", () => {
    const data = randomData(1, { rows: 200, features: 30 });
    const network = { hiddenLayers: 3, width: 30, arity: 6 };
    const { blob } = trainBlob(data, { network, seed: 1, holdout: 0.2 });
    assertAlike(decode(blob), decodeNetwork(blob));
  });

  it("has the same checksum, and refuses a damaged blob", () => {
    const bytes = encodeNetwork(
      randomNetwork(1, { features: 9, layers: [{ width: 1, arity: 3 }] }),
    );
    assertEquals(secondCrc32c(bytes), crc32c(bytes));
    assertThrows(() => decode(bytes.with(40, bytes[40]! ^ 1)), Error, "damaged");
    assertThrows(() => decode(bytes.with(4, 2)), Error, "kind");
  });
});
