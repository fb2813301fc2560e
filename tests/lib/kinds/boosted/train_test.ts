import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { labelBoosted } from "../../../../lib/kinds/boosted/predict_batch.ts";
import type { BoostedSettings } from "../../../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../../../lib/kinds/boosted/train.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { assertRefused } from "../../assertions.ts";
import { WAYS } from "../../kernels/kinds.ts";
import { assertSameTables } from "./assertions.ts";
import { randomClasses } from "./random_tables.ts";

const SETTINGS: BoostedSettings = { tables: 40, arity: 4, rate: 0.1, lambda: 1, seed: 1 };
const DATA = randomClasses(1, { rows: 300, features: 48, classes: 5 });

describe("trainBoosted()", () => {
  it("adds up more gradients than 32 bits hold", () => {
    // 270,000 alike rows of class 1 and one of class 0: the sums pass 2^31 within one table.
    const rows = zeroMatrix(270_001, 2);
    const labels = new Uint8Array(270_001).fill(1);
    labels[0] = 0;
    const data = { rows, labels, classes: ["0", "1"] };
    const settings = { ...SETTINGS, tables: 18, arity: 1, rate: 1 };
    const [first, ...others] = WAYS.map((way) => trainBoosted(data, settings, way));
    // Halfway at first: (270,000 - 1) / 2 / (270,001 / 4 + 1) = 1.99997 of 2 rates.
    assertEquals(first!.entries[0], 127);
    for (const other of others) assertSameTables(other, first!);
  });

  it("learns to tell drawings apart, and the better the more tables there are", () => {
    const test = randomClasses(1, { rows: 2000, features: 48, classes: 5 });
    const accuracy = (tables: number) =>
      accuracyOf(labelBoosted(trainBoosted(DATA, { ...SETTINGS, tables }), test.rows), test.labels);
    assertGreater(accuracy(300), 0.97);
    assertGreater(accuracy(300), accuracy(10));
  });

  it("reports the share of the tables that there are", () => {
    let reports = 0;
    trainBoosted(DATA, { ...SETTINGS, tables: 333 }, {
      onProgress: ({ what, done, of, fraction }) => {
        assertEquals([what, of, fraction], ["table", 333, done / 333]);
        reports++;
      },
    });
    assertGreater(reports, 50);
  });

  it("refuses entries above the limit of a blob before it allocates", () => {
    const settings = { ...SETTINGS, tables: 4097, arity: 16 };
    const error = assertRefused("network_too_large", () => trainBoosted(DATA, settings));
    assertEquals(error.offenders[0]?.field, "tables");
  });

  it("refuses rows and copies above the limit of working memory", () => {
    // 2,600,000 x 13 samples of 40 bytes and more.
    const rows = zeroMatrix(2_600_000, 9);
    const labels = new Uint8Array(2_600_000).map((_, row) => row & 1);
    const augment = { shift: 2, flip: false };
    const settings = { ...SETTINGS, inputShape: [3, 3, 1] as const, augment };
    assertRefused(
      "network_too_large",
      () => trainBoosted({ rows, labels, classes: ["0", "1"] }, settings),
    );
  });
});
