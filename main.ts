/**
 * The door: reads the configuration, opens the store, serves, and leaves everything in order when
 * told to stop.
 *
 * @module
 */

// deno-lint-ignore-file no-console -- this is where the service speaks to its operator

import config from "./deno.json" with { type: "json" };
import { catchUncaught } from "./lib/mod.ts";
import {
  type Configuration,
  readConfiguration,
  VARIABLES,
} from "./models/operating/configuration.ts";
import { fieldsOfError, jsonLog } from "./models/operating/log.ts";
import { DISK, prepareStorePlace } from "./models/store/store_place.ts";
import { greeting } from "./routes/greeting.ts";
import { openService } from "./routes/service.ts";

/** The signals that stop the service; Windows has no SIGTERM to listen for. */
const STOP_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM"];

/**
 * Milliseconds in which signals count as one: a terminal's Ctrl-C reaches the service itself, and
 * once more through the task in front of it.
 */
const SAME_SIGNAL = 1_000;

// Standard error has lines of JSON alone, whatever happens.
const log = jsonLog((line) => console.error(line), () => new Date());

if (import.meta.main) {
  catchUncaught((error) => {
    log.write("error", "uncaught", fieldsOfError(error));
    Deno.exit(1);
  });
  try {
    const variables = Object.fromEntries(VARIABLES.map((name) => [name, Deno.env.get(name)]));
    await serve(readConfiguration(variables, navigator.hardwareConcurrency));
  } catch (error) {
    log.write("error", "start", { error: error instanceof Error ? error.message : String(error) });
    Deno.exit(1);
  }
}

async function serve(configuration: Configuration): Promise<void> {
  const { host, port, store } = configuration;
  const advice = prepareStorePlace(store, DISK);
  if (advice !== undefined) log.write("warn", "old_store", { advice });
  const service = openService(configuration, {
    release: config.version,
    log,
    isTracing: Deno.env.get("OTEL_DENO") === "true",
  });
  const server = Deno.serve({
    hostname: host,
    port,
    onListen: (address) => console.log(greeting(address, store)),
    // Of what the service did not answer itself, and of answers that break off.
    onError(error) {
      log.write("error", "answer", fieldsOfError(error));
      return new Response(null, { status: 500 });
    },
    // A handler that asks for the connection makes Deno prepare an account of it for each request.
  }, service.needsConnection ? service.handle : (request) => service.handle(request));

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    // A second signal then ends the process at once.
    setTimeout(() => {
      for (const signal of STOP_SIGNALS) Deno.removeSignalListener(signal, stop);
    }, SAME_SIGNAL);
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
  if (Deno.args.includes("--while-input")) stopAfterInput(stop);
  await server.finished;
}

/** Stops at the end of standard input, if there was anything in it: what `while_npx.sh` says. */
async function stopAfterInput(stop: () => Promise<void>): Promise<void> {
  let bytes = 0;
  for await (const piece of Deno.stdin.readable) bytes += piece.length;
  if (bytes > 0) await stop();
}
