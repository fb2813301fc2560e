/**
 * A team whose helper claims work and never gets it done. The clock of the leader is made to run
 * fast, so that nobody has to be patient.
 *
 * @module
 */
import { assert } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { trainBoosted } from "../../../lib/kinds/boosted/train.ts";
import { trainNetwork } from "../../../lib/kinds/network/train.ts";
import { startTeam } from "../../../lib/kinds/training_team.ts";
import type { TrainingTeam } from "../../../lib/threads/team.ts";
import { assertSameNetwork } from "../assertions.ts";
import { assertSameTables } from "../kinds/boosted/assertions.ts";
import { randomData } from "../random_data.ts";

const SHAPE = { hiddenLayers: 2, width: 30, arity: 5 };
const DATA = randomData(1, { rows: 1000, features: 20 });
const ALONE = trainNetwork(DATA, SHAPE, 1).network;

/** Has units of a stage claimed, by nobody, at the start of each run of a team. */
function stall(team: TrainingTeam, stage: number): void {
  const lead = team.lead.bind(team);
  team.lead = (stages, run) =>
    lead(stages, (kernels, threads, work) =>
      run(kernels, threads, (layout, report) => {
        const counters = new Int32Array(kernels.buffer, layout.control, 2 * stage + 1);
        Atomics.add(counters, 2 * stage, 1);
        work(layout, report);
      }));
}

describe("A team with a helper that stops in the middle", () => {
  const { now } = performance;
  let team: TrainingTeam;
  beforeEach(async () => {
    team = (await startTeam(2))!;
    // Each look at the clock is half a minute later.
    let looks = 0;
    performance.now = () => 30_000 * looks++;
  });
  afterEach(() => {
    performance.now = now;
    team.close();
  });

  for (let stage = 0; stage <= SHAPE.hiddenLayers + 1; stage++) {
    it(`is closed, and the run is done by one thread (stopped in stage ${stage})`, () => {
      stall(team, stage);
      assertSameNetwork(trainNetwork(DATA, SHAPE, 1, { team }).network, ALONE);
      assert(!team.isReady);
      assertSameNetwork(trainNetwork(DATA, SHAPE, 1, { team }).network, ALONE);
    });
  }

  for (const stage of [0, 1, 2, 3, 4]) {
    it(`is closed, and boosted tables are made by one thread (stopped in stage ${stage})`, () => {
      const settings = { tables: 20, arity: 5, rate: 0.1, lambda: 1, seed: 1 };
      stall(team, stage);
      const tables = trainBoosted(DATA, settings, { team });
      assert(!team.isReady);
      assertSameTables(tables, trainBoosted(DATA, settings));
    });
  }
});
