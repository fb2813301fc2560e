import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { zeroMatrix } from "../../../lib/rows/bit_matrix.ts";
import type { DataSet } from "../../../lib/rows/data_set.ts";
import { predictBatch } from "../../../lib/kinds/network/predict_batch.ts";
import type { NetworkShape } from "../../../lib/kinds/network/shape.ts";
import {
  type TrainingOptions,
  type TrainingOutcome,
  trainNetwork,
} from "../../../lib/kinds/network/train.ts";
import { startTeam } from "../../../lib/kinds/training_team.ts";
import type { TrainingTeam } from "../../../lib/threads/team.ts";
import { assertRefused, assertSameNetwork } from "../assertions.ts";
import { randomData } from "../random_data.ts";

/** A training, and what one thread gives for it. */
interface Example {
  readonly data: DataSet;
  readonly shape: NetworkShape;
  readonly seed: number;
  readonly alone: TrainingOutcome;
}

function example(rows: number, hiddenLayers: number, width: number, arity: number): Example {
  const seed = rows + width;
  const data = randomData(seed, { rows, features: 20 + arity, onesOf100: 20 + 2 * width % 60 });
  const shape = { hiddenLayers, width, arity };
  return { data, shape, seed, alone: trainNetwork(data, shape, seed, { unpruned: true }) };
}

/** Layers of fewer LUTs than two threads claim at a time, exactly as many, and more. */
const EXAMPLES = [
  ...[example(2, 1, 1, 1), example(40, 1, 7, 3), example(200, 3, 8, 4), example(300, 2, 9, 8)],
  ...[example(130, 4, 16, 5), example(1000, 1, 17, 12), example(2500, 5, 40, 6)],
  ...[example(5000, 2, 150, 8), example(700, 2, 25, 10)],
];

/** Asserts that a team gives what one thread gives. */
function assertSameAsAlone(team: TrainingTeam, { data, shape, seed, alone }: Example): void {
  const { network, trainAccuracy } = trainNetwork(data, shape, seed, { team, unpruned: true });
  assertSameNetwork(network, alone.network);
  assertEquals(trainAccuracy, alone.trainAccuracy);
}

for (const threads of [2, 3]) {
  describe(`A team of ${threads} threads`, () => {
    let team: TrainingTeam;
    const train = (at: number, options: TrainingOptions) => {
      const { data, shape, seed } = EXAMPLES[at]!;
      return trainNetwork(data, shape, seed, { team, ...options });
    };
    beforeEach(async () => {
      team = (await startTeam(threads))!;
    });
    afterEach(() => team.close());

    for (const example of EXAMPLES) {
      const { shape: { hiddenLayers, width, arity }, data: { rows } } = example;
      it(`gives what one thread gives, ${hiddenLayers} x ${width} LUTs of ${arity} wires over ${rows.rows} rows`, () => {
        for (let run = 0; run < 5; run++) assertSameAsAlone(team, example);
      });
    }

    it("gives it pruned and with statistics, too", () => {
      const { data, shape, seed } = EXAMPLES.at(-1)!;
      for (const options of [{}, { statistics: true }]) {
        assertEquals(
          trainNetwork(data, shape, seed, { ...options, team }),
          trainNetwork(data, shape, seed, options),
        );
      }
    });

    it("goes from run to run without a helper that comes late to one disturbing the next", () => {
      for (let run = 0; run < 300; run++) assertSameAsAlone(team, EXAMPLES[run * 5 % 7]!);
      assert(team.isReady);
    });

    it("trains on after a run that was refused", () => {
      const rows = zeroMatrix(65_600, 1);
      const labels = new Uint8Array(65_600).map((_, row) => row & 1);
      const data = { rows, labels, classes: ["0", "1"] };
      const shape = { hiddenLayers: 2, width: 65_536, arity: 1 };
      const options = { team, unpruned: true };
      assertRefused("network_too_large", () => trainNetwork(data, shape, 1, options));
      assert(team.isReady);
      assertSameAsAlone(team, EXAMPLES.at(-1)!);
    });

    it("ends a cancelled run for all threads at once, and is there for the next", () => {
      for (let run = 0; run < 60; run++) {
        let asked = 0;
        const isCancelled = () => asked++ >= run % 4;
        assertRefused("job_cancelled", () => train(7, { unpruned: true, isCancelled }));
        assert(team.isReady);
        assertSameAsAlone(team, EXAMPLES[run * 5 % 7]!);
      }
    });

    it("reports progress that never falls and ends at 1", () => {
      for (let run = 0; run < 20; run++) {
        const fractions: number[] = [];
        train(7, { unpruned: true, onProgress: ({ fraction }) => void fractions.push(fraction) });
        assertEquals(fractions, fractions.toSorted((a, b) => a - b));
        assertEquals(fractions.at(-1), 1);
      }
    });

    it("is not disturbed by progress that predicts", () => {
      const { data, alone: { network } } = EXAMPLES[6]!;
      const answers = predictBatch(network, data.rows);
      const onProgress = () => assertEquals(predictBatch(network, data.rows), answers);
      const outcome = train(7, { unpruned: true, onProgress });
      assertSameNetwork(outcome.network, EXAMPLES[7]!.alone.network);
    });

    it("is not disturbed by progress that trains with the same team", () => {
      const onProgress = () => assertSameAsAlone(team, EXAMPLES[1]!);
      const outcome = train(7, { unpruned: true, onProgress });
      assertSameNetwork(outcome.network, EXAMPLES[7]!.alone.network);
      assert(team.isReady);
    });
  });
}

describe("TrainingTeam", () => {
  it("does not start for one thread", async () => {
    for (const threads of [-1, 0, 1]) {
      assertStrictEquals(await startTeam(threads), undefined);
    }
  });

  it("passes on what progress throws, and training goes on afterwards", async () => {
    const team = (await startTeam(2))!;
    const onProgress = () => {
      throw new Error("Enough");
    };
    const { data, shape, seed } = EXAMPLES[6]!;
    assertThrows(() => trainNetwork(data, shape, seed, { team, onProgress }), Error, "Enough");
    assertSameAsAlone(team, EXAMPLES[6]!);
    team.close();
  });

  it("is not ready once it is closed, and training goes on without it", async () => {
    const team = (await startTeam(2))!;
    assert(team.isReady);
    assertSameAsAlone(team, EXAMPLES[5]!);
    team.close();
    assert(!team.isReady);
    assertSameAsAlone(team, EXAMPLES[5]!);
    team.close();
  });

  it("trains beside another team", async () => {
    const [one, other] = [(await startTeam(2))!, (await startTeam(2))!];
    const { data, shape, seed, alone } = EXAMPLES[7]!;
    const onProgress = () => assertSameAsAlone(other, EXAMPLES[2]!);
    const { network } = trainNetwork(data, shape, seed, { team: one, unpruned: true, onProgress });
    assertSameNetwork(network, alone.network);
    one.close();
    other.close();
  });

  it("tells why a helper died, and is closed then", async () => {
    const { Worker } = globalThis;
    const helpers: Worker[] = [];
    globalThis.Worker = class extends Worker {
      constructor(...options: ConstructorParameters<typeof Worker>) {
        super(...options);
        helpers.push(this);
      }
    };
    const { promise, resolve } = Promise.withResolvers<string>();
    try {
      const team = (await startTeam(2, resolve))!;
      // No invitation: the helper fails at it.
      helpers[0]!.postMessage(null);
      assert((await promise).startsWith("TypeError: "));
      assert(!team.isReady);
    } finally {
      globalThis.Worker = Worker;
    }
  });
});
