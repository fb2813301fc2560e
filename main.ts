/**
 * The door: reads the configuration, opens the store, serves, and leaves everything in order when
 * told to stop.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- this is where the service speaks to its operator

import config from "./deno.json" with { type: "json" };
import { type Configuration, readConfiguration, VARIABLES } from "./models/configuration.ts";
import { fieldsOfError, jsonLog } from "./models/log.ts";
import { greeting } from "./routes/greeting.ts";
import { openService } from "./routes/service.ts";

/** The signals that stop the service; Windows has no SIGTERM to listen for. */
const STOP_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM"];

if (import.meta.main) {
  try {
    const variables = Object.fromEntries(VARIABLES.map((name) => [name, Deno.env.get(name)]));
    await serve(readConfiguration(variables, navigator.hardwareConcurrency));
  } catch (error) {
    console.error(`rote: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
}

async function serve(configuration: Configuration): Promise<void> {
  const { host, port, store } = configuration;
  const log = jsonLog((line) => console.error(line), () => new Date());
  const service = openService(configuration, {
    release: config.version,
    log,
    isTracing: Deno.env.get("OTEL_DENO") === "true",
  });
  const server = Deno.serve({
    hostname: host,
    port,
    onListen: (address) => console.log(greeting(address, store)),
    // A handler that asks for the connection makes Deno prepare an account of it for each request.
  }, service.needsConnection ? service.handle : (request) => service.handle(request));

  const stop = async () => {
    // A second signal then ends the process at once.
    for (const signal of STOP_SIGNALS) Deno.removeSignalListener(signal, stop);
    log.write("info", "stopping", { seconds: configuration.stopMilliseconds / 1_000 });
    // Whatever hangs, the process does not.
    setTimeout(() => Deno.exit(0), configuration.stopMilliseconds + 1_000);
    try {
      await service.stop(configuration.stopMilliseconds, () => server.shutdown());
    } catch (error) {
      log.write("error", "stop", fieldsOfError(error));
    }
    Deno.exit(0);
  };
  for (const signal of STOP_SIGNALS) Deno.addSignalListener(signal, stop);
  await server.finished;
}
