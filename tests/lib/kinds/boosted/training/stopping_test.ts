import { assert, assertEquals, assertLess } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { labelBoosted } from "../../../../../lib/kinds/boosted/predict_batch.ts";
import { fittedRows } from "../../../../../lib/kinds/boosted/training/fitted_rows.ts";
import { bestCheck } from "../../../../../lib/kinds/boosted/training/stopping.ts";
import type { BoostedSettings } from "../../../../../lib/kinds/boosted/settings.ts";
import { trainBoosted } from "../../../../../lib/kinds/boosted/train.ts";
import { holdOut, STOPPING } from "../../../../../lib/rows/holdout.ts";
import { accuracyOf } from "../../../../../lib/scores/predictions.ts";
import { startTeam } from "../../../../../lib/kinds/training_team.ts";
import { assertSameNumbers } from "../../../assertions.ts";
import { assertSameTables } from "../assertions.ts";
import { randomClasses } from "../random_tables.ts";

const SETTINGS: BoostedSettings = { tables: 2000, arity: 5, rate: 0.2, lambda: 1, seed: 3 };
const earlyStopping = { share: 0.25, patience: 128 };
const NOISY = randomClasses(2, { rows: 400, features: 40, classes: 4 });
NOISY.labels.forEach((label, row) => {
  if (row % 5 === 4) NOISY.labels[row] = (label + 1) % 4;
});

describe("bestCheck()", () => {
  it("finds the least loss, the first of equals", () => {
    const losses = [5, 3, 4, 3, 6];
    assertEquals(bestCheck(losses, { share: 0.1, patience: 1000 }), { best: 1, isOver: false });
    assertEquals(bestCheck([2], earlyStopping), { best: 0, isOver: false });
  });

  it("is over once patience is, whatever comes behind", () => {
    assertEquals(bestCheck([5, 3, 4, 4, 1], earlyStopping), { best: 1, isOver: true });
    assertEquals(bestCheck([5, 3, 4, 2, 4, 4], earlyStopping), { best: 3, isOver: true });
    assertEquals(bestCheck([5, 6, 1], { share: 0.1, patience: 1 }), { best: 0, isOver: true });
  });
});

describe("fittedRows()", () => {
  it("are all rows if they are few, and runs from everywhere if they are many", () => {
    assertEquals([...fittedRows(300, 2)], Array.from({ length: 300 }, (_, row) => row));
    const some = fittedRows(60_000, 10);
    assertEquals(some.length, 5 * 1024 + 10 * 128 - 128 * 3);
    assertEquals([some[0], some[127], some[128]], [0, 127, 1280]);
    assert(some.at(-1)! < 60_000 && some.at(-1)! > 58_000);
  });
});

describe("trainBoosted() with early stopping", () => {
  it("gives the first tables of the same training on the rows that are not kept", () => {
    const stopped = trainBoosted(NOISY, { ...SETTINGS, earlyStopping });
    const { training } = holdOut(NOISY, earlyStopping.share, SETTINGS.seed, STOPPING);
    const whole = trainBoosted(training, SETTINGS);
    assertLess(stopped.width, 1000);
    assertEquals(stopped.width % 64, 0);
    assertSameNumbers(stopped.entries, whole.entries.slice(0, stopped.entries.length));
    assertSameNumbers(stopped.wires, whole.wires.slice(0, stopped.wires.length));
  });

  it("is no worse on rows of their own than all tables are", () => {
    const test = randomClasses(2, { rows: 2000, features: 40, classes: 4 });
    const accuracy = (more: Partial<BoostedSettings>) =>
      accuracyOf(
        labelBoosted(trainBoosted(NOISY, { ...SETTINGS, ...more }), test.rows),
        test.labels,
      );
    const { training } = holdOut(NOISY, earlyStopping.share, SETTINGS.seed, STOPPING);
    const whole = labelBoosted(trainBoosted(training, SETTINGS), test.rows);
    assert(accuracy({ earlyStopping }) >= accuracyOf(whole, test.labels));
  });

  it("ends the run there, and reports progress that ends at 1", async () => {
    const team = (await startTeam(2))!;
    const settings = { ...SETTINGS, tables: 20_000, earlyStopping };
    const alone = trainBoosted(NOISY, settings);
    for (let run = 0; run < 5; run++) {
      const seen: number[] = [];
      let most = 0;
      const onProgress = ({ tables, fraction }: { tables: number; fraction: number }) => {
        most = tables;
        seen.push(fraction);
      };
      assertSameTables(trainBoosted(NOISY, settings, { team, onProgress }), alone);
      assertEquals(seen.at(-1), 1);
      assert(most <= alone.width + earlyStopping.patience + 16, `${most} tables`);
      assert(team.isReady);
    }
    team.close();
  });
});
