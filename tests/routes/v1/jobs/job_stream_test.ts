import { assert, assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { isFinished, type Job, stepOf } from "../../../../models/job.ts";
import { EventReader } from "./event_reader.ts";
import { checkRefusal } from "../../refusals.ts";
import { openService, type TestService, XOR } from "../../service_fixture.ts";

/** A training of some hundred milliseconds that reports progress a hundred times. */
const STEADY = {
  ...XOR,
  rows: Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0")),
  labels: Array.from({ length: 4096 }, (_, i) => i % 2),
  network: { hiddenLayers: 3, width: 1024, arity: 8 },
  statistics: true,
};
const LONG = { ...STEADY, network: { hiddenLayers: 60, width: 4096, arity: 12 } };

describe("GET /v1/jobs/{id}/events", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService({ eventStreams: 2 });
  });
  afterEach(() => service.close());

  const start = async (body: unknown): Promise<Job> =>
    await (await service.post("/v1/train", body)).json();
  const get = async (id: string): Promise<Job> =>
    await (await service.app.request(`/v1/jobs/${id}`)).json();
  const ask = async (id: string, lastEventId?: string | number) =>
    await service.app.request(`/v1/jobs/${id}/events`, {
      headers: lastEventId === undefined ? {} : { "Last-Event-ID": String(lastEventId) },
    });
  const open = async (id: string, lastEventId?: number) =>
    new EventReader((await ask(id, lastEventId)).body!);

  it("tells of a training from the queue to its result, each event as GET tells the job", async () => {
    const long = await start(LONG);
    const queued = await start(STEADY);
    const reader = await open(queued.id);
    assertEquals(await reader.next(), { retry: 2000 });
    assertEquals(await reader.next(), { id: stepOf(queued), event: "job", data: queued });
    service.jobs.cancel(long.id);
    const events = await reader.rest();
    assertEquals(new Set(events.map(({ event }) => event)), new Set(["job"]));
    const jobs: Job[] = events.map(({ data }) => data);
    assertEquals(jobs.at(-1), await get(queued.id));
    assertEquals(jobs.at(-1)!.status, "succeeded");
    assertEquals(jobs.findIndex(isFinished), jobs.length - 1);
    assertEquals(events.map(({ id }) => id), jobs.map(stepOf));
    const ids = events.map(({ id }) => id!);
    assertEquals(ids, [...new Set(ids)].toSorted((a, b) => a - b));
  });

  it("is not to be kept or held up by anybody on the way", async () => {
    const { id } = await start(LONG);
    const response = await ask(id);
    assertEquals(response.status, 200);
    assertEquals(response.headers.get("Content-Type"), "text/event-stream");
    assertEquals(response.headers.get("Cache-Control"), "no-store");
    assertEquals(response.headers.get("X-Accel-Buffering"), "no");
    await response.body!.cancel();
  });

  it("goes on where a client was, and leaves nothing out", async () => {
    const { id } = await start(STEADY);
    const seen = new Map<number, Job>();
    let last: number | undefined;
    // A client that loses the stream after each event.
    for (;;) {
      const response = await ask(id, last);
      if (response.status === 204) break;
      const reader = new EventReader(response.body!);
      assertEquals(await reader.next(), { retry: 2000 });
      const block = await reader.next();
      if (!block) continue;
      assert(!seen.has(block.id!), `${block.id} was told twice`);
      seen.set(last = block.id!, block.data);
      await reader.cancel();
    }
    const jobs = [...seen.values()];
    assertEquals(jobs.at(-1), await get(id));
    assertEquals(jobs.map(stepOf), jobs.map(stepOf).toSorted((a, b) => a - b));
  });

  it("tells a finished job in one event and ends, also one of an earlier process", async () => {
    const job = await service.train(XOR);
    const progress = { layer: 1, layers: 2, fraction: 0.5 };
    const error = { code: "job_interrupted" as const, detail: "The service stopped" };
    const old: Job = { ...job, id: "old", status: "failed", progress, error };
    service.store.putJob(old);
    for (const finished of [job, old]) {
      const told = { id: stepOf(finished), event: "job", data: finished };
      assertEquals(await (await open(finished.id)).rest(), [{ retry: 2000 }, told]);
      assertEquals(await (await open(finished.id, told.id - 1)).rest(), [{ retry: 2000 }, told]);
    }
  });

  it("answers 204 to a client that knows the end, which then asks no more", async () => {
    const job = await service.train(XOR);
    const response = await ask(job.id, stepOf(job));
    assertEquals([response.status, await response.text()], [204, ""]);
  });

  it("takes a Last-Event-ID that is none of its own for none", async () => {
    const job = await service.train(XOR);
    for (const id of ["", "x", "-1", "1.5", "1e9", " ", "9".repeat(40), "17", "ü"]) {
      const headers = new Headers();
      headers.set("Last-Event-ID", encodeURI(id));
      const response = await service.app.request(`/v1/jobs/${job.id}/events`, { headers });
      assertEquals((await new EventReader(response.body!).rest()).length, 2, id);
    }
  });

  it("ends with what the end of the service makes of the job", async () => {
    const { id } = await start(LONG);
    const waiting = await start(XOR);
    const readers = [await open(id), await open(waiting.id)];
    service.jobs.close();
    for (const reader of readers) {
      const last: Job = (await reader.rest()).at(-1)!.data;
      assertEquals([last.status, last.error!.code], ["failed", "job_interrupted"]);
    }
  });

  it("refuses what is no job, and more streams than may be open, with Retry-After", async () => {
    await checkRefusal(await ask("none"), { status: 404, code: "job_not_found" });
    const { id } = await start(LONG);
    const readers = [await open(id), await open(id)];
    const response = await ask(id);
    assert(Number(response.headers.get("Retry-After")) > 0);
    await checkRefusal(response, { status: 503, code: "too_many_streams" });
    await readers[0]!.cancel();
    readers[0] = await open(id);
    await Promise.all(readers.map((reader) => reader.cancel()));
  });

  it("opens no stream for a client that asks for the headers alone", async () => {
    const { id } = await start(LONG);
    for (let times = 0; times < 5; times++) {
      const response = await service.app.request(`/v1/jobs/${id}/events`, { method: "HEAD" });
      assertEquals([response.status, response.body], [200, null]);
      assertEquals(response.headers.get("Content-Type"), "text/event-stream");
    }
    await (await open(id)).cancel();
  });
});
