import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { rowBytes } from "../../lib/rows/bit_matrix.ts";
import { type BitMatrix, rowAt } from "../../lib/rows/bit_matrix.ts";
import { RoteError } from "../../lib/errors.ts";
import { explainBits, explainRow, mostFlips } from "../../lib/explain.ts";
import { type Model, predictModelRow } from "../../lib/any_model.ts";
import { trainNetwork } from "../../lib/kinds/network/train.ts";
import { trainBoosted } from "../../lib/kinds/boosted/train.ts";
import { matrixFromBytes } from "../../lib/mod.ts";

/** Rows of ten bits, the class of which is the sum of the first three. */
const ROWS: BitMatrix = matrixFromBytes(
  Uint8Array.from({ length: 2048 }, (_, i) => i % 2 === 0 ? (i >> 1) & 255 : i >> 9),
  1024,
  10,
);
const SUM = Uint8Array.from({ length: 1024 }, (_, i) => (i & 1) + ((i >> 1) & 1) + ((i >> 2) & 1));

const network = trainNetwork(
  { rows: ROWS, labels: SUM.map((sum) => Number(sum > 1)), classes: ["few", "many"] },
  { hiddenLayers: 2, width: 40, arity: 4 },
  1,
).network;
const tables = trainBoosted(
  { rows: ROWS, labels: SUM, classes: ["0", "1", "2", "3"] },
  { tables: 64, arity: 5, rate: 0.3, lambda: 1, seed: 1 },
);

/** By the words of the docstring: one prediction a bit. */
function explainByDefinition(model: Model, row: Uint8Array) {
  const { label, scores } = predictModelRow(model, row);
  const flipped = Array.from({ length: model.features }, (_, bit) => {
    const other = row.slice();
    other[bit >> 3]! ^= 1 << (bit % 8);
    return predictModelRow(model, other);
  });
  return {
    label,
    influence: Float64Array.from(
      flipped,
      (other) => Math.round(20_000 * (scores[label]! - other.scores[label]!)) / 20_000,
    ),
    flipped: Uint8Array.from(flipped, (other) => other.label),
  };
}

describe("explainRow()", () => {
  for (const [kind, model] of [["a network", network], ["boosted tables", tables]] as const) {
    it(`tells for ${kind} what one flipped bit after the other changes`, () => {
      for (const row of [0, 1, 6, 777, 1023]) {
        const bits = rowAt(ROWS, row);
        assertEquals(explainRow(model, bits), explainByDefinition(model, bits));
      }
    });
  }

  it("finds the bits that the class depends on", () => {
    const { label, influence, flipped } = explainRow(tables, Uint8Array.of(0b110, 0));
    assertEquals(tables.classes[label], "2");
    assertEquals([...flipped].map((other) => tables.classes[other]), [
      ...["3", "1", "1"],
      ...Array(7).fill("2"),
    ]);
    const [a, b, c, ...others] = influence;
    assert(Math.min(a!, b!, c!) > 5 * Math.max(...others.map(Math.abs)));
  });

  it("explains any part of the bits alike", () => {
    const row = rowAt(ROWS, 300);
    const { influence, flipped, label } = explainRow(tables, row);
    assertEquals(explainBits(tables, row, 3, 8), {
      label,
      influence: influence.slice(3, 8),
      flipped: flipped.slice(3, 8),
    });
  });

  it("makes up a few megabytes of rows at a time", () => {
    for (const features of [1, 784, 65_536]) {
      assert(mostFlips(features) * rowBytes(features) <= 4_194_304);
    }
    assertEquals(mostFlips(65_536), 512);
  });

  it("refuses a row of another length", () => {
    for (const [bytes, code] of [[1, "row_too_short"], [3, "row_too_long"]] as const) {
      const error = assertThrows(() => explainRow(network, new Uint8Array(bytes)), RoteError);
      assertEquals(error.code, code);
    }
  });
});
