import {
  boostByDefinition,
  predictBoostedByDefinition,
} from "../../../../lib/kinds/boosted/oracle.ts";
import type { BoostedTables } from "../../../../lib/kinds/boosted/model.ts";
import type { BoostedSettings } from "../../../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../../../lib/kinds/boosted/train.ts";
import { MAX_BOOSTED_CLASSES } from "../../../../lib/limits.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import { randomData } from "../../random_data.ts";
import { keepsContract } from "../contract.ts";
import { BOOSTED_BLOBS } from "./blob_contract.ts";
import { randomClasses, randomTables } from "./random_tables.ts";

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
  ["chosen wires", DATA, { candidates: 5, arity: 5 }],
  ["chosen wires of two classes", randomData(1, { rows: 200, features: 30 }), { candidates: 2 }],
  ["chosen wires, as many as there are features", randomData(1, { rows: 90, features: 7 }), {
    ...{ candidates: 64, arity: 7, rate: 1 },
  }],
  ["one chosen wire of one feature", randomData(2, { rows: 2, features: 1 }), {
    ...{ tables: 3, arity: 1, candidates: 9 },
  }],
  ["chosen wires of many candidates", DATA, { candidates: 33, arity: 9, lambda: 0.01 }],
  [
    "chosen wires by some of many rows",
    randomClasses(4, { rows: 9000, features: 24, classes: 3 }),
    {
      ...{ candidates: 8, arity: 3, tables: 9 },
    },
  ],
  ["chosen wires of columns", { ...DATA, columns: [20, 1, 1, 9, 17] }, { candidates: 6 }],
  ["chosen wires in windows of copies", DATA, {
    ...{ inputShape: [6, 8, 1], patch: 2, augment: { shift: 1, flip: true }, candidates: 12 },
    arity: 6,
  }],
  ["chosen wires and early stopping", DATA, {
    ...{ tables: 140, inputShape: [6, 8, 1], augment: { shift: 1, flip: false }, candidates: 4 },
    earlyStopping: { share: 0.3, patience: 100 },
  }],
  ["early stopping before the first look", DATA, { earlyStopping: { share: 0.1, patience: 1 } }],
];

/** Tables whose sums 16 bits do not hold. */
function largeSums(entry: number): BoostedTables {
  const plan = { features: 20, classes: 3, arity: 6, width: 1030, splits: 2 };
  const model = randomTables(4, plan, { scale: 1_048_576 });
  model.entries.fill(entry);
  return model;
}

const PLAN = { features: 40, classes: 10, width: 64, arity: 6, splits: 32 };

keepsContract({
  name: "boosted",
  blobs: BOOSTED_BLOBS,
  predictions: {
    define: predictBoostedByDefinition,
    models: [randomTables(1, PLAN), randomTables(6, { ...PLAN, width: 70, splits: 7 })],
    cases: [
      ...Array.from({ length: 16 }, (_, at) => {
        const [arity, classes] = [at + 1, 2 + (at + 1) % 4];
        const splits = classes === 2 ? 1 : 3;
        const plan = { features: 16 + arity, classes, width: 20 + arity, arity, splits };
        return [`${arity} wires`, randomTables(arity, plan), 150] as const;
      }),
      [
        "256 classes, 256 splits",
        randomTables(2, {
          ...{ features: 9, classes: 256, width: 300, arity: 5, splits: 256 },
        }),
        40,
      ],
      [
        "one feature, one table",
        randomTables(3, {
          ...{ features: 1, classes: 2, width: 1, arity: 1, splits: 1 },
        }),
        5,
      ],
      ["sums that 16 bits do not hold", largeSums(127), 130],
      ["sums below what 16 bits hold", largeSums(-127), 130],
    ],
  },
  training: {
    train: trainBoosted,
    define: boostByDefinition,
    data: DATA,
    settings: SETTINGS,
    examples: EXAMPLES.map(([what, data, more]) => [what, data, { ...SETTINGS, ...more }]),
    rounds: 5,
    mostClasses: MAX_BOOSTED_CLASSES,
    told: { ...SETTINGS, tables: 333 },
    toldLast: 1,
    asked: SETTINGS.tables,
    stages: 7,
    refused: [["settings that cannot be", {}, { tables: 0 }, "tables_out_of_range"]],
  },
});
