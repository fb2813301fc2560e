import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { lutCount, MARGIN_ONE, outputLayer } from "../../../../lib/kinds/network/model.ts";
import { marginOf, scoresOfMargin } from "../../../../lib/scores/margins.ts";
import { tableBytes } from "../../../../lib/kinds/network/model.ts";
import { randomNetwork } from "../../random_data.ts";

describe("tableBytes()", () => {
  it("is 2^arity bits, at least one byte", () => {
    for (let arity = 1; arity <= 16; arity++) {
      assertEquals(tableBytes(arity), Math.ceil(2 ** arity / 8));
    }
  });
});

describe("marginOf()", () => {
  it("is the nearest integer to 10,000 d / (n + 2), halves rounded up", () => {
    for (let ones = 0; ones < 150; ones++) {
      for (let zeros = 0; zeros < 150; zeros++) {
        const expected = Math.round(10_000 * Math.abs(ones - zeros) / (ones + zeros + 2));
        assertEquals(marginOf(ones, zeros), expected, `${ones} against ${zeros}`);
      }
    }
  });

  it("rounds a half up", () => {
    // 10,000 x 2 / 64 = 312.5 and 10,000 x 6 / 64 = 937.5.
    assertEquals(marginOf(32, 30), 313);
    assertEquals(marginOf(28, 34), 938);
  });

  it("stays within 0 and certainty for as many rows as there can be", () => {
    assertEquals(marginOf(0, 0), 0);
    assertEquals(marginOf(0, 16_777_216), MARGIN_ONE);
    assertEquals(marginOf(16_777_215, 0), MARGIN_ONE);
    assertEquals(marginOf(8_388_608, 8_388_608), 0);
  });
});

describe("scoresOfMargin()", () => {
  it("adds up to 1 for every margin, the predicted class not below the other", () => {
    for (let margin = 0; margin <= MARGIN_ONE; margin++) {
      const { predicted, other } = scoresOfMargin(margin);
      assertEquals(predicted + other, 1);
      assertEquals(predicted, (10_000 + margin) / 20_000);
      assertEquals(predicted >= 0.5 && predicted <= 1, true);
    }
  });
});

describe("lutCount() and outputLayer()", () => {
  it("count the LUTs of all layers, and give the last layer", () => {
    const layers = [{ width: 5, arity: 2 }, { width: 7, arity: 3 }, { width: 1, arity: 1 }];
    const network = randomNetwork(1, { features: 9, layers });
    assertEquals(lutCount(network), 13);
    assertEquals(outputLayer(network), network.layers[2]);
  });
});
