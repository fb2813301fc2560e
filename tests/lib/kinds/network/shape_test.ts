import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { ErrorCode } from "../../../../lib/errors.ts";
import { MAX_FEATURES, MAX_WIDTH } from "../../../../lib/limits.ts";
import {
  checkShape,
  countLuts,
  DEFAULT_SHAPE,
  type NetworkShape,
} from "../../../../lib/kinds/network/shape.ts";
import { assertRefused } from "../../assertions.ts";

const SHAPE: NetworkShape = { hiddenLayers: 2, width: 20, arity: 8 };

describe("countLuts()", () => {
  it("counts the hidden LUTs and the output LUT", () => {
    assertEquals(countLuts(DEFAULT_SHAPE), 5121);
    assertEquals(countLuts({ hiddenLayers: 1, width: 1, arity: 1 }), 2);
  });
});

describe("checkShape()", () => {
  const legal: [string, number, Partial<NetworkShape>][] = [
    ["the default", 784, DEFAULT_SHAPE],
    ["the smallest of everything", 1, { hiddenLayers: 1, width: 1, arity: 1 }],
    ["an arity as large as features and width", 16, { width: 16, arity: 16 }],
    ["the most layers", 8, { hiddenLayers: 63 }],
    ["the widest layers and rows", MAX_FEATURES, { width: MAX_WIDTH }],
    // 25 x 41,943 + 1 = 1,048,576 LUTs; 16 x 65,536 + 1 below is one more.
    ["the most LUTs", 8, { hiddenLayers: 25, width: 41_943 }],
  ];
  for (const [what, features, change] of legal) {
    it(`takes ${what}`, () => checkShape(features, { ...SHAPE, ...change }));
  }

  const notCounts = [0, -1, 1.5, NaN, Infinity];
  type Refusal = [number, Partial<NetworkShape>, ErrorCode, string];
  const refused: Refusal[] = [
    ...[...notCounts, MAX_FEATURES + 1].map((features): Refusal => {
      return [features, {}, "features_out_of_range", "features"];
    }),
    ...[...notCounts, 64].map((hiddenLayers): Refusal => {
      return [50, { hiddenLayers }, "hidden_layers_out_of_range", "hiddenLayers"];
    }),
    ...[...notCounts, MAX_WIDTH + 1].map((width): Refusal => {
      return [50, { width }, "width_out_of_range", "width"];
    }),
    ...[...notCounts, 17].map((arity): Refusal => {
      return [50, { arity }, "arity_out_of_range", "arity"];
    }),
    [7, {}, "arity_above_width_below", "arity"],
    [50, { width: 7 }, "arity_above_width_below", "arity"],
    [50, { hiddenLayers: 1, width: 7 }, "arity_above_width_below", "arity"],
    [50, { hiddenLayers: 16, width: 65_536 }, "network_too_large", "width"],
    [50, { hiddenLayers: 63, width: 16_645 }, "network_too_large", "width"],
  ];
  for (const [features, change, code, field] of refused) {
    it(`refuses ${Object.entries(change).join()} over ${features} features: ${code}`, () => {
      const error = assertRefused(code, () => checkShape(features, { ...SHAPE, ...change }));
      assertEquals(error.offenders[0]?.field, field);
    });
  }
});
