/**
 * Load on a server, from a process of its own: by `wrk` (https://github.com/wg/wrk) where it is
 * installed, or else by our own client, which takes more of the processor itself.
 *
 * @module
 */

import { pathOf } from "../paths.ts";
import type { ClientResult } from "./client.ts";

/** One request, and how hard it is sent. */
export interface Load {
  readonly url: string;
  /** Content-Type of the body. */
  readonly type: string;
  /** Path of a file with the body. */
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second that our own client sends, whatever comes back; as many as it can without. */
  readonly rate?: number;
}

/** True if `wrk` is on the PATH. */
export async function hasWrk(): Promise<boolean> {
  try {
    await new Deno.Command("wrk", { args: ["--version"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Answered requests a second, under as much load as the connections allow. */
export async function requestsPerSecond(load: Load, withWrk: boolean): Promise<number> {
  if (!withWrk) {
    const { milliseconds, seconds } = await runClient(load);
    return milliseconds.length / seconds;
  }
  const connections = `--connections=${load.connections}`;
  const report = await run("wrk", [
    "--threads=1",
    connections,
    `--duration=${load.seconds}s`,
    `--script=${pathOf("http/post.lua")}`,
    load.url,
  ], { BODY_FILE: load.body, BODY_TYPE: load.type });
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(report)?.[1];
  if (!rate || /Non-2xx|Socket errors/.test(report)) throw new Error(`wrk met errors: ${report}`);
  return Number(rate);
}

/** What each request took, by our own client. */
export async function runClient(load: Load): Promise<ClientResult> {
  const { url, type, body, connections, seconds, rate = 0 } = load;
  const args = ["run", "--allow-net", "--allow-read", pathOf("http/client.ts")];
  return JSON.parse(
    await run(Deno.execPath(), [
      ...args,
      url,
      type,
      body,
      ...[connections, seconds, rate].map(String),
    ]),
  );
}

async function run(command: string, args: string[], env: Record<string, string> = {}) {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, env }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`${command} failed: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}
