/**
 * A service behind a real connection, and requests sent to it byte by byte as some client writes
 * them: with its headers and no others.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll } from "@std/testing/bdd";
import { openService, type TestService, XOR } from "../service_fixture.ts";

/** What is there to be asked: a service with the models "xor" and "other" that listens. */
export interface Listening {
  readonly service: TestService;
  /** The host and port as they stand in a header. */
  readonly host: string;
  /** The version of "xor". */
  readonly version: string;
  /** Sends the lines of a request's head and its body, and reads one answer. */
  send(head: readonly string[], body?: Uint8Array | string): Promise<Response>;
}

/** The class names of "xor"; one of them is no ASCII. */
export const CLASSES = ["différent", "same"];

/** Opens a listening service for a suite, and closes it afterwards. */
export function useListening(give: (listening: Listening) => void): void {
  let service: TestService;
  let server: Deno.HttpServer<Deno.NetAddr>;
  beforeAll(async () => {
    service = openService();
    const labels = XOR.labels.map((label) => CLASSES[1 - label]);
    const { version } = await service.train({ ...XOR, labels });
    await service.train({ ...XOR, model: "other" });
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    server = Deno.serve(options, (request) => service.app.fetch(request));
    const { port } = server.addr;
    give({
      service,
      host: `127.0.0.1:${port}`,
      version: version!,
      send: (head, body = "") => exchange(port, head, body),
    });
  });
  afterAll(async () => {
    assertEquals(service.faults, []);
    await server.shutdown();
    service.close();
  });
}

async function exchange(
  port: number,
  head: readonly string[],
  body: Uint8Array | string,
): Promise<Response> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const text = new TextEncoder().encode([...head, "", ""].join("\r\n"));
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const request = new Uint8Array([...text, ...bytes]);
  for (let at = 0; at < request.length;) at += await connection.write(request.subarray(at));
  return await readAnswer(connection);
}

/** Reads an answer to its end, which its Content-Length tells; clients keep the connection. */
async function readAnswer(connection: Deno.Conn): Promise<Response> {
  let bytes = new Uint8Array();
  const piece = new Uint8Array(65_536);
  while (true) {
    const count = await connection.read(piece);
    assert(count !== null, "the connection ended before the answer");
    bytes = new Uint8Array([...bytes, ...piece.subarray(0, count)]);
    const head = new TextDecoder("latin1").decode(bytes);
    const end = head.indexOf("\r\n\r\n") + 4;
    if (end < 4) continue;
    const [first, ...lines] = head.slice(0, end - 4).split("\r\n");
    const headers = new Headers(lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }));
    const body = bytes.subarray(end);
    if (body.length < Number(headers.get("Content-Length") ?? NaN)) continue;
    return new Response(body, { status: Number(first!.split(" ")[1]), headers });
  }
}
