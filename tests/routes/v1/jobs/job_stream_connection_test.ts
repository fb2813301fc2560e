/**
 * Streams of events over real connections: what happens when clients go without a word.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import type { Job } from "../../../../models/job.ts";
import { EventReader } from "./event_reader.ts";
import { openService, type TestService, XOR } from "../../service_fixture.ts";

describe("GET /v1/jobs/{id}/events over a connection", () => {
  let service: TestService;
  let server: Deno.HttpServer<Deno.NetAddr>;
  let job: Job;
  beforeEach(async () => {
    // Without workers a job waits for ever.
    service = openService({ workers: 0, eventStreams: 20 });
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    server = Deno.serve(options, (request) => service.app.fetch(request));
    job = await (await service.post("/v1/train", XOR)).json();
  });
  afterEach(async () => {
    service.close();
    await server.shutdown();
  });

  /** Asks for the events. */
  const connect = async () => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
    const request = `GET /v1/jobs/${job.id}/events HTTP/1.1\r\nHost: rote\r\n\r\n`;
    await connection.write(new TextEncoder().encode(request));
    return connection;
  };
  /** Opens a stream as soon as there is room for it. */
  const openWhenThereIsRoom = async () => {
    for (let times = 0; times < 5_000; times++) {
      const response = await fetch(`http://127.0.0.1:${server.addr.port}/v1/jobs/${job.id}/events`);
      if (response.status === 200) return new EventReader(response.body!);
      assertEquals((await response.json()).code, "too_many_streams");
    }
    throw new Error("There is no room, though all clients have gone");
  };

  it("frees the place of each client that goes, before or after it has heard anything", async () => {
    // Five times as many as may be open: each can only be let in because others have left.
    for (let round = 0; round < 5; round++) {
      for (let client = 0; client < 20; client++) {
        const connection = await connect();
        if (client % 2) await connection.read(new Uint8Array(16));
        connection.close();
      }
      const reader = await openWhenThereIsRoom();
      assertEquals((await reader.next())!.retry, 2000);
      assertEquals((await reader.next())!.data, job);
      await reader.cancel();
    }
  });

  it("tells all clients of the end, and lets their connections be used again", async () => {
    const readers = await Promise.all(Array.from({ length: 10 }, openWhenThereIsRoom));
    service.jobs.cancel(job.id);
    for (const reader of readers) {
      const blocks = await reader.rest();
      assertEquals(blocks.at(-1)!.data.status, "cancelled");
    }
    await server.shutdown();
  });
});
