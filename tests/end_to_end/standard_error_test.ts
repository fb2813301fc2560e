/**
 * Standard error of a service has lines of JSON and nothing else, whatever its clients do.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { XOR } from "../routes/service_fixture.ts";
import {
  type ServiceProcess,
  startService,
  train,
  withFolder,
} from "./processes/service_process.ts";

/** The lines of a service that has stopped; fails at one that is no JSON. */
function linesOf(service: ServiceProcess): { level: string; event: string; error?: string }[] {
  return service.standardError().split("\n").filter(Boolean).map((line) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new Error(`No line of JSON: ${line}`);
    }
  });
}

/** Sends bytes and goes away, once something came back or at once. */
async function sendAndLeave(url: string, bytes: string, isAnswered: boolean): Promise<void> {
  const { port } = new URL(url);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  await connection.write(new TextEncoder().encode(bytes));
  if (isAnswered) await connection.read(new Uint8Array(1)).catch(() => {});
}

Deno.test("a service that is used and abused writes lines of JSON alone to standard error", async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder, { ROTE_WORKERS: "1", ROTE_CORS_ORIGINS: "*" });
    const { url } = service;
    await train(service, "/v1/train", "application/json", JSON.stringify(XOR));
    const ask = async (path: string, init: RequestInit = {}) => {
      await (await fetch(`${url}${path}`, init)).body?.cancel();
    };
    const json = (body: unknown) => ({ method: "POST", body: JSON.stringify(body) });
    await ask("/v1/models/xor/predict", json({ rows: XOR.rows }));
    const encoder = new TextEncoder();
    for (const path of ["/v1/train", "/v1/models/xor/predict", "/v1/models/xor/blob", "/docs"]) {
      for (const method of ["GET", "HEAD", "POST", "PUT", "OPTIONS", "PATCH", "DELETE"]) {
        await ask(path, { method, headers: { Origin: "http://example.org" } });
        if (method === "GET" || method === "HEAD") continue;
        // Of unknown length, whole and broken off.
        await ask(path, { method, body: new Blob(["{"]).stream() });
        const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
        await sendAndLeave(url, `${head}Content-Length: 999\r\n\r\n{`, false);
        await sendAndLeave(url, `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`, false);
        await sendAndLeave(url, `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, true);
      }
      await ask(path, { method: "POST", body: encoder.encode("\0") });
    }
    await train(service, "/v1/train", "application/json", JSON.stringify(XOR));
    const script =
      /docs\/swagger-ui-[\d.]+\.js/.exec(await (await fetch(`${url}/docs`)).text())![0];
    await sendAndLeave(url, `GET /${script} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`, true);
    await sendAndLeave(url, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", true);
    await sendAndLeave(url, "\x16\x03\x01 no HTTP at all\r\n\r\n", true);
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    await sendAndLeave(url, `GET /docs HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade}`, true);

    // An event stream and a wait that are left, a job that is cancelled, and one that is interrupted.
    const rows = Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0"));
    const long = {
      ...{ model: "long", rows, labels: rows.map((_, i) => i % 2), statistics: true },
      network: { hiddenLayers: 60, width: 4096, arity: 12 },
    };
    const headers = { "Content-Type": "application/json" };
    const submit = async () =>
      await (await fetch(`${url}/v1/train`, { ...json(long), headers })).json();
    const { id } = await submit();
    const leaving = new AbortController();
    const stream = await fetch(`${url}/v1/jobs/${id}/events`, { signal: leaving.signal });
    await stream.body!.getReader().read();
    leaving.abort();
    await sendAndLeave(
      url,
      `POST /v1/train HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
        `Prefer: wait=9\r\nContent-Length: ${JSON.stringify(XOR).length}\r\n\r\n` +
        JSON.stringify(XOR),
      false,
    );
    await ask(`/v1/jobs/${id}`, { method: "DELETE" });
    await submit();
    await ask("/metrics");
    assertEquals((await service.stop("SIGTERM")).code, 0);
    const lines = linesOf(service);
    assertEquals(lines.map(({ event }) => event), ["stopping"]);
  });
});

Deno.test("what nobody caught is one line of level error, and ends the process", async () => {
  await withFolder(async (folder) => {
    const faults = {
      rejection: `Promise.reject(new TypeError("nobody caught it"))`,
      error: `setTimeout(() => { throw new TypeError("nobody caught it"); })`,
    };
    for (const [name, fault] of Object.entries(faults)) {
      const file = `${folder}/${name}.ts`;
      // Later than the greeting, which the start waits for.
      await Deno.writeTextFile(
        file,
        `const { log } = console;
         console.log = (...text) => { log(...text); ${fault}; };`,
      );
      const service = await startService(folder, {}, [`--preload=${file}`]);
      assertEquals((await service.child.status).code, 1, name);
      await service.stop("SIGTERM");
      const [line, ...others] = linesOf(service);
      assertEquals(others, []);
      assertEquals([line!.level, line!.event], ["error", "uncaught"]);
      assert(line!.error!.includes("TypeError: nobody caught it"), line!.error);
    }
  });
});
