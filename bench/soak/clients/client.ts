/**
 * The soak's client, in a process of its own: sends requests of many kinds, by a timetable or as fast
 * as they are answered, and prints {@linkcode SENT} when it has sent the last one and, when they are
 * answered, what became of them. It does not judge (`judge.ts`).
 *
 * Usage: client.ts plan-file
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

import { RandomStream } from "../../../lib/random.ts";
import type { Answer } from "./answer_reader.ts";
import { SoakConnection } from "./connection.ts";
import { drawKind, KIND_NAMES, type KindName } from "./kinds.ts";
import type { SoakRequest } from "./message.ts";
import { type Outcome, type Plan, SENT } from "./outcome.ts";
import { prepareRequests } from "./requests.ts";
import { Tally } from "./tally.ts";

/** Milliseconds between two looks at the timetable. */
const TICK = 4;
/** Milliseconds in which the last answers must have come. */
const PATIENCE = 20_000;

const plan: Plan = JSON.parse(await Deno.readTextFile(Deno.args[0]!));
const { url, folder, kinds, connections, seconds, rate, seed } = plan;
const { host, port } = new URL(url);
const make = prepareRequests({
  host,
  model: "digits",
  row: await Deno.readFile(`${folder}/row.bits`),
  json: await Deno.readTextFile(`${folder}/row.json`),
  rows: await Deno.readFile(`${folder}/rows.bits`),
  training: await Deno.readFile(`${folder}/training.bits`),
  blob: await Deno.readFile(`${folder}/digits.rote`),
});
const random = new RandomStream(seed, 0, 0, 0);
const numbers = Object.fromEntries(KIND_NAMES.map((name) => [name, 1_000_000 * seed]));

const tally = new Tally();
const idle: SoakConnection[] = [];
/** What is not answered yet: each calls what counts it so. */
const underWay = new Map<Promise<void>, () => void>();
let heldBack = 0;

const start = performance.now();
const end = start + 1_000 * seconds;
const patience = sleep(end + PATIENCE - start);
await Promise.race([patience, rate > 0 ? sendByTimetable() : sendInTurns()]);
console.log(SENT);
await Promise.race([patience, Promise.all(underWay.keys())]);
const lasted = (performance.now() - start) / 1_000;
for (const giveUp of underWay.values()) giveUp();
const { counts, written, predictions } = tally;
const outcome: Outcome = { seconds: lasted, counts, heldBack, written, predictions };
console.log(JSON.stringify(outcome));
// Whatever is still open would keep the process.
Deno.exit(0);

async function sendByTimetable(): Promise<void> {
  const step = 1_000 / rate;
  for (let due = start; due < end; await sleep(TICK)) {
    for (; due <= performance.now() && due < end; due += step) {
      if (underWay.size < connections) send(due);
      else heldBack++;
    }
  }
}

async function sendInTurns(): Promise<void> {
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < end) await send(performance.now());
  }));
}

/** Sends a request of some kind and waits until it is answered. */
function send(due: number): Promise<void> {
  const kind = drawKind(kinds, random);
  const request = make(kind, numbers[kind]!++, random);
  const sending = exchange(request).then((answer) => {
    underWay.delete(sending);
    add(kind, request, answer, due);
  });
  underWay.set(sending, () => add(kind, request, undefined, due));
  return sending;
}

async function exchange(request: SoakRequest): Promise<Answer | undefined> {
  try {
    const connection = idle.pop() ?? await SoakConnection.open(Number(port));
    const answer = await connection.exchange(request);
    if (connection.isOpen) idle.push(connection);
    return answer;
  } catch {
    // A connection that is refused is no answer, too.
    return undefined;
  }
}

function add(kind: KindName, request: SoakRequest, answer: Answer | undefined, due: number) {
  const now = performance.now();
  tally.add(kind, request, answer, { at: (now - start) / 1_000, milliseconds: now - due });
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
