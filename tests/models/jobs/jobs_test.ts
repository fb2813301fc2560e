import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { type AnyRun, type DataSet, matrixFromBytes, RoteError } from "../../../lib/mod.ts";
import type { Job } from "../../../models/job.ts";
import { Jobs, type JobsOptions } from "../../../models/jobs/jobs.ts";
import { packEncoder } from "../../../models/jobs/packed_encoder.ts";
import { SqliteStore } from "../../../models/store/sqlite/sqlite_store.ts";
import { longCategories, rowsFor } from "../long_categories.ts";

const settings: AnyRun = {
  method: "network",
  network: { hiddenLayers: 1, width: 4, arity: 2 },
  seed: 1,
};

/** A training that takes many seconds: with statistics every LUT is trained. */
const LONG: AnyRun = {
  method: "network",
  network: { hiddenLayers: 60, width: 4096, arity: 12 },
  seed: 1,
  statistics: true,
};

/** Twelve bits that say nothing of the label. */
function noise(): DataSet {
  const bytes = new Uint8Array(8192).map((_, at) => at % 2 ? at >> 9 : at >> 1);
  const labels = new Uint8Array(4096).map((_, row) => row % 2);
  return { rows: matrixFromBytes(bytes, 4096, 12), labels, classes: ["0", "1"] };
}

function xor(): DataSet {
  const rows = matrixFromBytes(Uint8Array.of(0, 1, 2, 3), 4, 2);
  return { rows, labels: Uint8Array.of(0, 1, 1, 0), classes: ["0", "1"] };
}

