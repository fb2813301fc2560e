/**
 * The service as a real process with a real SQLite file, started with the permissions that the
 * `start` task gives it.
 *
 * @module
 */

import config from "../../../deno.json" with { type: "json" };
import type { Job } from "../../../models/job.ts";

const ROOT = new URL("../../../", import.meta.url);

/** A running service. */
export interface ServiceProcess {
  readonly url: string;
  readonly child: Deno.ChildProcess;
  /** All that it has written to standard output when it began to listen. */
  readonly greeting: string;
  /** All of standard error; whole once it has stopped. */
  standardError(): string;
  /** The faults that it has logged on standard error; whole once it has stopped. */
  faults(): string;
  /** Sends a signal and waits for the end. */
  stop(signal: Deno.Signal): Promise<Deno.CommandStatus>;
}

/**
 * Starts the service on a free port with its store in `folder`, and waits until it listens.
 *
 * @param options of `deno run` besides those of the task
 */
export async function startService(
  folder: string,
  variables: Record<string, string> = {},
  options: readonly string[] = [],
): Promise<ServiceProcess> {
  const [, run, ...flags] = config.tasks.start.command.split(" | ").at(-1)!.split(" ");
  const folders = flags.map((flag) => flag.replace(/^--allow-(?:read|write)=/, `$&${folder},`));
  const child = new Deno.Command(Deno.execPath(), {
    args: [run!, ...options, ...folders],
    cwd: ROOT,
    env: { PORT: "0", ROTE_STORE: `${folder}/rote.db`, NO_COLOR: "1", ...variables },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let faults = "";
  const log = child.stderr.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (piece) => void (faults += piece) }));
  const { text, rest } = await readUntil(child.stdout, "/predict ");
  const url = /http:\/\/\S+:\d+/.exec(text)?.[0];
  if (!url) throw new Error(`The service did not start: ${text} ${faults}`);
  return {
    url,
    child,
    greeting: text,
    standardError: () => faults,
    faults: () => faults.replaceAll(/^\{.*"level":"info".*\}\n/gm, ""),
    async stop(signal) {
      try {
        child.kill(signal);
      } catch {
        // It is gone already.
      }
      const status = await child.status;
      await rest.cancel();
      await log;
      return status;
    },
  };
}

/** Reads text until it contains `mark`, to the end of that line. */
async function readUntil(
  stream: ReadableStream<Uint8Array>,
  mark: string,
): Promise<{ text: string; rest: ReadableStreamDefaultReader }> {
  const rest = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes(mark) || !text.endsWith("\n")) {
    const { done, value } = await rest.read();
    if (done) break;
    text += value;
  }
  return { text, rest };
}

/** Asks for a job until it is finished, waiting in the server rather than here. */
export async function train(
  { url }: ServiceProcess,
  path: string,
  type: string,
  body: BodyInit,
): Promise<Job> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "Content-Type": type, Prefer: "wait=60" },
    body,
  });
  const job = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(job));
  return job;
}

/** All entries of a list that comes in pages. */
export async function listAll<T>(
  { url }: ServiceProcess,
  path: string,
  list: string,
  cursor: string,
): Promise<T[]> {
  const entries: T[] = [];
  for (let query = "";;) {
    const page = await (await fetch(`${url}${path}${query}`)).json();
    entries.push(...page[list]);
    if (page.next === undefined) return entries;
    query = `?${cursor}=${page.next}`;
  }
}

/** A folder that is deleted at the end. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "rote-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
