import { assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeBoosted } from "../../../lib/kinds/boosted/decode.ts";
import { labelBoosted, predictBoosted } from "../../../lib/kinds/boosted/predict_batch.ts";
import { trainBoosted } from "../../../lib/kinds/boosted/train.ts";
import { type BoostingRun, checkBoosting, trainBoostedBlob } from "../../../lib/methods/boosted.ts";
import { calibrationError } from "../../../lib/scores/calibration.ts";
import { holdOut, STOPPING } from "../../../lib/rows/holdout.ts";
import { accuracyOf } from "../../../lib/scores/predictions.ts";
import { assertSameNumbers } from "../assertions.ts";
import { WAYS } from "../kernels/kinds.ts";
import { keepsMethodContract } from "./contract.ts";
import { randomClasses } from "../kinds/boosted/random_tables.ts";

const SETTINGS: BoostingRun = { tables: 60, arity: 4, rate: 0.2, lambda: 1, seed: 7 };
const DATA = randomClasses(1, { rows: 400, features: 36, classes: 4 });
const TEST = randomClasses(1, { rows: 90, features: 36, classes: 4 });

keepsMethodContract("boosted tables", {
  run: trainBoostedBlob,
  check: checkBoosting,
  train: trainBoosted,
  data: DATA,
  settings: SETTINGS,
  test: TEST,
  toldLast: 1,
  described: { rate: "0.2", lambda: "1", seed: "7" },
  refused: [
    ["settings that cannot be", {}, { arity: 37 }, "arity_out_of_range"],
    ["a share for stopping of nothing", {}, {
      earlyStopping: { share: 0.0001, patience: 9 },
    }, STOPPING.code],
    ["no patience", {}, { earlyStopping: { share: 0.1, patience: 0 } }, STOPPING.code],
  ],
  forValues: { tables: 64, arity: 4, rate: 0.1, lambda: 1, seed: 1 },
});

describe("trainBoostedBlob()", () => {
  it("tells how many tables there are", () => {
    const { liveLuts, luts } = trainBoostedBlob(DATA, SETTINGS).result;
    assertEquals([liveLuts, luts], [60, 60]);
  });

  it("tests on a test set, and writes what it was told about images", () => {
    const { blob, result } = trainBoostedBlob(DATA, {
      ...SETTINGS,
      ...{ inputShape: [6, 6, 1], patch: 1, augment: { shift: 1, flip: true } },
    }, TEST);
    const model = decodeBoosted(blob);
    assertEquals(result.testAccuracy, accuracyOf(labelBoosted(model, TEST.rows), TEST.labels));
    const { inputShape, patch, shift, flip, testRows } = model.metadata;
    assertEquals([inputShape, patch, shift, flip, testRows], ["6x6x1", "1", "1", "true", "90"]);
  });

  it("keeps rows away for early stopping, others than those that it tests on", () => {
    const settings: BoostingRun = {
      ...{ ...SETTINGS, tables: 1000, holdout: 0.25 },
      earlyStopping: { share: 0.2, patience: 64 },
    };
    const { blob, result } = trainBoostedBlob(DATA, settings);
    const { training, heldOut } = holdOut(DATA, 0.25, 7);
    const { training: counted, heldOut: kept } = holdOut(training, 0.2, 7, STOPPING);
    const { holdout: _holdout, ...tables } = settings;
    const model = trainBoosted(training, tables);
    assertLess(model.width, 1000);
    assertEquals([result.liveLuts, result.luts], [model.width, 1000]);
    assertEquals([result.trainRows, result.stoppingRows, result.testRows], [
      ...[counted.rows.rows, kept.rows.rows, heldOut.rows.rows],
    ]);
    const answers = predictBoosted(model, heldOut.rows);
    assertEquals(result.calibrationError, calibrationError(answers, heldOut.labels));
    const { stoppingRows, patience, trainRows } = decodeBoosted(blob).metadata;
    assertEquals([stoppingRows, patience, trainRows], [
      ...[`${kept.rows.rows}`, "64", `${counted.rows.rows}`],
    ]);
  });

  it("gives the same bytes with every kind of kernels", () => {
    const [first, ...others] = WAYS.map((way) => trainBoostedBlob(DATA, SETTINGS, TEST, way).blob);
    for (const other of others) assertSameNumbers(other, first!);
  });
});
