/**
 * The bound on bodies over a real connection: what a client writes there, no `Request` can say.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { useSmallService } from "../refusals.ts";
import type { TestService } from "../service_fixture.ts";

describe("a prediction's body over a connection", () => {
  let service: TestService;
  useSmallService((opened) => service = opened);
  let server: Deno.HttpServer<Deno.NetAddr>;
  beforeAll(() => {
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    server = Deno.serve(options, (request) => service.app.fetch(request));
  });
  afterAll(() => server.shutdown());

  /** Sends a request as it is written and reads the answer: all of it, or to the end of its JSON. */
  const send = async (headers: string[], body: string): Promise<string> => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
    const lines = ["POST /v1/models/xor/predict HTTP/1.1", "Host: 127.0.0.1", "Connection: close"];
    const head = [...lines, ...headers].join("\r\n");
    await connection.write(new TextEncoder().encode(`${head}\r\n\r\n${body}`));
    let answer = "";
    for await (const piece of connection.readable.pipeThrough(new TextDecoderStream())) {
      answer += piece;
      if (answer.includes("}")) break;
    }
    return answer;
  };
  const json = "Content-Type: application/json";
  const rows = '{"rows":["01"]}';

  it("is read when it says its length, and when it comes in pieces", async () => {
    const whole = await send([json, `Content-Length: ${rows.length}`], rows);
    const pieces = await send(
      [json, "Transfer-Encoding: chunked"],
      `${rows.length.toString(16)}\r\n${rows}\r\n0\r\n\r\n`,
    );
    for (const answer of [whole, pieces]) {
      assertStringIncludes(answer, "HTTP/1.1 200 ");
      assertStringIncludes(answer, '"model":"xor"');
    }
  });

  it("is refused when it is above the limit, said or not", async () => {
    const long = `{"rows":["${"0".repeat(2_000)}"]}`;
    const said = await send([json, `Content-Length: ${long.length}`], long);
    const unsaid = await send(
      [json, "Transfer-Encoding: chunked"],
      `${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`,
    );
    for (const answer of [said, unsaid]) {
      assertStringIncludes(answer, "HTTP/1.1 413 ");
      assertStringIncludes(answer, "body_too_large");
    }
  });

  it("never says a length and comes in pieces: the server refuses that", async () => {
    for (
      const headers of [
        ["Content-Length: 3", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 3"],
      ]
    ) {
      const answer = await send([json, ...headers], "3\r\nabc\r\n0\r\n\r\n");
      assertEquals(answer.split("\r\n")[0], "HTTP/1.1 400 Bad Request");
    }
  });
});
