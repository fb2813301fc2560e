/**
 * Training the paper's network, packed rows in memory to blob: against native code, against the
 * readable definition, and with threads that help.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import {
  encodeNetwork,
  fastestKernels,
  startTeam,
  type TrainingTeam,
  trainNetwork,
} from "../lib/mod.ts";
import { trainByDefinition } from "../lib/kinds/network/oracle.ts";
import { DEFAULT_SHAPE } from "../lib/kinds/network/shape.ts";
import type { Digits } from "./digits.ts";
import type { Measurement } from "./measurement.ts";
import { dataBytes, type NativeReference, networkBytes } from "./native_reference.ts";
import { median, ratioOf, takeTurns } from "./turns.ts";

const SEED = 1;
const ROUNDS = 15;

/** Measures training. */
export async function measureTraining(
  folder: string,
  { training }: Digits,
  native: NativeReference | undefined,
): Promise<Measurement[]> {
  const kernels = fastestKernels();
  const train = (team?: TrainingTeam) =>
    encodeNetwork(
      trainNetwork(training, DEFAULT_SHAPE, SEED, team ? { team } : { kernels }).network,
    );
  const blob = train();
  const rows: Measurement[] = [];

  const data = `${folder}/training`;
  await Deno.writeFile(data, dataBytes(training, DEFAULT_SHAPE, SEED));
  if (native) {
    const { network } = trainNetwork(training, DEFAULT_SHAPE, SEED);
    assertEquals((await native.train(data)).bytes, networkBytes(network), "other networks");
    const natives: number[] = [];
    const times = await takeTurns({
      native: async () => void natives.push((await native.train(data)).milliseconds),
      ours: () => train(),
    }, { rounds: ROUNDS });
    const reference = natives.slice(-ROUNDS);
    rows.push({
      measure: "train k = 8, native reference itself",
      unit: "ms",
      ours: median(reference),
      bar: { atMost: 75 },
    }, {
      measure: `train k = 8, one thread (${kernels.name})`,
      unit: "ms",
      ...ratioOf(times.ours, reference),
      against: "native C",
      bar: { atMost: 1.4 },
    });
  }

  const team = await startTeam(2);
  if (team) {
    assertEquals(train(team), blob, "two threads gave other bytes");
    const { one, two } = await takeTurns({
      one: () => train(),
      two: () => train(team),
    }, { rounds: ROUNDS });
    rows.push({
      measure: "train k = 8, two warm threads",
      unit: "ms",
      ...ratioOf(two, one),
      against: "one thread",
      bar: { atMost: 1 / 1.6 },
      note: "1.6 times faster is a ratio of 0.625",
    });
    team.close();
  }

  const { ours, definition } = await takeTurns({
    ours: () => train(),
    definition: () => {
      const network = trainByDefinition(training, DEFAULT_SHAPE, SEED);
      assertEquals(encodeNetwork(network), blob, "the definition gives other bytes");
    },
  }, { rounds: 1, warmUp: 0 });
  rows.push({
    measure: "train k = 8, one thread",
    unit: "ms",
    ...ratioOf(ours, definition),
    against: "the readable definition",
    bar: { atMost: 1 / 20 },
    note: "20 times faster is a ratio of 0.05",
  });
  return rows;
}
