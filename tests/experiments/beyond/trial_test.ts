import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { costOf } from "../../../experiments/beyond/cost.ts";
import { describeStep, isAugmented, type Step } from "../../../experiments/beyond/step.ts";
import { BEYOND } from "../../../experiments/beyond/study.ts";
import { runStep, type StepOutcome, type StepTrial } from "../../../experiments/beyond/trial.ts";
import { rowsOf } from "../../../experiments/lab/task.ts";
import { Workforce } from "../../../experiments/lab/workforce.ts";
import { trainBoostedBlob } from "../../../lib/mod.ts";
import { smallImages } from "../lab/small_images.ts";

const images = smallImages();
const settings = { tables: 64, arity: 5, rate: 0.1, lambda: 1 };
const TABLES: Step = {
  name: "tables",
  method: "boosted",
  settings: { ...settings, inputShape: [12, 12, 1], patch: 2, augment: { shift: 1, flip: false } },
};
const NETWORK: Step = {
  name: "network",
  method: "network",
  shape: { hiddenLayers: 2, width: 24, arity: 4 },
};
const HONEST: Step = {
  name: "honest layers",
  method: "network",
  shape: { ...NETWORK.shape, hidden: "leave-one-out", head: "vote" },
};
const TRIALS: readonly StepTrial[] = [
  { task: { images: "mnist", classes: "halves" }, step: NETWORK, seed: 1 },
  { task: { images: "mnist", classes: "halves" }, step: TABLES, seed: 1 },
  { task: { images: "mnist", classes: "all" }, step: TABLES, seed: 2 },
  { task: { images: "mnist", classes: "all" }, step: NETWORK, seed: 3 },
  { task: { images: "mnist", classes: "halves" }, step: HONEST, seed: 4 },
];

const untimed = ({ trainingSeconds: _, rowsPerSecond: __, ...outcome }: StepOutcome) => outcome;

describe("runStep()", () => {
  for (const trial of TRIALS) {
    it(`trains and measures ${trial.step.name}, classes: ${trial.task.classes}`, () => {
      const outcome = runStep(trial, rowsOf(images, trial.task.classes));
      const chance = trial.task.classes === "all" ? 0.1 : 0.5;
      assert(outcome.test > chance + 0.1 && outcome.train >= outcome.test - 0.05);
      assert(outcome.trainingSeconds > 0 && outcome.rowsPerSecond > 1_000);
      assert(outcome.calibrationError >= 0 && outcome.calibrationError < 0.6);
    });
  }

  it("has the bytes and the accuracies of the engine's own run with these settings", () => {
    const { training, test } = rowsOf(images, "all");
    const { result } = trainBoostedBlob(training, { ...TABLES.settings, seed: 2 }, test);
    const { bytes, ...accuracies } = runStep(TRIALS[2]!, { training, test });
    assertEquals(accuracies.train, result.trainAccuracy);
    assertEquals(accuracies.test, result.testAccuracy);
    // The metadata say less where nothing was tested in training.
    assert(Math.abs(bytes - result.bytes) < 100, `${bytes} and ${result.bytes}`);
  });

  it("gives the same in a workforce of the study", async () => {
    using workforce = new Workforce<StepTrial, StepOutcome>(BEYOND.worker, { mnist: images }, 2);
    const outcomes = await workforce.run(TRIALS);
    assertEquals(
      outcomes.map(untimed),
      TRIALS.map((trial) => untimed(runStep(trial, rowsOf(images, trial.task.classes)))),
    );
  });
});

describe("describeStep()", () => {
  it("tells the settings in words", () => {
    assertEquals(describeStep(NETWORK), "k = 4, 2 hidden layers, 24 LUTs each");
    assertEquals(
      describeStep(TABLES),
      "k = 5, 64 tables, rate 0.1, lambda 1, patch 2, shift 1",
    );
    assertEquals(
      describeStep(HONEST),
      "k = 4, 2 hidden layers, 24 LUTs each, hidden leave-one-out, head vote",
    );
    assertEquals([isAugmented(NETWORK), isAugmented(TABLES)], [false, true]);
  });
});

describe("costOf() of a step", () => {
  it("is more for more tables and for each copy of the rows", () => {
    const [network, tables] = TRIALS as [StepTrial, StepTrial];
    const cost = costOf(tables, 1_000);
    const more: Step = { ...TABLES, settings: { ...TABLES.settings, tables: 128 } };
    assertEquals(costOf({ ...tables, step: more }, 1_000), 2 * cost);
    const { augment: _, ...once } = TABLES.settings;
    assert(costOf({ ...tables, step: { ...TABLES, settings: once } }, 1_000) < cost / 3);
    const pairs = { ...network, task: { ...network.task, classes: "all" } } as const;
    assert(costOf(pairs, 1_000) > 9 * costOf(network, 1_000));
  });
});
