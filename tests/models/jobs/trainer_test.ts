import { assert, assertEquals, assertRejects } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { matrixFromBytes, RoteError } from "../../../lib/mod.ts";
import { Trainer } from "../../../models/jobs/trainer.ts";
import type { TrainingRequest } from "../../../models/jobs/training_messages.ts";

type Run = Pick<TrainingRequest, "data" | "settings">;

function xor(): Run {
  const rows = matrixFromBytes(Uint8Array.of(0, 1, 2, 3), 4, 2);
  return {
    data: { rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["0", "1"] },
    settings: { network: { hiddenLayers: 1, width: 4, arity: 2 }, seed: 1 },
  };
}

/** A training that takes half a minute on a fast machine: with statistics every LUT is trained. */
function long(): Run {
  const count = 16_384;
  const bytes = new Uint8Array(2 * count).map((_, at) => at % 2 ? at >> 9 : at >> 1);
  const labels = new Uint8Array(count).map((_, row) => row % 2);
  return {
    data: { rows: matrixFromBytes(bytes, count, 14), labels, classes: ["0", "1"] },
    settings: {
      network: { hiddenLayers: 60, width: 4096, arity: 12 },
      seed: 1,
      statistics: true,
    },
  };
}

for (const threads of [1, 2]) {
  describe(`Trainer with ${threads} threads`, () => {
    let trainer: Trainer;
    beforeEach(() => {
      trainer = new Trainer(threads);
    });
    afterEach(() => trainer.stop());

    /** Runs the long training until it reports progress, then does something to it. */
    const startLong = (then: () => void) =>
      assertRejects(() => trainer.run(long(), ({ layer }) => layer > 0 && then()), RoteError);

    it("cancels a long training, and trains the next at once with the same worker", async () => {
      const first = await trainer.run(xor());
      const counted = countWorkers();
      try {
        for (let run = 0; run < 3; run++) {
          assertEquals((await startLong(() => trainer.cancel())).code, "job_cancelled");
          assert(!trainer.isBusy);
          assertEquals((await trainer.run(xor())).blob, first.blob);
        }
      } finally {
        counted.end();
      }
      assertEquals(counted.workers(), 0);
    });

    it("stops a long training on the spot, and trains the next with a new worker", async () => {
      assertEquals((await startLong(() => trainer.stop())).code, "job_cancelled");
      assertEquals((await trainer.run(xor())).result.trainAccuracy, 1);
    });
  });
}

describe("Trainer", () => {
  it("fails a run that its worker fails by a fault, and nothing else is said of it", async () => {
    const module = new URL("../../../models/jobs/trainer.ts", import.meta.url).href;
    const { success, stderr, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        `import { Trainer } from ${JSON.stringify(module)};
         const trainer = new Trainer(2);
         const rows = { rows: 1, columns: 1, stride: 1, bytes: new Uint8Array(1) };
         const data = { rows, labels: new Uint8Array(1), classes: ["0"] };
         await trainer.run({ data, settings: null }).catch((error) => console.log(error.message));
         trainer.stop();`,
      ],
      env: { NO_COLOR: "1" },
    }).output();
    const [written, said] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    assertEquals([success, said], [true, ""]);
    assert(written!.startsWith("The training worker died: TypeError: "), written);
  });

  it("does without a worker that does not hear that it is to stop", async () => {
    const trainer = new Trainer();
    const { store } = Atomics;
    try {
      await assertRejects(() =>
        trainer.run(long(), () => {
          // The worker is never told, so nobody but the clock ends this.
          Atomics.store = (_array: unknown, _index: number, value: never) => value;
          trainer.cancel();
          Atomics.store = store;
        }), RoteError);
      assertEquals((await trainer.run(xor())).result.trainAccuracy, 1);
    } finally {
      Atomics.store = store;
      trainer.stop();
    }
  });

  it("has nothing to cancel when it is idle", async () => {
    const trainer = new Trainer();
    trainer.cancel();
    assertEquals((await trainer.run(xor())).result.trainAccuracy, 1);
    trainer.cancel();
    assertEquals((await trainer.run(xor())).result.trainAccuracy, 1);
    trainer.stop();
  });
});

/** Counts the workers that this thread starts from now on. */
function countWorkers(): { workers(): number; end(): void } {
  const { Worker } = globalThis;
  let workers = 0;
  globalThis.Worker = class extends Worker {
    constructor(...options: ConstructorParameters<typeof Worker>) {
      super(...options);
      workers++;
    }
  };
  return { workers: () => workers, end: () => void (globalThis.Worker = Worker) };
}
