/**
 * Cloudflare's `workerd` with a few workers, each on a port of its own.
 *
 * @module
 */

/** A worker: its modules, the main one first; each lies in the folder under its name. */
export interface Worker {
  readonly name: string;
  readonly modules: readonly { readonly name: string; readonly kind: ModuleKind }[];
}

/** How workerd hands a module over: as code, as an ArrayBuffer, as a WebAssembly.Module. */
export type ModuleKind = "esModule" | "data" | "wasm";

/** Workers that run. */
export interface RunningWorkers {
  /** Where each worker listens. */
  readonly urls: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts workers whose modules lie in a folder, and waits until all of them listen. */
export async function startWorkerd(folder: string, workers: Worker[]): Promise<RunningWorkers> {
  const config = `${folder}/config.capnp`;
  await Deno.writeTextFile(config, configOf(workers));
  const child = new Deno.Command("workerd", {
    // It tells which ports it listens on as lines of JSON on its standard output.
    args: ["serve", config, "--control-fd=1"],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const stop = async () => {
    child.kill("SIGKILL");
    await reader.cancel();
    await child.status;
  };
  const urls: Record<string, string> = {};
  let said = "";
  while (Object.keys(urls).length < workers.length) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`workerd ended before it listened: ${said}`);
    said += value;
    const lines = said.split("\n");
    said = lines.pop()!;
    for (const line of lines) {
      const { event, socket, port } = JSON.parse(line);
      if (event === "listen") urls[socket] = `http://127.0.0.1:${port}`;
    }
  }
  return { urls, stop };
}

/** The configuration in Cap'n Proto's text form. */
function configOf(workers: readonly Worker[]): string {
  const services = workers.map(({ name, modules }) => {
    const list = modules.map((module) =>
      `      (name = "${module.name}", ${module.kind} = embed "${module.name}"),`
    );
    return `  (name = "${name}", worker = (
    compatibilityDate = "2025-01-01",
    modules = [\n${list.join("\n")}\n    ],
  )),`;
  });
  const sockets = workers.map(({ name }) =>
    `  (name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}"),`
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [\n${services.join("\n")}\n  ],
  sockets = [\n${sockets.join("\n")}\n  ],
);
`;
}
