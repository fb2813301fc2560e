/**
 * The door: reads the configuration, opens the store, serves, and leaves everything in order when
 * told to stop.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- this is where the service speaks to its operator

import config from "./deno.json" with { type: "json" };
import { type Configuration, readConfiguration, VARIABLES } from "./models/configuration.ts";
import { Jobs } from "./models/jobs.ts";
import { ModelRegistry } from "./models/registry.ts";
import { SqliteStore } from "./models/sqlite_store.ts";
import { createApp } from "./routes/app.ts";
import { greeting } from "./routes/greeting.ts";

/** Milliseconds that replies under way may take after a signal to stop. */
const DRAIN_MILLISECONDS = 5_000;

/** The signals that stop the service; Windows has no SIGTERM to listen for. */
const STOP_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM"];

if (import.meta.main) {
  try {
    const variables = Object.fromEntries(VARIABLES.map((name) => [name, Deno.env.get(name)]));
    await serve(readConfiguration(variables, navigator.hardwareConcurrency));
  } catch (error) {
    report(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}

async function serve(configuration: Configuration): Promise<void> {
  const { host, port, store: path, workers, trainingThreads, limits } = configuration;
  const store = new SqliteStore(path);
  const jobs = new Jobs({ store, workers, trainingThreads, ...limits, onError: report });
  const registry = new ModelRegistry(store, limits.cacheBytes);
  const app = createApp({
    registry,
    jobs,
    limits,
    release: config.version,
    now: () => new Date(),
    onError: report,
  });
  const server = Deno.serve({
    hostname: host,
    port,
    onListen: (address) => console.log(greeting(address, path)),
  }, app.fetch);

  const stop = async () => {
    // A second signal then ends the process at once.
    for (const signal of STOP_SIGNALS) Deno.removeSignalListener(signal, stop);
    setTimeout(() => Deno.exit(0), DRAIN_MILLISECONDS);
    jobs.close();
    await server.shutdown();
    store.close();
    Deno.exit(0);
  };
  for (const signal of STOP_SIGNALS) Deno.addSignalListener(signal, stop);
  await server.finished;
}

function report(error: unknown): void {
  console.error("rote:", error);
}
