/**
 * Servers under load, each a process of its own as in real use.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { pathOf } from "../paths.ts";

/** A running server. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  /** Number of its process. */
  readonly pid: number;
  /** Ends it at once, whatever it does. */
  kill(): void;
}

/** Starts the service as its task does, with its store in `folder`; `variables` configure it. */
export function startService(
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const [, ...flags] = config.tasks.start.command.split(" | ").at(-1)!.split(" ");
  const args = flags.map((flag) => flag.replace(/^--allow-(?:read|write)=/, `$&${folder},`));
  return start(args, { PORT: "0", ROTE_STORE: `${folder}/rote.db`, ...variables });
}

/** Starts the reference for requests of a kind. */
export function startReference(kind: "packed" | "json"): Promise<ServerProcess> {
  return start(["run", "--allow-net", pathOf("http/hono_reference.ts"), kind]);
}

/** Starts a server and waits until it has printed its URL. */
async function start(args: string[], env: Record<string, string> = {}): Promise<ServerProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: pathOf(".."),
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let url: string | undefined;
  while (!url) {
    const { done, value } = await output.read();
    if (done) throw new Error(`A server did not start: ${args.join(" ")}`);
    text += value;
    url = /http:\/\/[\d.]+:\d+(?=\s)/.exec(text)?.[0];
  }
  const kill = (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch {
      // It has ended already, by itself or by an attack.
    }
  };
  return {
    url,
    pid: child.pid,
    kill: () => kill("SIGKILL"),
    async [Symbol.asyncDispose]() {
      kill("SIGTERM");
      await output.cancel();
      await child.status;
    },
  };
}
