import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { labelBoosted } from "../../../../../lib/kinds/boosted/predict_batch.ts";
import type { BoostedSettings } from "../../../../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../../../../lib/kinds/boosted/train.ts";
import {
  countListed,
  drawCandidates,
  drawSamples,
} from "../../../../../lib/kinds/boosted/training/choosing.ts";
import type { DataSet } from "../../../../../lib/rows/data_set.ts";
import { accuracyOf } from "../../../../../lib/scores/predictions.ts";
import { randomMatrix } from "../../../random_data.ts";
import { bitAt } from "../../../../../lib/rows/bit_matrix.ts";
import { assertSameTables } from "../assertions.ts";
import { randomClasses } from "../random_tables.ts";

const SETTINGS: BoostedSettings = {
  tables: 50,
  arity: 4,
  rate: 0.2,
  lambda: 1,
  candidates: 6,
  seed: 1,
};

/** The lists of features, a list for each wire. */
function listsOf(features: number, settings: BoostedSettings, columns?: number[]): number[][] {
  const all = drawCandidates(features, settings, columns);
  const listed = all.length / (settings.tables * settings.arity);
  return Array.from(
    { length: settings.tables * settings.arity },
    (_, list) => [...all.subarray(list * listed, (list + 1) * listed)],
  );
}

describe("drawCandidates()", () => {
  it("lists distinct features, enough for as many new ones as are tried", () => {
    const lists = listsOf(100, SETTINGS);
    assertEquals(lists.length, 200);
    for (const list of lists) {
      assertEquals([list.length, new Set(list).size], [6 + 3, 9]);
      assert(list.every((feature) => feature < 100));
    }
    assertEquals(new Set(lists.flat()).size, 100);
    assertEquals(countListed(SETTINGS, 100), 9);
  });

  it("lists all features where there are no more", () => {
    for (const list of listsOf(7, SETTINGS)) assertEquals(list, [0, 1, 2, 3, 4, 5, 6]);
  });

  it("stays within a table's window", () => {
    const settings = { ...SETTINGS, inputShape: [10, 10, 1] as const, patch: 2, arity: 2 };
    const lists = listsOf(100, settings);
    for (let table = 0; table < 50; table++) {
      const rows = lists.slice(2 * table, 2 * table + 2).flat().map((at) => Math.floor(at / 10));
      assert(Math.max(...rows) - Math.min(...rows) <= 4);
    }
  });

  it("tries all columns alike, however many bits they have, and several bits of each", () => {
    const columns = [1, 200, 1, 1];
    const lists = listsOf(203, { ...SETTINGS, tables: 500, arity: 1 }, columns);
    const withFirst = lists.filter((list) => list.includes(0)).length;
    assertGreater(withFirst, 150);
    assertLess(withFirst, 450);
    const blind = listsOf(203, { ...SETTINGS, tables: 500, arity: 1 });
    assertLess(blind.filter((list) => list.includes(0)).length, 50);
    const ofLarge = lists.map((list) => list.filter((at) => at >= 1 && at <= 200).length);
    assert(ofLarge.every((count) => count === 0 || count >= 3), `${ofLarge}`);
  });
});

describe("drawSamples()", () => {
  it("leaves one group of five out, another each time", () => {
    const samples = drawSamples(20, SETTINGS);
    assertEquals(samples.length, 64);
    for (const sample of samples) {
      assertEquals(sample.length, 16);
      assertEquals([...sample], [...new Set(sample)].toSorted((a, b) => a - b));
      for (let block = 0; block < 4; block++) {
        assertEquals(sample.filter((group) => Math.floor(group / 5) === block).length, 4);
      }
    }
    assertGreater(new Set(samples.map(String)).size, 50);
  });

  it("takes one group of a block where there are many, at most 128 for each candidate", () => {
    for (const groups of [960, 961, 7_500, 100_000]) {
      for (const sample of drawSamples(groups, SETTINGS)) {
        assert(sample.length <= 6 * 128, `${sample.length} of ${groups}`);
        assertGreater(sample.length, 6 * 128 / 2 - 1);
        assertLess(sample.at(-1)!, groups);
      }
    }
  });

  it("has something to say of a single group", () => {
    assert(drawSamples(1, SETTINGS).some((sample) => sample.length === 1));
  });
});

describe("trainBoosted() with chosen wires", () => {
  it("draws them blindly where one candidate is all", () => {
    const data = randomClasses(1, { rows: 200, features: 30, classes: 3 });
    const { candidates: _, ...drawn } = SETTINGS;
    assertSameTables(
      trainBoosted(data, { ...SETTINGS, candidates: 1 }),
      trainBoosted(data, drawn),
    );
  });

  it("finds the few bits that matter among many", () => {
    const rows = randomMatrix(1, 3000, 120);
    const isOne = (row: number) => {
      const bit = (at: number) => bitAt(rows, row, at);
      return bit(7) === 1 ? bit(30) : bit(99) & bit(60);
    };
    const labels = Uint8Array.from({ length: 3000 }, (_, row) => isOne(row));
    const data: DataSet = { rows, labels, classes: ["0", "1"] };
    const settings = { ...SETTINGS, tables: 30, candidates: 24 };
    const accuracy = (candidates: number) =>
      accuracyOf(
        labelBoosted(trainBoosted(data, { ...settings, candidates }), rows),
        labels,
      );
    assertGreater(accuracy(24), 0.98);
    assertLess(accuracy(1), 0.9);
  });

  it("has distinct wires in each table", () => {
    const data = randomClasses(1, { rows: 200, features: 9, classes: 3 });
    const { wires, arity, width } = trainBoosted(data, { ...SETTINGS, arity: 8 });
    for (let table = 0; table < width; table++) {
      assertEquals(new Set(wires.subarray(table * arity, (table + 1) * arity)).size, arity);
    }
  });
});
