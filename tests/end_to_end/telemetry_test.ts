/**
 * OpenTelemetry, switched on by `OTEL_DENO`: a real service sends its spans to a collector.
 *
 * @module
 */

import { assert } from "@std/assert";
import { startService, withFolder } from "./processes/service_process.ts";

Deno.test("spans are named after routes, whatever the model is called", async () => {
  const received: string[] = [];
  const collector = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      const bytes = await request.bytes();
      if (new URL(request.url).pathname === "/v1/traces") {
        // Protobuf holds its strings as they are.
        received.push(new TextDecoder("latin1").decode(bytes));
      }
      return new Response();
    },
  );
  await withFolder(async (folder) => {
    const service = await startService(folder, {
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.addr.port}`,
      OTEL_SERVICE_NAME: "rote-under-test",
    });
    const response = await fetch(`${service.url}/v1/models/nobody-knows-it`);
    await response.body?.cancel();
    await service.stop("SIGTERM");
  });
  await collector.shutdown();
  const text = received.join();
  assert(text.includes("rote-under-test"), `${text.length} characters were received`);
  assert(text.includes("GET /v1/models/{name}"), "the span has the name of its route");
  assert(text.includes("http.route"));
});
