import { assertEquals, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { type DataSet, matrixFromBytes, RoteError } from "../../lib/mod.ts";
import type { Job } from "../../models/job.ts";
import { Jobs } from "../../models/jobs.ts";
import { SqliteStore } from "../../models/sqlite_store.ts";

const settings = { network: { hiddenLayers: 1, width: 4, arity: 2 }, seed: 1 };

function xor(): DataSet {
  const rows = matrixFromBytes(Uint8Array.of(0, 1, 2, 3), 4, 2);
  return { rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["0", "1"] };
}

describe("Jobs", () => {
  let store: SqliteStore;
  let jobs: Jobs;
  let time: number;
  const faults: unknown[] = [];
  const open = (queue = 4, finishedJobs = 100) =>
    new Jobs({
      store,
      workers: 1,
      queue,
      finishedJobs,
      now: () => new Date(time++),
      onError: (error) => faults.push(error),
    });
  beforeEach(() => {
    time = 0;
    faults.length = 0;
    store = new SqliteStore(":memory:");
    jobs = open();
  });
  afterEach(() => {
    jobs.close();
    store.close();
  });

  it("ends the jobs that an earlier process left unfinished", () => {
    const progress = { layer: 1, layers: 2, fraction: 0.5 };
    const left: Job = { id: "a", status: "running", model: "m", createdAt: "then", progress };
    store.putJob(left);
    store.putJob({ ...left, id: "b", status: "queued" });
    store.putJob({ ...left, id: "c", status: "cancelled" });
    const next = open();
    for (const id of ["a", "b"]) {
      assertEquals(next.find(id).status, "failed");
      assertEquals(next.find(id).error!.code, "job_interrupted");
    }
    assertEquals(next.find("c").status, "cancelled");
    next.close();
  });

  it("runs jobs one after the other in the order they came", async () => {
    const ids = [1, 2, 3].map((n) => jobs.submit({ model: `m${n}`, data: xor(), settings }).id);
    assertEquals(jobs.counts, { queued: 2, running: 1 });
    const ended = await Promise.all(ids.map((id) => jobs.wait(id, 60_000)));
    assertEquals(ended.map(({ status }) => status), ["succeeded", "succeeded", "succeeded"]);
    assertEquals(
      ended.map((job) => job.finishedAt!),
      ended.map((job) => job.finishedAt!).toSorted(),
    );
    assertEquals(jobs.counts, { queued: 0, running: 0 });
    assertEquals(store.listModels().map(({ name }) => name), ["m1", "m2", "m3"]);
  });

  it("waits no longer than it is asked to", async () => {
    const { id } = jobs.submit({ model: "m", data: xor(), settings });
    assertEquals((await jobs.wait(id, 0)).status, "running");
  });

  it("fails a job whose result cannot be stored, and tells of it", async () => {
    store.finishJob = () => {
      throw new Error("disk full");
    };
    const { id } = jobs.submit({ model: "m", data: xor(), settings });
    const job = await jobs.wait(id, 60_000);
    assertEquals([job.status, job.error!.code], ["failed", "internal"]);
    assertEquals(faults.map(String), ["Error: disk full"]);
    assertEquals(store.listModels(), []);
  });

  it("keeps going when the store fails for a while", async () => {
    const { putJob } = store;
    store.putJob = () => {
      throw new Error("disk full");
    };
    assertThrows(() => jobs.submit({ model: "m", data: xor(), settings }), Error, "disk full");
    store.putJob = putJob;
    assertEquals(jobs.counts, { queued: 0, running: 0 });
    const { id } = jobs.submit({ model: "m", data: xor(), settings });
    store.putJob = () => {
      throw new Error("disk full");
    };
    assertEquals(jobs.cancel(id).status, "cancelled");
    assertEquals(faults.map(String), ["Error: disk full"]);
    store.putJob = putJob;
    const next = jobs.submit({ model: "m", data: xor(), settings });
    assertEquals((await jobs.wait(next.id, 60_000)).status, "succeeded");
  });

  it("forgets the oldest finished jobs", async () => {
    const few = open(4, 1);
    const first = few.submit({ model: "m", data: xor(), settings });
    await few.wait(first.id, 60_000);
    const second = few.submit({ model: "m", data: xor(), settings });
    await few.wait(second.id, 60_000);
    assertEquals(few.list(10).map(({ id }) => id), [second.id]);
    assertEquals(assertThrows(() => few.find(first.id), RoteError).code, "job_not_found");
    few.close();
  });

  it("takes nothing more once it is closed", () => {
    const { id } = jobs.submit({ model: "m", data: xor(), settings });
    jobs.close();
    assertEquals(jobs.find(id).error!.code, "job_interrupted");
    const submit = () => jobs.submit({ model: "m", data: xor(), settings });
    assertEquals(assertThrows(submit, RoteError).code, "queue_full");
  });
});
