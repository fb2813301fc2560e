import { assertEquals, assertMatch } from "@std/assert";
import { startService, withFolder } from "./processes/service_process.ts";

/** Heads of requests that announce more than will come. */
const HEADS = [
  ["POST /v1/train", "Content-Type: application/json"],
  ["POST /v1/train?model=m", "Content-Type: text/csv"],
  ["POST /v1/train?model=m&features=8&rows=3", "Content-Type: application/octet-stream"],
  ["PUT /v1/models/m/blob", "Content-Type: application/octet-stream"],
].flatMap(([line, type]) =>
  ["Content-Length: 1000", "Transfer-Encoding: chunked"]
    .map((length) => `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\n${type}\r\n${length}\r\n\r\n`)
);

Deno.test("a connection that breaks in the middle of a body stores nothing and is no fault of the service", async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder);
    const { hostname, port } = new URL(service.url);
    for (const head of HEADS) {
      for (const part of ["", "a,b\r\n", "5\r\na,b\n0", "zz\r\n\r\n"]) {
        const connection = await Deno.connect({ hostname, port: Number(port) });
        await connection.write(new TextEncoder().encode(head + part));
        connection.close();
      }
    }
    const { models, jobs } = await (await fetch(`${service.url}/health`)).json();
    assertEquals([models, jobs], [0, { queued: 0, running: 0 }]);
    assertEquals((await service.stop("SIGTERM")).code, 0);
    assertEquals(service.faults(), "");
  });
});

Deno.test("a client that stops in the middle of a body and still listens is told so", async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder);
    const { hostname, port } = new URL(service.url);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const head = HEADS.find((head) => head.startsWith("PUT") && head.includes("chunked"))!;
    await connection.write(new TextEncoder().encode(`${head}5\r\nab`));
    await connection.closeWrite();
    const reply = await new Response(connection.readable).text();
    assertMatch(reply, /^HTTP\/1\.1 400 /);
    assertMatch(reply, /"code":"body_incomplete"/);
    await service.stop("SIGTERM");
  });
});
