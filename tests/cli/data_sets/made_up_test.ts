/**
 * Made-up images: the same for a seed, about as skewed as real ones, and about as hard.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { makeUpImages } from "../../../cli/data_sets/made_up.ts";
import type { LabelledImages } from "../../../cli/data_sets/image_set.ts";
import {
  accuracyOf,
  type DataSet,
  matrixFromBytes,
  predictBatch,
  RoteError,
  trainNetwork,
} from "../../../lib/mod.ts";

const DIGITS = {
  name: "made-up digits",
  height: 28,
  width: 28,
  channels: 1,
  trainingRows: 6_000,
  testRows: 2_000,
  seed: 1,
};

function splitAtFive({ rows, labels }: LabelledImages): DataSet {
  return { rows, labels: labels.map((label) => Number(label >= 5)), classes: ["0", "1"] };
}

describe("makeUpImages()", () => {
  it("says that the images are not real, and what they look like", () => {
    const wanted = { ...DIGITS, height: 5, width: 7, channels: 3, trainingRows: 300, testRows: 90 };
    const { training, test, ...about } = makeUpImages(wanted);
    assertEquals(about, {
      name: "made-up digits",
      provenance: "made up from seed 1: no real images",
      height: 5,
      width: 7,
      channels: 3,
      classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    });
    for (const [{ rows, labels }, count] of [[training, 300], [test, 90]] as const) {
      // Refuses bits beyond the last feature.
      assertEquals(matrixFromBytes(rows.bytes, count, 105), rows);
      assertEquals([labels.length, new Set(labels).size], [count, 10]);
    }
  });

  it("gives the same images for a seed and others for another one", () => {
    const hashes = [1, 1, 2].map((seed) => {
      const { training, test } = makeUpImages({ ...DIGITS, trainingRows: 50, testRows: 50, seed });
      assertNotEquals(training.rows.bytes, test.rows.bytes);
      return createHash("sha256").update(training.rows.bytes).update(test.labels).digest("hex");
    });
    assertEquals(hashes[0]!.slice(0, 16), "6e3e419ac3cb0ae1");
    assertEquals(hashes[1], hashes[0]);
    assertNotEquals(hashes[2], hashes[0]);
    assertThrows(() => makeUpImages({ ...DIGITS, seed: -1 }), RoteError);
  });

  it("makes more of the same images where more are wanted", () => {
    const few = makeUpImages({ ...DIGITS, trainingRows: 20, testRows: 5 });
    const many = makeUpImages({ ...DIGITS, trainingRows: 40, testRows: 10 });
    for (const part of ["training", "test"] as const) {
      const { rows, labels } = few[part];
      assertEquals(many[part].rows.bytes.subarray(0, rows.bytes.length), rows.bytes);
      assertEquals(many[part].labels.subarray(0, labels.length), labels);
    }
  });

  it("sets about as many bits as MNIST does", () => {
    for (const seed of [1, 2, 3]) {
      const { rows } = makeUpImages({ ...DIGITS, seed }).training;
      let set = 0;
      for (let byte of rows.bytes) for (; byte; byte &= byte - 1) set++;
      const share = set / rows.rows / rows.columns;
      assert(share > 0.1 && share < 0.2, `${share}`);
    }
  });

  it("is learned better with more wires a LUT, and only memorized with too many", () => {
    const set = makeUpImages(DIGITS);
    const [training, test] = [splitAtFive(set.training), splitAtFive(set.test)];
    const [two, eight, fourteen] = [2, 8, 14].map((arity) => {
      const { network, trainAccuracy } = trainNetwork(
        training,
        { hiddenLayers: 5, width: 256, arity },
        1,
      );
      const tested = accuracyOf(predictBatch(network, test.rows).labels, test.labels);
      return [trainAccuracy, tested] as const;
    }) as [readonly [number, number], readonly [number, number], readonly [number, number]];
    assert(0.6 < two[1] && two[1] < 0.8, `k = 2: ${two}`);
    assert(0.85 < eight[1] && eight[1] < 0.97, `k = 8: ${eight}`);
    assert(two[0] < eight[0] && eight[0] < fourteen[0], `${[two[0], eight[0], fourteen[0]]}`);
    assert(fourteen[0] > 0.999 && fourteen[1] < 0.6, `k = 14: ${fourteen}`);
  });
});
