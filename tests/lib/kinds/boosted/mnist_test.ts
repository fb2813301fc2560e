/**
 * Boosted tables on real data: Binary-MNIST, one bit a pixel.
 *
 * @module
 */
import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  boostByDefinition,
  predictBoostedByDefinition,
} from "../../../../lib/kinds/boosted/oracle.ts";
import { labelBoosted, predictBoosted } from "../../../../lib/kinds/boosted/predict_batch.ts";
import type { BoostedSettings } from "../../../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../../../lib/kinds/boosted/train.ts";
import { selectData } from "../../../../lib/rows/data_set.ts";
import { accuracyOf } from "../../../../lib/scores/predictions.ts";
import { startTeam } from "../../../../lib/kinds/training_team.ts";
import { loadMnist, MNIST_IS_ABSENT } from "../../../mnist.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { KINDS, nameOf } from "../../kernels/kinds.ts";
import { assertSameTables } from "./assertions.ts";

const SETTINGS: BoostedSettings = {
  ...{ tables: 512, arity: 12, rate: 0.1, lambda: 1, seed: 1 },
  ...{ inputShape: [28, 28, 1], patch: 6 },
};

const mnist = await loadMnist();

if (!mnist) {
  describe.ignore(`boosted tables on Binary-MNIST (${MNIST_IS_ABSENT})`, () => {});
} else {
  const { training, test } = mnist;

  describe("Boosted tables on Binary-MNIST, 512 tables of 12 wires, seed 1", () => {
    const model = trainBoosted(training, SETTINGS);

    it("are the same with every kind of kernels and any number of threads", async () => {
      for (const kernels of KINDS) {
        assertSameTables(trainBoosted(training, SETTINGS, { kernels }), model, nameOf(kernels));
      }
      for (const threads of [2, 3]) {
        const team = (await startTeam(threads))!;
        assertSameTables(trainBoosted(training, SETTINGS, { team }), model, `${threads} threads`);
        team.close();
      }
    });

    it("are far better than the paper's network: 0.97 on the test rows", () => {
      assertGreater(accuracyOf(labelBoosted(model, test.rows), test.labels), 0.97);
    });

    it("are better still with copies moved by one pixel", () => {
      const tables = trainBoosted(training, { ...SETTINGS, augment: { shift: 1, flip: false } });
      assertGreater(accuracyOf(labelBoosted(tables, test.rows), test.labels), 0.975);
    });

    it("are trained and predict as defined, on the first 1,500 rows", () => {
      const first = selectData(training, Uint32Array.from({ length: 1500 }, (_, row) => row));
      const settings = { ...SETTINGS, tables: 64 };
      const defined = boostByDefinition(first, settings);
      assertSameTables(trainBoosted(first, settings), defined);
      const expected = predictBoostedByDefinition(defined, first.rows);
      const actual = predictBoosted(defined, first.rows);
      assertEquals(actual.labels, expected.labels);
      assertSameNumbers(actual.scores, expected.scores);
    });
  });
}
