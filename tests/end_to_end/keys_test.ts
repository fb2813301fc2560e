/**
 * Ways past the keys, written to the socket of a real service byte by byte: no client library sends
 * such targets.
 *
 * @module
 */

import { connect } from "node:http2";
import { assertEquals, assertMatch } from "@std/assert";
import { startService, withFolder } from "./processes/service_process.ts";

const KEY = "0123456789abcdef";
const READER = "read-read-read-read";
const BODY = '{"model":"pwn","rows":["00","01"],"labels":[0,1]}';

/** A request line's target, and the Host beside it. */
const WRITTEN: readonly (readonly [target: string, host?: string])[] = [
  ["/v1/train"],
  ["/docs/../v1/train"],
  ["/docs/%2e%2e/v1/train"],
  ["/docs/.%2e/v1/train"],
  ["/docs\\..\\v1\\train"],
  ["/v1/train", "127.0.0.1/docs/.."],
  ["/v1/train", "127.0.0.1/docs/../x/.."],
  ["/v1/train", "127.0.0.1?"],
  ["/v1/train", "127.0.0.1#"],
  ["http://127.0.0.1/docs/../v1/train"],
  ["http://127.0.0.1/docs/%2e%2e/v1/train", "example.org"],
  ["http://127.0.0.1/v1/train", "127.0.0.1/docs/.."],
  ["//v1/train"],
  ["/v1//train"],
];

Deno.test("nobody trains without the key for it, however the target is written", async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder, { ROTE_API_KEYS: `${KEY} read:${READER}` });
    const { port, host } = new URL(service.url);
    const write = async (target: string, own: string, key: string) => {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
      const head = [
        ...[`POST ${target} HTTP/1.1`, `Host: ${own}`, "Connection: close"],
        ...["Content-Type: application/json", `Content-Length: ${BODY.length}`],
        ...(key === "" ? [] : [`Authorization: Bearer ${key}`]),
      ];
      await connection.write(new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n${BODY}`));
      const answer = await new Response(connection.readable).text();
      return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    };
    for (const key of ["", READER, "wrong-wrong-wrong-w"]) {
      for (const [target, own = host] of WRITTEN) {
        const status = await write(target, own, key);
        assertMatch(String(status), /^40[0134]$/, `${target} to ${own} with ${key || "no key"}`);
      }
    }

    // HTTP/2 has the target in a field of its own, and so does what comes out of it.
    const session = connect(service.url);
    const ask = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const fields = { ":method": "POST", ":path": path, "content-type": "application/json" };
        const stream = session.request(fields);
        stream.on("response", (headers) => resolve(Number(headers[":status"])));
        stream.on("error", reject);
        stream.end(BODY);
      });
    assertEquals([await ask("/v1/train"), await ask("/docs/../v1/train")], [401, 400]);
    session.close();

    const headers = { Authorization: `Bearer ${KEY}` };
    const { models } = await (await fetch(`${service.url}/v1/models`, { headers })).json();
    assertEquals(models, []);
    assertEquals(await write("/v1/train", host, KEY), 202);
    await service.stop("SIGTERM");
  });
});
