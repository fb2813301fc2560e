/** Training on raw values: what is held out has no part in the encoder, and the blob predicts. */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  accuracyOf,
  chooseHeldOut,
  decodeModel,
  encodeForTraining,
  fitEncoder,
  predictModel,
  selectValues,
  trainBoostedBlob,
  trainEncoded,
} from "../../../lib/mod.ts";
import { assertRefused } from "../assertions.ts";
import { randomValueSet } from "../encoders/random_values.ts";

const DATA = randomValueSet(1, 400);
const BOOSTED = { tables: 64, arity: 4, rate: 0.1, lambda: 1, seed: 1 };

describe("trainEncoded()", () => {
  it("fits the encoder to the rows that are not held out, and tests on the others", () => {
    const { encoder, training, heldOut } = encodeForTraining(DATA, { seed: 3, holdout: 0.25 });
    const chosen = chooseHeldOut(DATA, 0.25, 3);
    assertEquals(encoder, fitEncoder(selectValues(DATA.values, chosen.training)));
    const sizes = [chosen.training.length, chosen.heldOut.length];
    assertEquals([training.rows.rows, heldOut!.rows.rows], sizes);
    const { blob, result } = trainEncoded(
      DATA,
      { seed: 3, holdout: 0.25 },
      (rows, test) => trainBoostedBlob(rows, { ...BOOSTED, seed: 3 }, test),
    );
    assertEquals([result.trainRows, result.testRows], sizes);
    const { labels } = predictModel(decodeModel(blob), heldOut!.rows);
    assertEquals(result.testAccuracy, accuracyOf(labels, heldOut!.labels));
  });

  it("refuses what is no data set", () => {
    const train = (more: Partial<typeof DATA>, holdout?: number) => () =>
      encodeForTraining({ ...DATA, ...more }, { seed: 1, ...(holdout ? { holdout } : {}) });
    assertRefused("no_rows", train({ values: { rows: 0, columns: [] } }));
    assertRefused("label_count_mismatch", train({ labels: new Uint8Array(3) }));
    assertRefused("holdout_out_of_range", train({}, 2));
  });
});
