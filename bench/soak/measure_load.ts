/**
 * Twice the load that the service can take: of predictions, trainings, uploads, downloads and
 * garbage. What comes back, what is kept, what memory it takes and how soon it is over.
 *
 * @module
 */

import { quantile } from "simple-statistics";
import type { Digits } from "../digits.ts";
import type { Measurement } from "../measurement.ts";
import { median } from "../turns.ts";
import {
  isAllowed,
  isTurnedAway,
  lateThirds,
  lostWrites,
  secondsUntilIdle,
  statusesOf,
  timesOf,
} from "./judge.ts";
import { KIND_NAMES } from "./clients/kinds.ts";
import type { SoakSettings } from "./settings.ts";
import { watchMemory } from "./memory.ts";
import type { Outcome, Plan, Timed } from "./clients/outcome.ts";
import { runSoakClient } from "./clients/processes.ts";
import { setSoakScene } from "./scene.ts";
import { readBack } from "./clients/written.ts";

/** Connections that each wait for their answers: the load that the service can take. */
const CALM_CONNECTIONS = 32;
/** What a median may be of an idle one to count as idle. */
const IDLE_RATIO = 1.5;
/** Every job and version is asked for at the end, so none may be forgotten or make room for newer ones. */
const VARIABLES = { ROTE_MAX_FINISHED_JOBS: "1000000", ROTE_KEEP_VERSIONS: "1000000" };

/** Measures all of it. */
export async function measureLoad(
  folder: string,
  digits: Digits,
  settings: SoakSettings,
): Promise<Measurement[]> {
  const { service: { url }, service } = await setSoakScene(folder, digits, VARIABLES);
  await using _service = service;
  const one = { url, folder, kinds: ["packedRow"], connections: 1, rate: 0, seed: 0 } as const;
  const idle = middle(await runSoakClient({ ...one, seconds: settings.idleSeconds }));

  const all = { url, folder, kinds: KIND_NAMES };
  const calm = await runSoakClient({
    ...{ ...all, connections: CALM_CONNECTIONS, seconds: settings.calmSeconds, rate: 0, seed: 1 },
  });
  const answered = calm.counts.filter((count) => !isTurnedAway(count));
  const sustained = timesOf(answered) / calm.seconds;

  const { connections, loadSeconds: seconds, recoverySeconds } = settings;
  const plan: Plan = { ...all, connections, seconds, rate: 2 * sustained, seed: 2 };
  const memory = watchMemory(url);
  let samples: Promise<number[]> | undefined;
  let recovery: Promise<Timed[]> | undefined;
  const storm = await runSoakClient(plan, () => {
    samples = memory.stop();
    recovery = runFromNow({ ...one, seconds: recoverySeconds });
  });
  const after = await recovery!;
  const written = [...calm.written, ...storm.written];
  const { jobs, hashes } = await readBack(url, written);
  const lost = lostWrites(written, jobs, hashes);
  return [
    {
      measure: "soak: mixed requests that are answered and not turned away",
      unit: "requests/s",
      ours: sustained,
      note: `${CALM_CONNECTIONS} connections wait for each answer; ${statusesOf(calm.counts)}`,
    },
    describeStorm(plan, storm, sustained),
    judgeAnswers([...calm.counts, ...storm.counts]),
    {
      measure: "soak: acknowledged writes that are lost",
      unit: "writes",
      ours: lost.length,
      bar: { atMost: 0 },
      note: `of ${written.length} uploads and trainings` +
        (lost.length > 0 ? `; the first: ${JSON.stringify(lost[0])}` : ""),
    },
    judgeMemory(await samples!),
    judgeRecovery(after, idle),
  ];
}

function describeStorm(plan: Plan, storm: Outcome, sustained: number): Measurement {
  const { heldBack, predictions, counts } = storm;
  const sent = timesOf(counts);
  const late = predictions.map(({ milliseconds }) => milliseconds);
  const figures = [0.5, 0.99].map((share) => Math.round(quantile(late, share)));
  return {
    measure: "soak: requests that are due by the timetable of the load",
    unit: "requests/s",
    ours: (sent + heldBack) / plan.seconds,
    reference: sustained,
    against: "what can be taken",
    note:
      `${plan.seconds} s; ${sent} were sent on up to ${plan.connections} connections, which all ` +
      `waited when the other ${heldBack} were due; ${statusesOf(counts)}; of one row p50 ` +
      `${figures[0]} ms, p99 ${figures[1]} ms`,
  };
}

function judgeAnswers(counts: Outcome["counts"]): Measurement {
  const wrong = counts.filter((count) => !isAllowed(count));
  const words = wrong.map(({ kind, status, hasRetryAfter, times }) =>
    `${kind} ${status || "without an answer"}${hasRetryAfter ? " with Retry-After" : ""}: ${times}`
  );
  return {
    measure: "soak: answers other than 2xx, a 4xx to garbage, and 429 or 503 with Retry-After",
    unit: "answers",
    ours: timesOf(wrong),
    bar: { atMost: 0 },
    note: `of ${timesOf(counts)}${words.length > 0 ? `; ${words.join(", ")}` : ""}`,
  };
}

function judgeMemory(samples: readonly number[]): Measurement {
  const { second, last } = lateThirds(samples);
  return {
    measure: "soak: resident memory, last third of the load",
    unit: "MB",
    ours: last / 1e6,
    reference: second / 1e6,
    against: "second third",
    bar: { atMost: 1.2 },
    note: `${samples.length} samples; the most is ${Math.round(Math.max(...samples) / 1e6)} MB`,
  };
}

function judgeRecovery(after: readonly Timed[], idle: number): Measurement {
  const times = after.map(({ milliseconds }) => milliseconds);
  return {
    measure: `soak: time until p50 of one row is within ${IDLE_RATIO} times the idle one`,
    unit: "s",
    ours: secondsUntilIdle(after, IDLE_RATIO * idle),
    bar: { atMost: 5 },
    note:
      `idle ${idle.toFixed(3)} ms; ${median(times.slice(times.length >> 1)).toFixed(3)} ms in ` +
      "the second half after the load",
  };
}

/** Predictions of one client, timed from now on and not from when it was ready. */
async function runFromNow(plan: Plan): Promise<Timed[]> {
  const start = performance.now();
  const { predictions, seconds } = await runSoakClient(plan);
  const delay = (performance.now() - start) / 1_000 - seconds;
  return predictions.map(({ at, milliseconds }) => ({ at: at + delay, milliseconds }));
}

/** The median time of predictions, in milliseconds. */
function middle({ predictions }: Outcome): number {
  return median(predictions.map(({ milliseconds }) => milliseconds));
}
