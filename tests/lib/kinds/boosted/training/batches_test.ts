import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { batchOf } from "../../../../../lib/kinds/boosted/training/batches.ts";
import { labelBoosted } from "../../../../../lib/kinds/boosted/predict_batch.ts";
import type { BoostedSettings } from "../../../../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../../../../lib/kinds/boosted/train.ts";
import { accuracyOf } from "../../../../../lib/scores/predictions.ts";
import { randomClasses } from "../random_tables.ts";

const SETTINGS: BoostedSettings = { tables: 96, arity: 4, rate: 0.1, lambda: 1, seed: 1 };

describe("batchOf()", () => {
  const batches = (classes: number, more: Partial<BoostedSettings> = {}) =>
    [0.05, 0.1, 0.2, 0.3, 0.5, 1].map((rate) => batchOf({ ...SETTINGS, ...more, rate }, classes));

  it("is 16 unless the tables of a batch together would go too far", () => {
    assertEquals(batches(2), [16, 16, 8, 4, 2, 1]);
    assertEquals(batches(3), [16, 16, 8, 8, 4, 2]);
    assertEquals(batches(10), [16, 16, 16, 8, 4, 2]);
    assertEquals(batches(256), [16, 16, 16, 8, 4, 2]);
  });

  it("takes few splits for one: they may all part the same two classes", () => {
    assertEquals(batches(10, { splits: 15 }), batches(2));
    assertEquals(batches(10, { tables: 15 }), batches(2));
  });
});

describe("trainBoosted() at a high rate", () => {
  const FEW = { rows: 600, features: 12 };
  for (const classes of [2, 3, 4]) {
    for (const rate of [0.15, 0.2, 0.3, 0.5]) {
      it(`does not overshoot: ${classes} classes at ${rate}`, () => {
        const data = randomClasses(8, { ...FEW, classes });
        const accuracy = (more: Partial<BoostedSettings>) => {
          const model = trainBoosted(data, { ...SETTINGS, arity: 3, ...more });
          return accuracyOf(labelBoosted(model, data.rows), data.labels);
        };
        assertGreater(accuracy({ rate }), accuracy({ rate: 0.05 }) - 0.02);
      });
    }
  }
});
