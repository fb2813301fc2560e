/**
 * Who suffers from an attack, in a process of its own: a probe that asks for `/health` by a timetable
 * over a connection of its own, a victim with a key of its own that predicts one row again and again
 * and trains a little, and the resident memory of the service. Goes on until its input ends and
 * prints what it saw. It counts from the time that a probe was due: a service that stands still hides
 * nothing by keeping the probe from asking.
 *
 * Usage: observer.ts plan (JSON)
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

import type { Answer } from "../clients/answer_reader.ts";
import { message, type SoakRequest } from "../clients/message.ts";
import { PatientClient } from "./patient_client.ts";

/** What is watched, and what is right. */
export interface ObserverPlan {
  readonly url: string;
  /** Process of the service. */
  readonly pid: number;
  /** A header line with the victim's key. */
  readonly key: string;
  /** A model that the victim asks, one packed row in hex, and the answer to it, word for word. */
  readonly model: string;
  readonly row: string;
  readonly answer: string;
}

/** What was seen. */
export interface Observation {
  /** Milliseconds of each probe, in the order of the answers. */
  readonly health: readonly number[];
  /** Probes that were answered with other than 200, or not at all. */
  readonly healthFailures: number;
  /** Resident memory at its highest, in bytes. */
  readonly memory: number;
  /** Answers to the victim that are as they should be. */
  readonly right: number;
  /** Answers that say there is no room just now, and when to try again. */
  readonly refused: number;
  /** All else: other statuses, other words, no answer in time. */
  readonly wrong: number;
  /** The first of what is not right, in words. */
  readonly examples: readonly string[];
}

/** Milliseconds between two probes. */
const PERIOD = 10;
/** Milliseconds between two requests of the victim. */
const PAUSE = { predict: 20, many: 200, train: 500 };
/** Rows of a body that is too large to be let in unseen. */
const MANY = 1_000;
/** Milliseconds in which the victim must have its answer. */
const PATIENCE = 5_000;
/** Milliseconds in which the last probe must be answered. */
const END = 60_000;
/** What is told of wrong answers. */
const MOST_EXAMPLES = 4;

const TRAINING = JSON.stringify({
  model: "little",
  rows: ["0011", "1100", "0101", "1010"],
  labels: [0, 1, 0, 1],
  network: { hiddenLayers: 1, width: 4, arity: 2 },
});

if (import.meta.main) {
  const plan: ObserverPlan = JSON.parse(Deno.args[0]!);
  const { host, port } = new URL(plan.url);
  const seen = { health: [] as number[], healthFailures: 0, memory: 0, right: 0, refused: 0 };
  let wrong = 0;
  const examples: string[] = [];
  let isOver = false;
  const more = [plan.key];

  /** Asks by a timetable, on one connection. */
  const probe = async () => {
    const client = new PatientClient(Number(port));
    const request = message(host, "GET /health");
    for (let due = performance.now(); !isOver; due += PERIOD) {
      await until(due);
      const answer = await client.ask(request, END);
      seen.health.push(performance.now() - due);
      if (answer?.status !== 200) seen.healthFailures++;
    }
  };
  const suffer = async (
    request: SoakRequest,
    pause: number,
    isRight: (answer: Answer) => boolean,
  ) => {
    const client = new PatientClient(Number(port));
    while (!isOver) {
      const answer = await client.ask(request, PATIENCE);
      const isTurnedAway = (answer?.status === 429 || answer?.status === 503) &&
        answer.headers.has("retry-after");
      if (answer && isRight(answer)) {
        seen.right++;
      } else {
        if (isTurnedAway) seen.refused++;
        else wrong++;
        const words = answer
          ? `${answer.status} ${textOf(answer).slice(0, 120)}`
          : "no answer in time";
        if (examples.length < MOST_EXAMPLES && !examples.includes(words)) examples.push(words);
      }
      await until(performance.now() + pause);
    }
  };
  const watch = async () => {
    for (; !isOver; await until(performance.now() + 50)) {
      const status = await Deno.readTextFile(`/proc/${plan.pid}/status`).catch(() => "");
      const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
      seen.memory = Math.max(seen.memory, 1_024 * kilobytes);
    }
  };

  const row = Uint8Array.fromHex(plan.row);
  const all = Promise.all([
    probe(),
    suffer(
      message(host, `POST /v1/models/${plan.model}/predict`, {
        type: "application/octet-stream",
        body: row,
        more,
      }),
      PAUSE.predict,
      (answer) => answer.status === 200 && textOf(answer) === plan.answer,
    ),
    suffer(
      message(host, `POST /v1/models/${plan.model}/predict`, {
        type: "application/octet-stream",
        body: repeat(row, MANY),
        more,
      }),
      PAUSE.many,
      (answer) =>
        answer.status === 200 && textOf(answer).startsWith(plan.answer.split("labels")[0]!),
    ),
    suffer(
      message(host, "POST /v1/train", { type: "application/json", body: TRAINING, more }),
      PAUSE.train,
      // The queue may be long, but a training of the victim's has its place in it.
      (answer) => answer.status === 202 || answer.status === 200,
    ),
    watch(),
  ]);
  console.log("ready");
  await Deno.stdin.readable.pipeTo(new WritableStream());
  isOver = true;
  await all;
  const observation: Observation = { ...seen, wrong, examples };
  console.log(JSON.stringify(observation));
  Deno.exit(0);
}

function repeat(row: Uint8Array, times: number): Uint8Array {
  const rows = new Uint8Array(row.length * times);
  for (let at = 0; at < rows.length; at += row.length) rows.set(row, at);
  return rows;
}

function textOf({ body }: Answer): string {
  return new TextDecoder().decode(body.slice());
}

function until(time: number): Promise<void> {
  const wait = time - performance.now();
  return wait > 0 ? new Promise((resolve) => setTimeout(resolve, wait)) : Promise.resolve();
}
