import { assertEquals, assertThrows } from "@std/assert";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { type DataSet, type ErrorCode, matrixFromBytes, RoteError } from "../../../lib/mod.ts";
import type { Job } from "../../../models/job.ts";
import { bytesOf, JobQueue, type JobRequest } from "../../../models/jobs/job_queue.ts";
import { Shares } from "../../../models/operating/shares.ts";
import { Trainer } from "../../../models/jobs/trainer.ts";

/** Rows of one feature: as many bytes of rows as of labels. */
function data(rows: number): DataSet {
  const labels = new Uint8Array(rows);
  return { rows: matrixFromBytes(new Uint8Array(rows), rows, 1), labels, classes: ["0", "1"] };
}

const request = (rows: number): JobRequest => ({
  model: "m",
  data: data(rows),
  settings: { method: "network", network: { hiddenLayers: 1, width: 1, arity: 1 }, seed: 1 },
});

const job = (id: string): Job => ({
  id,
  status: "queued",
  model: "m",
  createdAt: "2026-01-01T00:00:00.000Z",
  progress: { layer: 0, layers: 2, fraction: 0 },
});

describe("JobQueue", () => {
  let queue: JobQueue;
  beforeEach(() => {
    queue = new JobQueue(2, 100);
  });
  const refused = (bytes: number, mustWait = true): ErrorCode =>
    assertThrows(() => queue.check(bytes, mustWait), RoteError).code;

  it("takes as many jobs as may wait, and one more where a worker is free", () => {
    queue.add(job("1"), request(1));
    queue.check(2, true);
    queue.add(job("2"), request(1));
    assertEquals(refused(2), "queue_full");
    queue.check(2, false);
  });

  it("takes as many bytes of rows as may be, of jobs that wait and of those that run", () => {
    queue.add(job("1"), request(20));
    queue.find("1")!.trainer = new Trainer();
    queue.add(job("2"), request(20));
    queue.check(20, true);
    assertEquals(refused(21, false), "queue_full");
    queue.delete(queue.find("1")!);
    queue.check(60, true);
    assertEquals(refused(61), "queue_full");
  });

  it("counts the bytes of a job that it no longer has once", () => {
    queue.add(job("1"), request(20));
    const entry = queue.find("1")!;
    queue.delete(entry);
    queue.delete(entry);
    queue.add(job("2"), request(20));
    assertEquals(refused(61), "queue_full");
  });

  it("refuses for good what would not fit into an empty queue", () => {
    queue.check(100, false);
    assertEquals(refused(101, false), "body_too_large");
  });

  it("keeps places and bytes for others whatever one client sends", () => {
    queue = new JobQueue(4, 100, new Shares(0.5, { size: 2 }));
    queue.add(job("1"), request(5), "one");
    queue.add(job("2"), request(5), "one");
    const check = (bytes: number, sender: string) => () => queue.check(bytes, true, sender);
    assertThrows(check(2, "one"), RoteError, "2 trainings of this client are waiting");
    queue.check(2, false, "one");
    assertThrows(() => queue.check(31, false, "one"), RoteError, "above its share of 50");
    queue.add(job("3"), request(25), "two");
    queue.add(job("4"), request(1), "");
    assertThrows(check(2, ""), RoteError, "4 trainings are waiting already");
  });

  it("lets no client take all workers, and each have its turn", () => {
    queue = new JobQueue(9, 100, new Shares(0.5, { size: 2 }));
    for (const [at, sender] of ["one", "one", "one", "two", "one", "two"].entries()) {
      queue.add(job(String(at)), request(1), sender);
    }
    const started: string[] = [];
    for (let next; (next = queue.next(4));) {
      next.trainer = new Trainer();
      started.push(next.job.id);
    }
    assertEquals(started, ["0", "3", "1", "5"]);
    assertEquals([queue.mayRun("one", 4), queue.mayRun("three", 4)], [false, true]);
    queue.delete(queue.find("1")!);
    assertEquals(queue.next(4)!.job.id, "2");
  });

  it("gives the job that has waited longest", () => {
    for (const id of ["1", "2", "3"]) queue.add(job(id), request(1));
    queue.find("1")!.trainer = new Trainer();
    assertEquals(queue.next(2)!.job.id, "2");
    assertEquals(queue.counts, { queued: 2, running: 1 });
    queue.delete(queue.next(2)!);
    assertEquals(queue.next(2)!.job.id, "3");
  });
});

describe("bytesOf()", () => {
  it("counts rows and labels of both sets, and memory that they share once", () => {
    assertEquals(bytesOf(request(10)), 20);
    assertEquals(bytesOf({ ...request(10), test: data(5) }), 30);
    const shared = new Uint8Array(40);
    const rows = matrixFromBytes(shared.subarray(0, 10), 10, 1);
    const labels = shared.subarray(10, 20);
    const test = { rows, labels, classes: ["0", "1"] };
    assertEquals(bytesOf({ ...request(0), data: test, test }), 40);
  });
});
