import { assert, assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import { decodeBoosted } from "../../../lib/kinds/boosted/decode.ts";
import { encodeBoosted } from "../../../lib/kinds/boosted/encode.ts";
import { labelBoosted, predictBoosted } from "../../../lib/kinds/boosted/predict_batch.ts";
import { trainBoosted } from "../../../lib/kinds/boosted/train.ts";
import { type BoostingRun, checkBoosting, trainBoostedBlob } from "../../../lib/methods/boosted.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import type { ErrorCode } from "../../../lib/errors.ts";
import { calibrationError } from "../../../lib/scores/calibration.ts";
import { holdOut, STOPPING } from "../../../lib/rows/holdout.ts";
import { accuracyOf } from "../../../lib/scores/predictions.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { WAYS } from "../kernels/kinds.ts";
import { randomClasses } from "../kinds/boosted/random_tables.ts";

const SETTINGS: BoostingRun = { tables: 60, arity: 4, rate: 0.2, lambda: 1, seed: 7 };
const DATA = randomClasses(1, { rows: 400, features: 36, classes: 4 });
const TEST = randomClasses(1, { rows: 90, features: 36, classes: 4 });

describe("trainBoostedBlob()", () => {
  it("encodes the trained tables and says what is known about them", () => {
    const { blob, result } = trainBoostedBlob(DATA, SETTINGS);
    const model = trainBoosted(DATA, SETTINGS);
    const trainAccuracy = accuracyOf(labelBoosted(model, DATA.rows), DATA.labels);
    const metadata = {
      ...{ rate: "0.2", lambda: "1", seed: "7", trainRows: "400" },
      trainAccuracy: trainAccuracy.toFixed(4),
    };
    assertSameNumbers(blob, encodeBoosted({ ...model, metadata }));
    assertEquals(decodeBoosted(blob).metadata, metadata);
    const { seconds, ...rest } = result;
    assert(seconds >= 0);
    assertEquals(rest, {
      ...{ trainAccuracy, trainRows: 400, testRows: 0, bytes: blob.length },
      tables: 60,
    });
  });

  it("trains on the rows that are not held out, and tests on those that are", () => {
    const { blob, result } = trainBoostedBlob(DATA, { ...SETTINGS, holdout: 0.25 });
    const { training, heldOut } = holdOut(DATA, 0.25, 7);
    const model = trainBoosted(training, SETTINGS);
    assertSameNumbers(decodeBoosted(blob).entries, model.entries);
    const testAccuracy = accuracyOf(labelBoosted(model, heldOut.rows), heldOut.labels);
    assertEquals(result.testAccuracy, testAccuracy);
    assertEquals([result.trainRows, result.testRows], [training.rows.rows, heldOut.rows.rows]);
    assertEquals(decodeBoosted(blob).metadata["testAccuracy"], testAccuracy.toFixed(4));
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
    assertEquals(result.tables, model.width);
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

describe("checkBoosting()", () => {
  const cases: [string, Partial<BoostingRun>, Partial<DataSet> | undefined, ErrorCode][] = [
    ["settings that cannot be", { arity: 37 }, undefined, "arity_out_of_range"],
    ["a seed that is none", { seed: 0.5 }, undefined, "seed_out_of_range"],
    ["a share of nothing", { holdout: 0.0001 }, undefined, "holdout_out_of_range"],
    [
      "a share for stopping of nothing",
      { earlyStopping: { share: 0.0001, patience: 9 } },
      undefined,
      STOPPING.code,
    ],
    ["no patience", { earlyStopping: { share: 0.1, patience: 0 } }, undefined, STOPPING.code],
    ["a test set and a holdout", { holdout: 0.2 }, {}, "holdout_out_of_range"],
    ["test rows that are short", {}, { rows: zeroMatrix(90, 35) }, "row_too_short"],
    ["test rows that are long", {}, { rows: zeroMatrix(90, 37) }, "row_too_long"],
    ["test rows without labels", {}, { labels: new Uint8Array() }, "labels_missing"],
    ["a test label of no class", {}, { labels: TEST.labels.with(0, 9) }, "label_unknown_class"],
  ];
  for (const [what, settings, test, code] of cases) {
    it(`refuses ${what}`, () => {
      const run = { ...SETTINGS, ...settings };
      assertRefused(code, () => checkBoosting(DATA, run, test && { ...TEST, ...test }));
      assertRefused(code, () => trainBoostedBlob(DATA, run, test && { ...TEST, ...test }));
    });
  }
});
