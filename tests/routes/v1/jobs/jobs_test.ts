import { assert, assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import type { Job } from "../../../../models/job.ts";
import { checkRefusal } from "../../refusals.ts";
import { openService, type TestService, XOR } from "../../service_fixture.ts";

/** A training that takes much longer than the tests that cancel it. */
const LONG = {
  ...XOR,
  model: "long",
  rows: Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0")),
  labels: Array.from({ length: 4096 }, (_, i) => i % 2),
  network: { hiddenLayers: 60, width: 4096, arity: 12 },
  statistics: true,
};

describe("/v1/jobs", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService({ queue: 1 });
  });
  afterEach(() => service.close());

  const get = async (path: string) => await (await service.app.request(path)).json();
  const cancel = async (id: string) =>
    await service.app.request(`/v1/jobs/${id}`, { method: "DELETE" });
  const start = async (body: unknown): Promise<Job> =>
    await (await service.post("/v1/train", body)).json();

  it("lists jobs, the newest first", async () => {
    const first = await service.train(XOR);
    const second = await service.train({ ...XOR, seed: 2 });
    const { jobs } = await get("/v1/jobs");
    assertEquals(jobs.map(({ id }: Job) => id), [second.id, first.id]);
    assertEquals((await get("/v1/jobs?limit=1")).jobs.length, 1);
    assertEquals(await get(`/v1/jobs/${first.id}`), first);
  });

  it("lists jobs of one status, and page by page", async () => {
    const ids: string[] = [];
    for (const seed of [1, 2, 3]) ids.unshift((await service.train({ ...XOR, seed })).id);
    const long = await start(LONG);
    const list = async (query: string) =>
      (await get(`/v1/jobs?${query}`)).jobs.map(({ id }: Job) => id);
    assertEquals(await list("status=succeeded"), ids);
    assertEquals(await list("status=running"), [long.id]);
    assertEquals(await list("status=failed"), []);
    assertEquals(await list("limit=2"), [long.id, ids[0]]);
    assertEquals(await list(`limit=2&before=${ids[0]}`), [ids[1], ids[2]]);
    assertEquals(await list(`status=running&before=${ids[0]}`), []);
    assertEquals(await list("before=unknown"), []);
    const response = await service.app.request("/v1/jobs?status=done");
    await checkRefusal(response, {
      code: "request_not_valid",
      offender: { parameter: "status" },
    });
  });

  it("shows progress that never goes back", async () => {
    const seen: number[] = [];
    // With statistics all LUTs are trained, not just the few live ones.
    const network = { hiddenLayers: 3, width: 200, arity: 2 };
    const job = await start({ ...XOR, network, statistics: true });
    service.jobs.watch(job.id, ({ progress }) => seen.push(progress.fraction));
    await service.jobs.wait(job.id, 60_000);
    assert(seen.length > 10);
    assertEquals(seen, seen.toSorted((a, b) => a - b));
    assertEquals(seen.at(-1), 1);
  });

  it("cancels a running job, frees its worker and keeps no model", async () => {
    const long = await start(LONG);
    const response = await cancel(long.id);
    const cancelled: Job = await response.json();
    assertEquals(response.status, 200);
    assertEquals(cancelled.status, "cancelled");
    assertEquals(cancelled.error!.code, "job_cancelled");
    assertEquals((await service.train(XOR)).status, "succeeded");
    assertEquals((await get("/v1/models")).models.map(({ name }: { name: string }) => name), [
      "xor",
    ]);
    assertEquals((await get(`/v1/jobs/${long.id}`)).status, "cancelled");
  });

  it("cancels a waiting job", async () => {
    const long = await start(LONG);
    const waiting = await start(XOR);
    assertEquals(waiting.status, "queued");
    assertEquals((await (await cancel(waiting.id)).json()).status, "cancelled");
    assertEquals((await get(`/v1/jobs/${long.id}`)).status, "running");
  });

  it("refuses to cancel what has finished, with 409", async () => {
    const job = await service.train(XOR);
    const response = await cancel(job.id);
    assertEquals(response.status, 409);
    assertEquals((await response.json()).code, "job_finished");
  });

  it("refuses a training that finds the queue full, with 429 and Retry-After", async () => {
    await start(LONG);
    await start(XOR);
    const response = await service.post("/v1/train", XOR);
    assertEquals(response.status, 429);
    assert(Number(response.headers.get("Retry-After")) > 0);
    assertEquals((await response.json()).code, "queue_full");
    assertEquals((await get("/health")).jobs, { queued: 1, running: 1 });
  });

  it("answers predictions while a training runs", async () => {
    await service.train(XOR);
    const long = await start(LONG);
    const answer = await service.post("/v1/models/xor/predict", { rows: ["01"] });
    assertEquals((await answer.json()).labels, ["1"]);
    assertEquals((await get(`/v1/jobs/${long.id}`)).status, "running");
  });

  it("tells a job that fails in training why", async () => {
    const job = await service.train({
      ...XOR,
      rows: ["0".repeat(16), "1".repeat(16)],
      labels: [0, 1],
      network: { hiddenLayers: 1, width: 65_536, arity: 16 },
      statistics: true,
    });
    assertEquals(job.status, "failed");
    assertEquals(job.error!.code, "network_too_large");
  });
});
