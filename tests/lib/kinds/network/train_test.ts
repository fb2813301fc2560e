import { assert, assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../../lib/rows/data_set.ts";
import type { ErrorCode } from "../../../../lib/errors.ts";
import { trainByDefinition } from "../../../../lib/kinds/network/oracle.ts";
import { predictBatch } from "../../../../lib/kinds/network/predict_batch.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import type { NetworkShape } from "../../../../lib/kinds/network/shape.ts";
import { type TrainingProgress, trainNetwork } from "../../../../lib/kinds/network/train.ts";
import { assertRefused } from "../../assertions.ts";
import { WAYS } from "../../kernels/kinds.ts";
import { randomData } from "../../random_data.ts";

const SHAPE: NetworkShape = { hiddenLayers: 3, width: 50, arity: 4 };
const DATA = randomData(1, { rows: 200, features: 30 });

describe("trainNetwork()", () => {
  it("says the share of the training rows that the network predicts right", () => {
    for (const [seed, onesOf100] of [[1, 50], [2, 10], [3, 93]] as const) {
      const data = randomData(seed, { rows: 150, features: 20, distinct: 60, onesOf100 });
      const { network, trainAccuracy } = trainNetwork(data, SHAPE, seed);
      const { labels } = predictBatch(network, data.rows);
      assertEquals(trainAccuracy, accuracyOf(labels, data.labels));
    }
  });

  it("memorizes: one LUT over all features predicts distinct rows without a mistake", () => {
    const data = randomData(5, { rows: 300, features: 16 });
    const { trainAccuracy } = trainNetwork(data, { hiddenLayers: 1, width: 16, arity: 16 }, 1);
    assertEquals(trainAccuracy, 1);
  });

  it("changes neither the rows nor the labels", () => {
    const data = randomData(1, { rows: 200, features: 30 });
    trainNetwork(data, SHAPE, 1, { statistics: true });
    assertEquals(data, DATA);
  });

  it("predicts alike pruned and unpruned", () => {
    const rows = randomData(77, { rows: 1000, features: 30 }).rows;
    for (let seed = 0; seed < 5; seed++) {
      const pruned = trainNetwork(DATA, SHAPE, seed).network;
      const unpruned = trainNetwork(DATA, SHAPE, seed, { unpruned: true }).network;
      assertLess(pruned.layers[0]!.width, unpruned.layers[0]!.width);
      assertEquals(predictBatch(pruned, rows), predictBatch(unpruned, rows));
    }
  });

  it("finds the same statistics with every kind of kernels", () => {
    for (const arity of [3, 8, 10]) {
      const data = randomData(arity, { rows: 700, features: 30, distinct: 400, onesOf100: 30 });
      const outcomes = WAYS.map((way) =>
        trainNetwork(data, { ...SHAPE, arity }, 1, { ...way, statistics: true })
      );
      for (const outcome of outcomes) assertEquals(outcome, outcomes[0]);
    }
  });

  for (const statistics of [false, true]) {
    it(`reports progress that never falls and ends at 1${statistics ? ", in full" : ""}`, () => {
      const reports: TrainingProgress[] = [];
      const onProgress = (progress: TrainingProgress) => void reports.push(progress);
      trainNetwork(DATA, { ...SHAPE, width: 301, arity: 8 }, 1, { statistics, onProgress });
      for (const [at, report] of reports.entries()) {
        const before = reports[at - 1] ?? { layer: 1, layers: 4, fraction: 0 };
        assertEquals(report.layers, 4);
        assert(report.layer >= before.layer && report.fraction >= before.fraction);
      }
      assertEquals(reports[0], { layer: 1, layers: 4, fraction: 0 });
      assertEquals(reports.at(-1), { layer: 4, layers: 4, fraction: 1 });
      assert(reports.length > 20 && reports.length <= 102, `${reports.length} reports`);
    });
  }
});

describe("trainNetwork() that is cancelled", () => {
  it("ends with job_cancelled the next time it asks, every few LUTs, and trains again", () => {
    const shape = { ...SHAPE, width: 301 };
    const run = (isCancelled: () => boolean) =>
      trainNetwork(DATA, shape, 1, { statistics: true, isCancelled });
    let asked = 0;
    const whole = run(() => ++asked < 0);
    assert(asked > 301 * shape.hiddenLayers / 10, `asked ${asked} times`);
    for (const times of [1, 2, Math.floor(asked / 2), asked]) {
      let left = times;
      assertRefused("job_cancelled", () => run(() => --left === 0));
    }
    assertEquals(run(() => false), whole);
  });
});

describe("trainNetwork() and trainByDefinition()", () => {
  const empty = { rows: zeroMatrix(0, 30), labels: new Uint8Array() };
  const cases: [string, Partial<DataSet>, Partial<NetworkShape>, number, ErrorCode][] = [
    ["no rows", empty, {}, 1, "no_rows"],
    ["one class", { labels: new Uint8Array(200) }, {}, 1, "labels_one_class"],
    ["a label of no class", { labels: DATA.labels.with(7, 2) }, {}, 1, "label_unknown_class"],
    ["a shape that cannot be", {}, { arity: 31, width: 60 }, 1, "arity_out_of_range"],
    ["more wires than features", { rows: zeroMatrix(200, 3) }, {}, 1, "arity_above_width_below"],
    ["a seed that is none", {}, {}, -1, "seed_out_of_range"],
  ];
  for (const [what, data, shape, seed, code] of cases) {
    it(`refuse ${what}`, () => {
      for (const train of [trainNetwork, trainByDefinition]) {
        assertRefused(code, () => train({ ...DATA, ...data }, { ...SHAPE, ...shape }, seed));
      }
    });
  }
});

describe("trainNetwork(), before it allocates,", () => {
  it("refuses truth tables above the limit of a blob", () => {
    // 32,769 LUTs of 8 KiB are one too many.
    const data = randomData(1, { rows: 2, features: 300 });
    const shape = { hiddenLayers: 1, width: 32_769, arity: 16 };
    const error = assertRefused("network_too_large", () => {
      trainNetwork(data, shape, 1, { unpruned: true });
    });
    assertEquals(error.offenders[0]?.field, "arity");
  });

  it("refuses columns above the limit of working memory", () => {
    // Two layers of 65,536 LUTs over 65,600 rows: 131,074 columns of 8,200 bytes are 1.07 GB.
    const rows = zeroMatrix(65_600, 1);
    const labels = new Uint8Array(65_600).map((_, row) => row & 1);
    const data = { rows, labels, classes: ["0", "1"] };
    const shape = { hiddenLayers: 2, width: 65_536, arity: 1 };
    const error = assertRefused("network_too_large", () => {
      trainNetwork(data, shape, 1, { unpruned: true });
    });
    assertEquals(error.offenders[0]?.field, "width");
    // Pruned, one LUT of each layer is left.
    assertEquals(trainNetwork(data, shape, 1).network.layers.map(({ width }) => width), [1, 1, 1]);
  });
});
