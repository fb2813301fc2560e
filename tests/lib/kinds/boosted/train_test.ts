import { assert, assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { boostByDefinition } from "../../../../lib/kinds/boosted/oracle.ts";
import { labelBoosted } from "../../../../lib/kinds/boosted/predict_batch.ts";
import type { BoostedSettings } from "../../../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../../../lib/kinds/boosted/train.ts";
import type { BoostingOptions } from "../../../../lib/kinds/boosted/training/report.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import type { ErrorCode } from "../../../../lib/errors.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { startTeam } from "../../../../lib/kinds/training_team.ts";
import type { TrainingTeam } from "../../../../lib/threads/team.ts";
import { assertRefused } from "../../assertions.ts";
import { nameOf, WAYS } from "../../kernels/kinds.ts";
import { randomData } from "../../random_data.ts";
import { assertSameTables } from "./assertions.ts";
import { randomClasses } from "./random_tables.ts";

const SETTINGS: BoostedSettings = { tables: 40, arity: 4, rate: 0.1, lambda: 1, seed: 1 };
const DATA = randomClasses(1, { rows: 300, features: 48, classes: 5 });

/** Runs that differ in all that makes a difference to the kernels. */
const EXAMPLES: [what: string, data: DataSet, settings: Partial<BoostedSettings>][] = [
  ["two classes", randomData(1, { rows: 200, features: 30 }), { tables: 50 }],
  ["two rows and one wire", randomData(2, { rows: 2, features: 1 }), { tables: 1, arity: 1 }],
  ["one table more than a batch", DATA, { tables: 17, arity: 8 }],
  ["as many tables as two batches", DATA, { tables: 32, arity: 3 }],
  ["nine wires", DATA, { arity: 9, rate: 1, lambda: 0.01 }],
  ["sixteen wires", randomClasses(2, { rows: 150, features: 40, classes: 3 }), {
    ...{ tables: 5, arity: 16, lambda: 10_000 },
  }],
  ["one split", DATA, { splits: 1 }],
  ["seven splits", DATA, { splits: 7, seed: 2 ** 53 - 1 }],
  ["as many splits as a batch", DATA, { splits: 16 }],
  ["more splits than a batch", DATA, { splits: 17, tables: 90, rate: 0.5 }],
  ["two classes, batches of one", randomData(1, { rows: 200, features: 30 }), { rate: 1 }],
  ["batches of two", DATA, { rate: 0.8, splits: 15, tables: 35 }],
  ["batches of four", DATA, { rate: 0.5, splits: 3, tables: 37 }],
  ["256 classes", randomClasses(3, { rows: 300, features: 20, classes: 256 }), { tables: 34 }],
  ["more rows than a chunk", randomClasses(4, { rows: 2500, features: 24, classes: 3 }), {}],
  ["rows of whole vectors", randomClasses(5, { rows: 256, features: 24, classes: 10 }), {}],
  ["patches", DATA, { inputShape: [4, 4, 3], patch: 1, arity: 10 }],
  ["moved copies", DATA, { inputShape: [4, 4, 3], augment: { shift: 1, flip: false } }],
  ["mirrored copies", DATA, { inputShape: [8, 6, 1], augment: { shift: 0, flip: true } }],
  ["26 copies", DATA, {
    ...{ inputShape: [6, 8, 1], patch: 2, augment: { shift: 2, flip: true }, tables: 20 },
  }],
  ["early stopping", DATA, { tables: 300, earlyStopping: { share: 0.2, patience: 64 } }],
  ["early stopping that comes to the end", DATA, {
    ...{ tables: 150, rate: 0.02, earlyStopping: { share: 0.5, patience: 999 } },
  }],
  ["early stopping of fewer tables than splits", DATA, {
    ...{ tables: 200, rate: 1, splits: 128, earlyStopping: { share: 0.1, patience: 64 } },
  }],
  ["early stopping with copies", DATA, {
    ...{ tables: 140, inputShape: [6, 8, 1], augment: { shift: 1, flip: false } },
    earlyStopping: { share: 0.3, patience: 100 },
  }],
  ["early stopping before the first look", DATA, { earlyStopping: { share: 0.1, patience: 1 } }],
];

describe("trainBoosted() gives what the definition gives, with every kind of kernels:", () => {
  for (const [what, data, settings] of EXAMPLES) {
    it(what, () => {
      const all = { ...SETTINGS, ...settings };
      const expected = boostByDefinition(data, all);
      for (const way of WAYS) {
        assertSameTables(trainBoosted(data, all, way), expected, nameOf(way.kernels));
      }
    });
  }
});

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

  it("changes neither the rows nor the labels", () => {
    trainBoosted(DATA, SETTINGS);
    assertEquals(DATA, randomClasses(1, { rows: 300, features: 48, classes: 5 }));
  });

  it("learns to tell drawings apart, and the better the more tables there are", () => {
    const test = randomClasses(1, { rows: 2000, features: 48, classes: 5 });
    const accuracy = (tables: number) =>
      accuracyOf(labelBoosted(trainBoosted(DATA, { ...SETTINGS, tables }), test.rows), test.labels);
    assertGreater(accuracy(300), 0.97);
    assertGreater(accuracy(300), accuracy(10));
  });

  it("reports progress that never falls and ends at 1", () => {
    const seen: number[] = [];
    trainBoosted(DATA, { ...SETTINGS, tables: 333 }, {
      onProgress: ({ tables, fraction }) => {
        assertEquals(fraction, tables / 333);
        seen.push(fraction);
      },
    });
    assertEquals(seen, seen.toSorted((a, b) => a - b));
    assertEquals([seen[0], seen.at(-1)], [0, 1]);
    assert(seen.length > 50 && seen.length <= 101, `${seen.length} reports`);
  });

  it("ends with job_cancelled the next time it asks, after each table, and trains again", () => {
    let asked = 0;
    const whole = trainBoosted(DATA, SETTINGS, { isCancelled: () => ++asked < 0 });
    assertGreater(asked, SETTINGS.tables);
    for (const times of [1, 2, asked >> 1, asked]) {
      let left = times;
      const isCancelled = () => --left === 0;
      assertRefused("job_cancelled", () => trainBoosted(DATA, SETTINGS, { isCancelled }));
    }
    assertSameTables(trainBoosted(DATA, SETTINGS), whole);
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

describe("trainBoosted() and boostByDefinition()", () => {
  const MANY = Array.from({ length: 257 }, (_, index) => String(index));
  const cases: [string, Partial<DataSet>, Partial<BoostedSettings>, ErrorCode][] = [
    ["no rows", { rows: zeroMatrix(0, 48), labels: new Uint8Array() }, {}, "no_rows"],
    ["a class without rows", { classes: [..."abcdef"] }, {}, "labels_one_class"],
    ["257 classes", { classes: MANY }, {}, "labels_too_many_classes"],
    ["a label of no class", { labels: DATA.labels.with(7, 5) }, {}, "label_unknown_class"],
    ["settings that cannot be", {}, { tables: 0 }, "tables_out_of_range"],
    ["a seed that is none", {}, { seed: -1 }, "seed_out_of_range"],
  ];
  for (const [what, data, settings, code] of cases) {
    it(`refuse ${what}`, () => {
      for (const train of [trainBoosted, boostByDefinition]) {
        assertRefused(code, () => train({ ...DATA, ...data }, { ...SETTINGS, ...settings }));
      }
    });
  }
});

for (const threads of [2, 3]) {
  describe(`trainBoosted() with a team of ${threads} threads`, () => {
    const withTeam = async (run: (team: TrainingTeam) => void) => {
      const team = (await startTeam(threads))!;
      run(team);
      team.close();
    };

    it("gives what one thread gives", () =>
      withTeam((team) => {
        for (const [what, data, settings] of EXAMPLES) {
          const all = { ...SETTINGS, ...settings };
          const alone = trainBoosted(data, all);
          for (let run = 0; run < 5; run++) {
            assertSameTables(trainBoosted(data, all, { team }), alone, what);
          }
        }
        assert(team.isReady);
      }));

    it("ends a cancelled run for all threads at once, and is there for the next", () =>
      withTeam((team) => {
        const alone = trainBoosted(DATA, SETTINGS);
        for (let run = 0; run < 30; run++) {
          let asked = 0;
          const options: BoostingOptions = { team, isCancelled: () => asked++ >= run % 7 };
          assertRefused("job_cancelled", () => trainBoosted(DATA, SETTINGS, options));
          assert(team.isReady);
          assertSameTables(trainBoosted(DATA, SETTINGS, { team }), alone);
        }
      }));
  });
}
