/**
 * Every attack on a service of its own, which has two keys: the attacker's and a victim's. The
 * attacker, and those who suffer from it, are processes of their own.
 *
 * @module
 */

import { decodeNetwork, predictRow, rowAt, selectData } from "../../../lib/mod.ts";
import type { Digits } from "../../digits.ts";
import { trainingBody } from "../../http/scene.ts";
import { type ServerProcess, startService } from "../../http/server_process.ts";
import { startUntilEnded } from "../clients/processes.ts";
import type { Attack, AttackTools } from "./attack.ts";
import { type AttackLine, attackLine, failedLine } from "./attack_line.ts";
import type { AttackOutcome, AttackPlan } from "./attacker.ts";
import { ATTACKS } from "./attacks.ts";
import type { Observation, ObserverPlan } from "./observer.ts";
import { type Quiet, secondsUntilQuiet } from "./recovery.ts";

const ATTACKER = "attacker-0123456789abcdef";
const VICTIM = "victim-0123456789abcdef";
/** Rows that the victim's model is trained on. */
const ROWS = 500;
/** Seconds of a whole attack, and of one that only shows that it runs. */
const SECONDS = { whole: 10, quick: 1.5 };

/** Carries out all attacks, or those with a name. */
export async function measureAttacks(
  digits: Digits,
  { isQuick, only }: { readonly isQuick: boolean; readonly only?: string | undefined },
): Promise<AttackLine[]> {
  const wanted = only === undefined ? ATTACKS : only.split(",").map(attackNamed);
  const lines: AttackLine[] = [];
  for (const attack of wanted) {
    // deno-lint-ignore no-console -- whoever waits sees how far it is
    console.error(`attack ${attack.name} ...`);
    const folder = await Deno.makeTempDir({ prefix: "rote-attack-" });
    try {
      const seconds = isQuick ? SECONDS.quick : SECONDS.whole;
      lines.push(
        await carryOut(attack, folder, digits, seconds).catch((error) => failedLine(attack, error)),
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    const { missed } = lines.at(-1)!;
    // deno-lint-ignore no-console -- whoever waits sees how it went
    console.error(missed.length > 0 ? `  missed: ${missed.join(", ")}` : "  met");
  }
  return lines;
}

/**
 * The attack of a name.
 *
 * @throws {Error} naming all there are
 */
export function attackNamed(name: string): Attack {
  const found = ATTACKS.find((attack) => attack.name === name);
  if (found) return found;
  throw new Error(`--attack takes some of ${ATTACKS.map(({ name }) => name).join(", ")}`);
}

async function carryOut(
  attack: Attack,
  folder: string,
  digits: Digits,
  seconds: number,
): Promise<AttackLine> {
  await using service = await startService(folder, {
    ROTE_API_KEYS: `${ATTACKER},${VICTIM}`,
    ...attack.variables,
  });
  const quiet = await trainVictim(service, digits);
  const notes: string[] = [];
  const { host } = new URL(service.url);
  const tools: AttackTools = {
    host,
    key: `Authorization: Bearer ${ATTACKER}`,
    ask: (line, body) => ask(service.url, line, body),
    tell: (note) => notes.push(note),
  };
  const plan = await writePlan(attack, tools, folder);
  const watched: ObserverPlan = {
    ...{ url: service.url, pid: service.pid, key: `Authorization: Bearer ${VICTIM}` },
    ...{ model: "digits", row: quiet.row.toHex(), answer: quiet.answer },
  };
  await secondsUntilQuiet(quiet);
  await using observer = await startUntilEnded("soak/attacks/observer.ts", [
    JSON.stringify(watched),
  ]);
  await using attacker = await startUntilEnded("soak/attacks/attacker.ts", [plan]);
  await new Promise((resolve) => setTimeout(resolve, 1_000 * seconds));
  const statuses: AttackOutcome = JSON.parse(await attacker.end());
  const seeing = observer.end();
  const recovery = await secondsUntilQuiet(quiet);
  const seen: Observation = JSON.parse(await seeing);
  // Whatever it still does is of no use to anybody.
  service.kill();
  return attackLine(attack, seen, recovery, {
    statuses,
    notes,
  });
}

/** Trains the victim's model, and gives what it takes to see that all is as it was then. */
async function trainVictim(service: ServerProcess, { training, test }: Digits): Promise<Quiet> {
  const data = selectData(training, Uint32Array.from({ length: ROWS }, (_, row) => row));
  const headers = { Authorization: `Bearer ${VICTIM}` };
  const { rows, columns } = data.rows;
  const query = `model=digits&method=network&features=${columns}&rows=${rows}`;
  const trained = await fetch(`${service.url}/v1/train?${query}`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/octet-stream", Prefer: "wait=60" },
    body: trainingBody(data),
  });
  const { status, version } = await trained.json();
  if (status !== "succeeded") throw new Error(`The victim's training has ${status}`);
  const downloaded = await fetch(`${service.url}/v1/models/digits/blob`, { headers });
  const network = decodeNetwork(await downloaded.bytes());
  const row = rowAt(test.rows, 0).slice() as Uint8Array<ArrayBuffer>;
  const { label, scores } = predictRow(network, row);
  const { classes } = network;
  const answer = { model: "digits", version, classes, labels: [classes[label]], scores: [scores] };
  return { url: service.url, headers, model: "digits", row, answer: JSON.stringify(answer) };
}

async function writePlan(attack: Attack, tools: AttackTools, folder: string): Promise<string> {
  const floods: { file: string; connections: number; manner: AttackPlan["floods"][0]["manner"] }[] =
    [];
  for (const [at, { bytes, connections, manner }] of (await attack.prepare(tools)).entries()) {
    const file = `${folder}/flood-${at}.bin`;
    await Deno.writeFile(file, bytes);
    floods.push({ file, connections, manner });
  }
  const plan: AttackPlan = { port: Number(tools.host.split(":")[1]), floods };
  await Deno.writeTextFile(`${folder}/attack.json`, JSON.stringify(plan));
  return `${folder}/attack.json`;
}

/** What an attack asks for beforehand. */
async function ask(
  url: string,
  line: string,
  body?: { readonly type: string; readonly bytes: Uint8Array | string },
): Promise<{ status: number; text: string }> {
  const [method, path] = line.split(" ");
  const response = await fetch(url + path, {
    method: method!,
    headers: {
      Authorization: `Bearer ${ATTACKER}`,
      ...(body ? { "Content-Type": body.type } : {}),
    },
    ...(body ? { body: body.bytes as BodyInit } : {}),
  });
  return { status: response.status, text: await response.text() };
}
