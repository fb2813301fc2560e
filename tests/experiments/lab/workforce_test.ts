import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { rowsOf } from "../../../experiments/lab/task.ts";
import { type Outcome, runTrial, type Trial } from "../../../experiments/lab/trial.ts";
import { REPRODUCTION } from "../../../experiments/reproduction.ts";
import { Workforce } from "../../../experiments/lab/workforce.ts";
import { smallImages } from "./small_images.ts";

const images = smallImages();
const { worker: WORKER } = REPRODUCTION;
const shape = { hiddenLayers: 2, width: 24, arity: 4 };

const TRIALS: readonly Trial[] = [
  { task: { images: "mnist", classes: "halves" }, shape, seed: 1 },
  { task: { images: "mnist", classes: "halves" }, shape, seed: 2, statistics: true },
  { task: { images: "mnist", classes: [0, 1] }, shape, seed: 3 },
  { task: { images: "mnist", classes: "halves", randomLabels: "permuted" }, shape, seed: 4 },
  { task: { images: "mnist", classes: [8, 9] }, shape, seed: 5, audit: true },
];

const withoutTime = ({ seconds: _, ...outcome }: Outcome) => outcome;

describe("Workforce", () => {
  it("gives the outcomes of the trials in their order, whoever runs them", async () => {
    const expected = TRIALS.map((trial) => {
      return withoutTime(runTrial(trial, rowsOf(images, trial.task.classes)));
    });
    for (const workers of [1, 3]) {
      using workforce = new Workforce<Trial, Outcome>(WORKER, { mnist: images }, workers);
      const done: number[] = [];
      const outcomes = await workforce.run(TRIALS, (index) => done.push(index));
      assertEquals(outcomes.map(withoutTime), expected);
      assertEquals(done.toSorted(), [0, 1, 2, 3, 4]);
    }
  });

  it("names the trial that fails", async () => {
    using workforce = new Workforce<Trial, Outcome>(WORKER, { mnist: images }, 2);
    const impossible = { ...TRIALS[0]!, shape: { ...shape, arity: 25 } };
    const error = await assertRejects(() => workforce.run([TRIALS[0]!, impossible]), Error);
    assert(error.message.includes('"arity":25'), error.message);
    const absent: Trial = { ...TRIALS[0]!, task: { images: "cifar10", classes: "halves" } };
    await assertRejects(() => workforce.run([absent]), Error, "cifar10 was not loaded");
  });
});

describe("runTrial()", () => {
  it("measures random labels on the training rows and on both kinds of test labels", () => {
    const trial = TRIALS[3]!;
    const outcome = runTrial(trial, rowsOf(images, "halves"));
    assert(outcome.train > 0.5 && outcome.testOnRandomLabels !== undefined);
    const real = runTrial({ ...trial, task: TRIALS[0]!.task }, rowsOf(images, "halves"));
    assert(real.test > outcome.test, `${real.test} above ${outcome.test}`);
    assertEquals(real.testOnRandomLabels, undefined);
  });
});
