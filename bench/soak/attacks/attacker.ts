/**
 * The attacker, in a process of its own: carries out floods over plain sockets until its input ends,
 * and prints how often which answer began to come. It computes nothing, so that what it costs is not
 * taken for what the service does.
 *
 * Usage: attacker.ts plan-file
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

import { SoakConnection } from "../clients/connection.ts";
import type { Manner } from "./attack.ts";

/** The floods of an attack, with their bytes in files. */
export interface AttackPlan {
  readonly port: number;
  readonly floods: readonly {
    readonly file: string;
    readonly connections: number;
    readonly manner: Manner;
  }[];
}

/** How often each status came; 0: the connection ended without one. */
export type AttackOutcome = Readonly<Record<string, number>>;

/** Connections that are opened at the same time: fewer than wait to be accepted. */
const AT_ONCE = 64;
/** Milliseconds before somebody who was cut off or refused comes again. */
const PAUSE = 1_000;

type Way = (bytes: Uint8Array, onSent: () => void) => Promise<void>;

/** What is done with a connection, from its beginning to its end. */
const WAYS: Record<Manner, (port: number, count: (status: number) => void) => Way> = {
  hold: (port, count) => async (bytes, onSent) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await send(connection, bytes);
    onSent();
    const buffer = new Uint8Array(4_096);
    const read = await connection.read(buffer);
    count(statusOf(buffer.subarray(0, read ?? 0)));
    while (await connection.read(buffer) !== null);
  },
  unread: (port) => async (bytes, onSent) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await send(connection, bytes);
    onSent();
    await new Promise(() => {});
  },
  repeat: (port, count) => async (bytes, onSent) => {
    const connection = await SoakConnection.open(port);
    onSent();
    while (connection.isOpen) {
      const answer = await connection.exchange({ parts: [bytes] });
      count(answer?.status ?? 0);
    }
  },
};

if (import.meta.main) {
  const plan: AttackPlan = JSON.parse(await Deno.readTextFile(Deno.args[0]!));
  const statuses: Record<string, number> = {};
  const count = (status: number) => statuses[status] = (statuses[status] ?? 0) + 1;
  console.log("ready");
  for (const { file, connections, manner } of plan.floods) {
    begin(await Deno.readFile(file), connections, WAYS[manner](plan.port, count));
  }
  await Deno.stdin.readable.pipeTo(new WritableStream());
  console.log(JSON.stringify(statuses));
  Deno.exit(0);
}

/** Sets connections going, few at a time; each goes on for ever. */
async function begin(bytes: Uint8Array, connections: number, way: Way): Promise<void> {
  for (let begun = 0; begun < connections; begun += AT_ONCE) {
    const some = Math.min(AT_ONCE, connections - begun);
    await Promise.all(Array.from({ length: some }, () =>
      new Promise<void>((resolve) => {
        goOn(() => way(bytes, resolve), resolve);
      })));
  }
}

async function goOn(way: () => Promise<void>, onFailure: () => void): Promise<void> {
  for (;;) {
    await way().catch(onFailure);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

async function send(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}

function statusOf(start: Uint8Array): number {
  return Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(new TextDecoder().decode(start))?.[1] ?? 0);
}