describe("Jobs", () => {
  let store: SqliteStore;
  let jobs: Jobs;
  let time: number;
  const faults: unknown[] = [];
  const open = (queue = 4, finishedJobs = 100, others: Partial<JobsOptions> = {}) =>
    new Jobs({
      store,
      workers: 1,
      queue,
      finishedJobs,
      now: () => new Date(time++),
      onError: (error) => faults.push(error),
      ...others,
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
    assertEquals(store.listModels().entries.map(({ name }) => name), ["m1", "m2", "m3"]);
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
    assertEquals(store.listModels().entries, []);
  });

  it("fails a job whose model has more to tell than is kept", async () => {
    const encoder = longCategories();
    const { id } = jobs.submit({
      model: "m",
      data: rowsFor(encoder),
      settings,
      encoder: packEncoder(encoder),
    });
    const job = await jobs.wait(id, 60_000);
    assertEquals([job.status, job.error!.code], ["failed", "model_too_large"]);
    assertStringIncludes(job.error!.detail, "its columns take");
    assertEquals(faults, []);
  });

  it("asks for room once more when a training ends", async () => {
    const limits = { modelBytes: 1e6, modelMemory: 1e6, storeBytes: 1e9 };
    const strict = open(4, 100, { quota: { models: 1, ...limits } });
    const ids = ["m", "n"].map((model) => strict.submit({ model, data: xor(), settings }).id);
    const ended = await Promise.all(ids.map((id) => strict.wait(id, 60_000)));
    assertEquals(ended.map(({ error }) => error?.code), [undefined, "too_many_models"]);
    assertEquals(store.listModels().entries.map(({ name }) => name), ["m"]);
    strict.close();
  });

  for (const bound of ["modelBytes", "modelMemory"]) {
    it(`keeps no model that a training made larger than ${bound}`, async () => {
      const limits = { models: 9, modelBytes: 1e6, modelMemory: 1e6, storeBytes: 1e9 };
      const strict = open(4, 100, { quota: { ...limits, [bound]: 20 } });
      const { id } = strict.submit({ model: "m", data: xor(), settings });
      assertEquals((await strict.wait(id, 60_000)).error!.code, "model_too_large");
      assertEquals([store.listModels().entries, faults], [[], []]);
      strict.close();
    });
  }

  it("leaves nothing of a job that is cancelled while what it trained is stored", async () => {
    const { finishJob } = store;
    const { promise, resolve } = Promise.withResolvers<void>();
    store.finishJob = async (job, version, blob, options) => {
      jobs.cancel(job.id);
      await finishJob.call(store, job, version, blob, options).finally(resolve);
    };
    const { id } = jobs.submit({ model: "m", data: xor(), settings });
    assertEquals((await jobs.wait(id, 60_000)).status, "cancelled");
    await promise;
    store.finishJob = finishJob;
    assertEquals([store.findJob(id)!.status, store.findModel("m")], ["cancelled", undefined]);
    const next = jobs.submit({ model: "n", data: xor(), settings });
    assertEquals((await jobs.wait(next.id, 60_000)).status, "succeeded");
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

  it("keeps what became of a job in mind until the store takes it", async () => {
    const { putJob } = store;
    const { id } = jobs.submit({ model: "m", data: noise(), settings: LONG });
    store.putJob = () => {
      throw new Error("disk full");
    };
    jobs.cancel(id);
    assertEquals(store.findJob(id)!.status, "queued");
    assertEquals([jobs.find(id).status, jobs.list(1)[0]!.status], ["cancelled", "cancelled"]);
    store.putJob = putJob;
    const next = jobs.submit({ model: "m", data: xor(), settings });
    await jobs.wait(next.id, 60_000);
    assertEquals(store.findJob(id)!.status, "cancelled");
  });

  it("ends a training that takes too long, and trains the next", async () => {
    // The limits pass when the test says so, whatever else the machine does.
    const limits: (() => void)[] = [];
    const { setTimeout } = globalThis;
    globalThis.setTimeout = ((run: () => void, milliseconds: number) => {
      if (milliseconds !== 7_000) return setTimeout(run, milliseconds);
      limits.push(run);
      return setTimeout(run, 1e9);
    }) as typeof setTimeout;
    try {
      const strict = open(4, 100, { trainMilliseconds: 7_000 });
      const long = strict.submit({ model: "m", data: noise(), settings: LONG });
      const next = strict.submit({ model: "n", data: xor(), settings });
      limits[0]!();
      const ended = strict.find(long.id);
      assertEquals([ended.status, ended.error!.code], ["failed", "job_too_long"]);
      assertStringIncludes(ended.error!.detail, "after 7 seconds");
      assertEquals((await strict.wait(next.id, 60_000)).status, "succeeded");
      assertEquals(limits.length, 2);
      strict.close();
    } finally {
      globalThis.setTimeout = setTimeout;
    }
  });

  it("holds no more bytes of rows than it may, and holds them until a job ends", async () => {
    const small = open(4, 100, { queueBytes: 20 });
    const submit = () => small.submit({ model: "m", data: xor(), settings });
    const ids = [submit(), submit()].map(({ id }) => id);
    const error = assertThrows(submit, RoteError);
    assertEquals(error.code, "queue_full");
    assertStringIncludes(error.message, "16 bytes, and 8 more would be above the limit of 20");
    await Promise.all(ids.map((id) => small.wait(id, 60_000)));
    submit();
    const large = assertThrows(
      () => small.submit({ model: "m", data: noise(), settings }),
      RoteError,
    );
    assertEquals(large.code, "body_too_large");
    small.close();
  });

  it("lists jobs by status, whether they are finished or not", async () => {
    const submit = (model: string) => jobs.submit({ model, data: xor(), settings });
    const done = submit("done");
    await jobs.wait(done.id, 60_000);
    const running = jobs.submit({ model: "long", data: noise(), settings: LONG });
    const [first, second] = [submit("first"), submit("second")];
    const ids = (...list: Parameters<Jobs["list"]>) => jobs.list(...list).map(({ id }) => id);
    assertEquals(ids(10, { status: "queued" }), [second.id, first.id]);
    assertEquals(ids(1, { status: "queued" }), [second.id]);
    assertEquals(ids(10, { status: "running" }), [running.id]);
    assertEquals(ids(10, { status: "succeeded" }), [done.id]);
    assertEquals(ids(10, { status: "queued", before: second.id }), [first.id]);
    assertEquals(ids(2, { before: second.id }), [first.id, running.id]);
  });

  it("knows a request by its key again, whatever became of its job", () => {
    const key = { client: "", key: "k", fingerprint: "f" };
    assertEquals(jobs.findRepeated(key), undefined);
    const job = jobs.submit({ model: "m", data: noise(), settings: LONG }, key);
    assertEquals(jobs.findRepeated(key)!.status, "running");
    jobs.cancel(job.id);
    assertEquals(jobs.findRepeated(key)!.status, "cancelled");
    assertEquals(jobs.findRepeated({ ...key, client: "another" }), undefined);
    const reuse = () => jobs.findRepeated({ ...key, fingerprint: "g" });
    assertEquals(assertThrows(reuse, RoteError).code, "idempotency_key_reused");
  });

  it("leaves the key of a request that it refuses free", () => {
    const key = { client: "", key: "k", fingerprint: "f" };
    const full = open(0, 100, { workers: 0 });
    assertThrows(() => full.submit({ model: "m", data: xor(), settings }, key), RoteError);
    assertEquals(full.findRepeated(key), undefined);
    full.close();
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
