/**
 * What clients are told of jobs when the process ends, kindly or not, and another takes its place.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type Job, stepOf } from "../../models/job.ts";
import { type Block, EventReader } from "../routes/v1/jobs/event_reader.ts";
import { XOR } from "../routes/service_fixture.ts";
import { type ServiceProcess, startService, withFolder } from "./processes/service_process.ts";

/** A training that takes much longer than the tests. */
const LONG = {
  model: "long",
  rows: Array.from({ length: 16_384 }, (_, i) => i.toString(2).padStart(14, "0")),
  labels: Array.from({ length: 16_384 }, (_, i) => i % 2),
  network: { hiddenLayers: 60, width: 4096, arity: 12 },
  statistics: true,
};

async function post({ url }: ServiceProcess, body: unknown, headers: Record<string, string>) {
  return await fetch(`${url}/v1/train`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

async function events({ url }: ServiceProcess, id: string, last?: number): Promise<Response> {
  const headers = new Headers(last === undefined ? {} : { "Last-Event-ID": String(last) });
  return await fetch(`${url}/v1/jobs/${id}/events`, { headers });
}

/** Reads events until there is one that a test waits for. */
async function readUntil(reader: EventReader, isThere: (job: Job) => boolean): Promise<Block> {
  for (let block; (block = await reader.next());) {
    if (block.data && isThere(block.data)) return block;
  }
  throw new Error("The stream has ended");
}

describe("A request with an Idempotency-Key", () => {
  it("gives its job again after the service was killed, and trains once", async () => {
    await withFolder(async (folder) => {
      const first = await startService(folder);
      const headers = { Prefer: "wait=60", "Idempotency-Key": "8e03978e" };
      const job: Job = await (await post(first, XOR, headers)).json();
      assertEquals(job.status, "succeeded");
      await first.stop("SIGKILL");
      const second = await startService(folder);
      const again = await post(second, XOR, headers);
      assertEquals(again.headers.get("Idempotency-Replayed"), "true");
      assertEquals(await again.json(), job);
      const { jobs } = await (await fetch(`${second.url}/v1/jobs`)).json();
      assertEquals(jobs.length, 1);
      await second.stop("SIGTERM");
    });
  });

  it("hears that its training was interrupted when the service was killed in it", async () => {
    await withFolder(async (folder) => {
      const first = await startService(folder);
      const headers = { "Idempotency-Key": '"8e03978e"' };
      const { id }: Job = await (await post(first, LONG, headers)).json();
      await first.stop("SIGKILL");
      const second = await startService(folder);
      const again: Job = await (await post(second, LONG, headers)).json();
      assertEquals([again.id, again.error?.code], [id, "job_interrupted"]);
      const anew: Job = await (await post(second, LONG, { "Idempotency-Key": "another" })).json();
      assert(anew.id !== id);
      await second.stop("SIGTERM");
    });
  });
});

describe("A stream of events", () => {
  it("ends with the interrupted job when the service stops, and is not opened again", async () => {
    await withFolder(async (folder) => {
      const first = await startService(folder);
      const { id }: Job = await (await post(first, LONG, {})).json();
      const reader = new EventReader((await events(first, id)).body!);
      await readUntil(reader, ({ progress }) => progress.fraction > 0);
      const stopped = first.stop("SIGTERM");
      const last = (await reader.rest()).at(-1)!;
      assertEquals(last.data.error.code, "job_interrupted");
      assertEquals((await stopped).code, 0);
      const second = await startService(folder);
      assertEquals((await events(second, id, last.id)).status, 204);
      await second.stop("SIGTERM");
    });
  });

  it("tells the interrupted job to a client that comes back after the service was killed", async () => {
    await withFolder(async (folder) => {
      const first = await startService(folder);
      const { id }: Job = await (await post(first, LONG, {})).json();
      const reader = new EventReader((await events(first, id)).body!);
      const seen = await readUntil(reader, ({ progress }) => progress.fraction > 0);
      await first.stop("SIGKILL");
      await reader.rest().catch(() => {});
      const second = await startService(folder);
      const blocks = await new EventReader((await events(second, id, seen.id)).body!).rest();
      assertEquals(blocks.length, 2);
      const { id: last, data: job } = blocks.at(-1)!;
      assertEquals([job.status, job.error.code, last], ["failed", "job_interrupted", stepOf(job)]);
      assert(last! > seen.id!);
      await second.stop("SIGTERM");
    });
  });
});
