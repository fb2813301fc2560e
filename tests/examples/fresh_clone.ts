/**
 * The repository as a fresh clone has it, in a folder of its own, to paste an example's commands into.
 * `npx` stands for the programs that are on this machine, so that nothing is fetched.
 *
 * @module
 */
import { runOk } from "../lib/exports/tools.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** What the command line needs, and all examples. */
const NEEDED = ["cli", "compat", "examples", "lib", "models", "routes"];
const FILES = ["deno.json", "deno.lock", "main.ts"];

/** `npx --yes name@version ...` as what is on PATH under that name. */
const NPX = `#!/bin/sh
shift
name=\${1%@*}
shift
exec "$name" "$@"
`;

/** A clone. */
export interface FreshClone {
  readonly path: string;
  /** The blocks of commands in the README of an example. */
  commands(example: string): Promise<string[]>;
  /** Runs commands in a shell and gives what they print. */
  sh(commands: string): Promise<string>;
  /** Starts a command that serves at a port; it gets a free one in place of that. */
  serve(command: string, port: number): Promise<Served>;
  remove(): Promise<void>;
}

/** A server that listens. */
export interface Served {
  readonly port: number;
  stop(): Promise<void>;
}

/** Makes a clone. What git leaves out of the examples is left out here, too. */
export async function makeFreshClone(): Promise<FreshClone> {
  const path = await Deno.makeTempDir({ prefix: "rote-clone-" });
  await runOk("cp", ["-r", ...NEEDED, ...FILES, path], { cwd: ROOT });
  for await (const { name } of Deno.readDir(`${path}/examples`)) {
    await Deno.remove(`${path}/examples/${name}/build`, { recursive: true }).catch(() => {});
  }
  const programs = `${path}/.programs`;
  await Deno.mkdir(programs);
  await Deno.writeTextFile(`${programs}/npx`, NPX, { mode: 0o755 });
  await Deno.symlink(Deno.execPath(), `${programs}/deno`);
  const env = { PATH: `${programs}:${Deno.env.get("PATH")}`, NO_COLOR: "1" };
  const options = { cwd: path, env };
  return {
    path,
    async commands(example) {
      const text = await Deno.readTextFile(`${path}/examples/${example}/README.md`);
      return Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block]) => block!);
    },
    async sh(commands) {
      return (await runOk("sh", ["-ec", commands], options)).stdout;
    },
    serve: (command, port) => serve(command, port, options),
    remove: () => Deno.remove(path, { recursive: true }),
  };
}

async function serve(
  command: string,
  port: number,
  options: { cwd: string; env: Record<string, string> },
): Promise<Served> {
  if (!command.includes(String(port))) throw new Error(`No port ${port} in: ${command}`);
  const free = freePort();
  const child = new Deno.Command("sh", {
    // The process of the shell becomes that of the server, so that it can be ended.
    args: ["-c", `exec ${command.replace(/^(\w+=\S+ )/, "env $1").replace(`${port}`, `${free}`)}`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...options,
  }).spawn();
  let ended = false;
  const end = child.status.then(() => void (ended = true));
  while (!await listens(free)) {
    if (ended) throw new Error(`It ended before it listened: ${command}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port: free,
    async stop() {
      if (!ended) child.kill("SIGTERM");
      await end;
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function listens(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}
