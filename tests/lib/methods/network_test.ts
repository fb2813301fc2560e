import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import { decodeNetwork } from "../../../lib/kinds/network/decode.ts";
import { encodeNetwork } from "../../../lib/kinds/network/encode.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import type { ErrorCode } from "../../../lib/errors.ts";
import { holdOut } from "../../../lib/rows/holdout.ts";
import { lutCount } from "../../../lib/kinds/network/model.ts";
import { predictBatch } from "../../../lib/kinds/network/predict_batch.ts";
import { accuracyOf } from "../../../lib/scores/predictions.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { checkTraining, trainBlob, type TrainingSettings } from "../../../lib/methods/network.ts";
import { assertRefused, assertSameNumbers } from "../assertions.ts";
import { randomData } from "../random_data.ts";

const SHAPE = { hiddenLayers: 2, width: 40, arity: 5 };
const SETTINGS: TrainingSettings = { network: SHAPE, seed: 7 };
const DATA = randomData(1, { rows: 300, features: 25, distinct: 120 });
const TEST = randomData(2, { rows: 50, features: 25 });

describe("trainBlob()", () => {
  it("encodes the trained network and says what is known about it", () => {
    const { blob, result } = trainBlob(DATA, SETTINGS);
    const { network, trainAccuracy } = trainNetwork(DATA, SHAPE, 7);
    const metadata = {
      hiddenLayers: "2",
      width: "40",
      seed: "7",
      trainRows: "300",
      trainAccuracy: trainAccuracy.toFixed(4),
    };
    assertSameNumbers(blob, encodeNetwork({ ...network, metadata }));
    assertEquals(decodeNetwork(blob).metadata, metadata);
    const { seconds, ...rest } = result;
    assert(seconds >= 0);
    assertEquals(rest, {
      trainAccuracy,
      trainRows: 300,
      testRows: 0,
      bytes: blob.length,
      liveLuts: lutCount(network),
      luts: 81,
    });
  });

  it("trains on the rows that are not held out, and tests on those that are", () => {
    const { blob, result } = trainBlob(DATA, { ...SETTINGS, holdout: 0.2 });
    const { training, heldOut } = holdOut(DATA, 0.2, 7);
    const { network, trainAccuracy } = trainNetwork(training, SHAPE, 7);
    const testAccuracy = accuracyOf(predictBatch(network, heldOut.rows).labels, heldOut.labels);
    assertEquals([result.trainRows, result.testRows], [training.rows.rows, heldOut.rows.rows]);
    assertEquals([result.trainAccuracy, result.testAccuracy], [trainAccuracy, testAccuracy]);
    const { metadata } = decodeNetwork(blob);
    assertEquals(metadata.testRows, String(heldOut.rows.rows));
    assertEquals(metadata.testAccuracy, testAccuracy.toFixed(4));
    assertSameNumbers(blob, encodeNetwork({ ...network, metadata }));
  });

  it("tests on a test set, and trains as if there were none", () => {
    const { blob, result } = trainBlob(DATA, SETTINGS, TEST);
    const network = decodeNetwork(blob);
    const expected = accuracyOf(predictBatch(network, TEST.rows).labels, TEST.labels);
    assertEquals([result.testRows, result.testAccuracy], [50, expected]);
    const { metadata } = decodeNetwork(trainBlob(DATA, SETTINGS).blob);
    assertSameNumbers(encodeNetwork({ ...network, metadata }), trainBlob(DATA, SETTINGS).blob);
  });

  it("gives the same bytes again, with statistics and progress too, and others for another seed", () => {
    const { blob } = trainBlob(DATA, SETTINGS);
    assertSameNumbers(trainBlob(DATA, SETTINGS).blob, blob);
    const { blob: again, result } = trainBlob(DATA, { ...SETTINGS, statistics: true });
    assertSameNumbers(again, blob);
    assertEquals(result.layers?.map(({ count }) => count), [25, 40, 40, 1]);
    let reports = 0;
    assertSameNumbers(trainBlob(DATA, SETTINGS, undefined, () => reports++).blob, blob);
    assert(reports > 0);
    assertNotEquals(trainBlob(DATA, { ...SETTINGS, seed: 8 }).blob, blob);
  });
});

describe("checkTraining()", () => {
  const cases: [string, Partial<DataSet>, Partial<TrainingSettings>, ErrorCode][] = [
    ["no rows", { rows: zeroMatrix(0, 25), labels: new Uint8Array() }, {}, "no_rows"],
    ["no labels", { labels: new Uint8Array() }, {}, "labels_missing"],
    ["too wide LUTs", {}, { network: { ...SHAPE, arity: 17 } }, "arity_out_of_range"],
    ["more wires than features", { rows: zeroMatrix(300, 4) }, {}, "arity_above_width_below"],
    ["a negative seed", {}, { seed: -1 }, "seed_out_of_range"],
    ["a holdout of 0", {}, { holdout: 0 }, "holdout_out_of_range"],
    ["a holdout of 1", {}, { holdout: 1 }, "holdout_out_of_range"],
    ["a holdout of no row", {}, { holdout: 0.001 }, "holdout_out_of_range"],
  ];
  for (const [what, data, settings, code] of cases) {
    it(`refuses ${what}, and so does trainBlob()`, () => {
      for (const run of [checkTraining, trainBlob]) {
        assertRefused(code, () => void run({ ...DATA, ...data }, { ...SETTINGS, ...settings }));
      }
    });
  }

  const tests: [string, Partial<DataSet>, Partial<TrainingSettings>, ErrorCode][] = [
    ["besides a holdout", {}, { holdout: 0.5 }, "holdout_out_of_range"],
    ["without rows", { rows: zeroMatrix(0, 25), labels: new Uint8Array() }, {}, "no_rows"],
    ["without labels", { labels: new Uint8Array() }, {}, "labels_missing"],
    ["with too few labels", { labels: new Uint8Array(49) }, {}, "label_count_mismatch"],
    ["with a third class", { labels: TEST.labels.with(9, 2) }, {}, "label_unknown_class"],
    ["of fewer features", { rows: zeroMatrix(50, 24) }, {}, "row_too_short"],
    ["of more features", { rows: zeroMatrix(50, 26) }, {}, "row_too_long"],
  ];
  for (const [what, test, settings, code] of tests) {
    it(`refuses a test set ${what}`, () => {
      const refused = { ...TEST, ...test };
      assertRefused(code, () => checkTraining(DATA, { ...SETTINGS, ...settings }, refused));
    });
  }

  it("takes a test set of one class", () => {
    checkTraining(DATA, SETTINGS, { ...TEST, labels: new Uint8Array(50) });
  });
});
