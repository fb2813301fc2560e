import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { LADDERS } from "../../../experiments/beyond/ladders.ts";
import { describeStep } from "../../../experiments/beyond/step.ts";
import { BEYOND } from "../../../experiments/beyond/study.ts";
import { readOptions } from "../../../experiments/options.ts";
import { checkBoostedSettings, checkShape } from "../../../lib/mod.ts";

const FEATURES = { mnist: 784, cifar10: 3_072 };
const WHOLE = { seeds: [1, 2, 3], quick: false, isReal: true };

describe("the ladders", () => {
  it("have names of their own, one start, and steps that can be trained", () => {
    assertEquals(new Set(LADDERS.map(({ id }) => id)).size, LADDERS.length);
    for (const { id, steps, task } of LADDERS) {
      assertEquals(new Set(steps.map(({ name }) => name)).size, steps.length, id);
      assertEquals(new Set(steps.map(describeStep)).size, steps.length, id);
      assertEquals(steps.filter(({ isStart }) => isStart).length, 1, id);
      assert(steps.some(({ isStart, quick }) => isStart && quick), id);
      assert(steps.some(({ isStart, quick }) => !isStart && quick), id);
      for (const step of steps) {
        const features = FEATURES[task.images];
        if (step.method === "network") checkShape(features, step.shape);
        else checkBoostedSettings(features, { ...step.settings, seed: 1 });
      }
    }
  });

  it("say things of steps that they have", () => {
    for (const { id, steps, claims = [] } of LADDERS) {
      const names = steps.map(({ name }) => name);
      for (const claim of claims) {
        assert(names.includes(claim.step), `${id}: ${claim.step}`);
        if ("than" in claim) assert(names.includes(claim.than), `${id}: ${claim.than}`);
      }
    }
  });

  it("have other methods beside each task, once", () => {
    const tasks = BEYOND.experiments.flatMap(({ plan }) =>
      plan(WHOLE).baselines!.map(({ images, classes, method }) => `${images} ${classes} ${method}`)
    );
    assertEquals(new Set(tasks).size, tasks.length);
    assertEquals(tasks.length, 2 * new Set(LADDERS.map(({ task }) => JSON.stringify(task))).size);
  });

  it("are planned with each seed, less and without other methods in a quick run", () => {
    for (const { id, plan } of BEYOND.experiments) {
      const { trials } = plan(WHOLE);
      assertEquals(new Set(trials.map(({ seed }) => seed)), new Set([1, 2, 3]));
      const quick = plan({ ...WHOLE, quick: true });
      assert(quick.trials.length < trials.length, id);
      assertEquals(quick.baselines, undefined, id);
    }
  });
});

describe("deno task beyond", () => {
  it("runs every ladder from three seeds by default, into a folder of its own", () => {
    const { experiments, seeds, out } = readOptions([], BEYOND);
    assertEquals(experiments.map(({ id }) => id), LADDERS.map(({ id }) => id));
    assertEquals([seeds, out], [[1, 2, 3], "reproduction/beyond"]);
    const { experiments: some } = readOptions(["--only", "digits"], BEYOND);
    assertEquals(some.map(({ id }) => id), ["digits"]);
  });
});
