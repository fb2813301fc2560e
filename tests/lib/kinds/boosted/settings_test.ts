import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  type BoostedSettings,
  checkBoostedSettings,
  countSplits,
} from "../../../../lib/kinds/boosted/settings.ts";
import type { ErrorCode } from "../../../../lib/errors.ts";
import { assertRefused } from "../../assertions.ts";

const SETTINGS: BoostedSettings = { tables: 10, arity: 4, rate: 0.1, lambda: 1, seed: 1 };
/** Settings as strangers send them. */
type Sent = Partial<Record<keyof BoostedSettings, unknown>>;
const merge = (sent: Sent) => ({ ...SETTINGS, ...sent }) as BoostedSettings;

describe("checkBoostedSettings()", () => {
  const taken: [what: string, features: number, sent: Sent][] = [
    ["the least of everything", 1, { tables: 1, arity: 1, rate: 0.001, lambda: 0.01, splits: 1 }],
    ["the most", 65_536, { tables: 65_536, arity: 16, rate: 1, lambda: 10_000, splits: 256 }],
    ["a patch of the whole image", 15, { inputShape: [3, 5, 1], patch: 1 }],
    ["a single pixel of four channels", 4, { inputShape: [1, 1, 4], patch: 0 }],
    ["copies", 12, { inputShape: [2, 2, 3], augment: { shift: 2, flip: true } }],
  ];
  for (const [what, features, sent] of taken) {
    it(`takes ${what}`, () => checkBoostedSettings(features, merge(sent)));
  }

  const refused: [features: number, sent: Sent, code: ErrorCode, field: string][] = [
    [0, {}, "features_out_of_range", "features"],
    [20, { tables: 0 }, "tables_out_of_range", "tables"],
    [20, { tables: 65_537 }, "tables_out_of_range", "tables"],
    [20, { tables: 1.5 }, "tables_out_of_range", "tables"],
    [20, { tables: "9" }, "tables_out_of_range", "tables"],
    [20, { arity: 0 }, "arity_out_of_range", "arity"],
    [20, { arity: 17 }, "arity_out_of_range", "arity"],
    [3, {}, "arity_above_width_below", "arity"],
    [16, { inputShape: [4, 4, 1], patch: 0 }, "arity_above_width_below", "arity"],
    [20, { rate: 0.0009 }, "rate_out_of_range", "rate"],
    [20, { rate: 1.01 }, "rate_out_of_range", "rate"],
    [20, { rate: NaN }, "rate_out_of_range", "rate"],
    [20, { lambda: 0 }, "lambda_out_of_range", "lambda"],
    [20, { lambda: Infinity }, "lambda_out_of_range", "lambda"],
    [20, { splits: 0 }, "splits_out_of_range", "splits"],
    [20, { splits: 257 }, "splits_out_of_range", "splits"],
    [20, { inputShape: [4, 4, 1] }, "input_shape_mismatch", "inputShape"],
    [20, { inputShape: [-4, -5, 1] }, "input_shape_mismatch", "inputShape"],
    [20, { inputShape: [4, 5] }, "input_shape_mismatch", "inputShape"],
    [20, { inputShape: [0.5, 40, 1] }, "input_shape_mismatch", "inputShape"],
    [20, { patch: 1 }, "patch_out_of_range", "patch"],
    [20, { inputShape: [4, 5, 1], patch: 2 }, "patch_out_of_range", "patch"],
    [20, { inputShape: [4, 5, 1], patch: -1 }, "patch_out_of_range", "patch"],
    [20, { augment: { shift: 1, flip: false } }, "augment_out_of_range", "augment"],
  ];
  for (const [features, sent, code, field] of refused) {
    it(`refuses ${JSON.stringify(sent)} over ${features} features with ${code}`, () => {
      const error = assertRefused(code, () => checkBoostedSettings(features, merge(sent)));
      assertEquals(error.offenders[0]?.field, field);
    });
  }

  for (const augment of [{ shift: 3, flip: true }, { shift: 0.5, flip: true }, { shift: 1 }]) {
    it(`refuses the copies ${JSON.stringify(augment)}`, () => {
      const settings = merge({ inputShape: [5, 4, 1], augment });
      assertRefused("augment_out_of_range", () => checkBoostedSettings(20, settings));
    });
  }
});

describe("countSplits()", () => {
  it("is 1 for two classes, else what was asked for, 32 if nothing, at most one a table", () => {
    assertEquals(countSplits(merge({ splits: 9, tables: 99 }), 2), 1);
    assertEquals(countSplits(merge({ splits: 9, tables: 99 }), 3), 9);
    assertEquals(countSplits(merge({ tables: 99 }), 3), 32);
    assertEquals(countSplits(merge({ tables: 5 }), 3), 5);
  });
});
