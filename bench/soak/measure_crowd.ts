/**
 * What a prediction takes while thousands of connections are held by clients that want next to
 * nothing: open streams of events, and requests that never end.
 *
 * @module
 */

import type { Job } from "../../models/job.ts";
import type { Digits } from "../digits.ts";
import { trainingBody, TYPES } from "../http/scene.ts";
import type { Measurement } from "../measurement.ts";
import { median } from "../turns.ts";
import type { SoakSettings } from "./settings.ts";
import { runSoakClient, startCrowd } from "./clients/processes.ts";
import { setSoakScene } from "./scene.ts";

/** One training at a time, so that the others wait. */
const VARIABLES = { ROTE_WORKERS: "1", ROTE_TRAINING_THREADS: "1" };
/** A network that takes most of a minute to train. */
const LONG = "hiddenLayers=63&width=16384&arity=8&statistics=true";
/** Such trainings before the one that the crowd waits for: more than all of this takes. */
const TRAININGS = 3;

/** Measures predictions with the crowd and without. */
export async function measureCrowd(
  folder: string,
  digits: Digits,
  { idleSeconds, streams, slow }: SoakSettings,
): Promise<Measurement[]> {
  const { service: { url }, service } = await setSoakScene(folder, digits, VARIABLES);
  await using _service = service;
  const one = { url, folder, kinds: ["packedRow"], connections: 1, rate: 0, seed: 0 } as const;
  const predict = async (seconds: number) =>
    (await runSoakClient({ ...one, seconds })).predictions.map(({ milliseconds }) => milliseconds);

  const jobs: string[] = [];
  for (let number = 0; number <= TRAININGS; number++) jobs.push(await submit(url, digits));
  const job = jobs.at(-1)!;
  const alone = await predict(idleSeconds);
  const crowd = await startCrowd({ url, job, streams, slowHeads: slow, slowBodies: slow });
  // Long enough for a heartbeat to all streams.
  const crowded = await predict(4 * idleSeconds);
  const there = await crowd.leave();
  alone.push(...await predict(idleSeconds));
  for (const id of jobs.toReversed()) await cancel(url, id);
  return [
    {
      measure: `soak: p50 of one row, ${streams} event streams and ${2 * slow} slow clients beside`,
      unit: "ms",
      ours: median(crowded),
      reference: median(alone),
      against: "without them",
      bar: { atMost: 2 },
      note: `a training runs all the while; of the slow clients ${there.slowHeads} were in the ` +
        `middle of a head at the end and ${there.slowBodies} in the middle of a body`,
    },
    {
      measure: "soak: event streams that were open from the beginning to the end",
      unit: "streams",
      ours: there.streams,
      bar: { atLeast: streams },
      note:
        "each takes a file descriptor here and one in the service; Deno raises its own limit as " +
        "far as the system lets it (ulimit -Hn)",
    },
  ];
}

/** Asks for a long training, and does not wait for it. */
async function submit(url: string, { training }: Digits): Promise<string> {
  const { rows, columns } = training.rows;
  const query = `model=long&features=${columns}&rows=${rows}&${LONG}`;
  const response = await fetch(`${url}/v1/train?${query}`, {
    method: "POST",
    headers: { "Content-Type": TYPES.packed },
    body: trainingBody(training),
  });
  const job: Job = await response.json();
  if (job.status !== "queued" && job.status !== "running") {
    throw new Error(`The training is not under way: ${JSON.stringify(job)}`);
  }
  return job.id;
}

async function cancel(url: string, id: string): Promise<void> {
  const response = await fetch(`${url}/v1/jobs/${id}`, { method: "DELETE" });
  await response.body?.cancel();
}
