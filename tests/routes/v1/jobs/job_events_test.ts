import { assert, assertEquals, assertThrows } from "@std/assert";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { RoteError } from "../../../../lib/mod.ts";
import { type Job, stepOf } from "../../../../models/job.ts";
import { Shares, WHOLE } from "../../../../models/operating/shares.ts";
import { type Clock, JobEvents } from "../../../../routes/v1/job_events.ts";
import { type Block, EventReader } from "./event_reader.ts";

/** A clock that stands still unless it is moved. */
class TestClock implements Clock {
  #time = 0;
  readonly timers = new Map<object, { at: number; work: () => void }>();

  now(): number {
    return this.#time;
  }

  after(milliseconds: number, work: () => void): () => void {
    const timer = {};
    this.timers.set(timer, { at: this.#time + milliseconds, work });
    return () => void this.timers.delete(timer);
  }

  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): void {
    const end = this.#time + milliseconds;
    for (;;) {
      const [next] = [...this.timers].filter(([, { at }]) => at <= end)
        .toSorted(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      this.timers.delete(next[0]);
      this.#time = next[1].at;
      next[1].work();
    }
    this.#time = end;
  }
}

/** Jobs that change when a test says so. */
class TestJobs {
  readonly watchers = new Map<string, (job: Job) => void>();

  watch(id: string, watcher: (job: Job) => void): () => void {
    assertEquals(this.watchers.has(id), false, "a job is watched once");
    this.watchers.set(id, watcher);
    return () => void this.watchers.delete(id);
  }
}

describe("JobEvents", () => {
  let clock: TestClock;
  let jobs: TestJobs;
  let events: JobEvents;
  let job: Job;
  beforeEach(() => {
    clock = new TestClock();
    jobs = new TestJobs();
    events = new JobEvents(jobs, 3, WHOLE, clock);
    job = {
      id: "a",
      status: "queued",
      model: "m",
      createdAt: "2026-01-01T00:00:00.000Z",
      progress: { layer: 0, layers: 2, fraction: 0 },
    };
  });
  const change = (change: Partial<Job>) => {
    job = { ...job, ...change };
    jobs.watchers.get("a")?.(job);
    return job;
  };
  const advance = (percent: number) =>
    change({ status: "running", progress: { layer: 1, layers: 2, fraction: percent / 100 } });
  const open = (told?: number) => new EventReader(events.open(job, told));
  const eventOf = (data: Job): Block => ({ id: stepOf(data), event: "job", data });
  /** Past the greeting and what a job is when its stream begins. */
  const openAndStart = async () => {
    const reader = open();
    assertEquals([await reader.next(), await reader.next()], [{ retry: 2000 }, eventOf(job)]);
    return reader;
  };

  it("tells first what a job is, then what becomes of it, and ends with its end", async () => {
    const reader = await openAndStart();
    clock.pass(1_000);
    const running = change({ status: "running" });
    assertEquals(await reader.next(), eventOf(running));
    const done = change({ status: "succeeded" });
    assertEquals(await reader.rest(), [eventOf(done)]);
    assertEquals([events.count, jobs.watchers.size, clock.timers.size], [0, 0, 0]);
  });

  it("tells a client that comes back what it missed, and nothing twice", async () => {
    const reader = open(stepOf(job));
    assertEquals(await reader.next(), { retry: 2000 });
    clock.pass(1_000);
    const running = advance(10);
    assertEquals(await reader.next(), eventOf(running));
    const behind = open(1);
    assertEquals([await behind.next(), await behind.next()], [{ retry: 2000 }, eventOf(running)]);
    await Promise.all([reader.cancel(), behind.cancel()]);
  });

  it("tells a client with an id that no step of the job has what the job is", async () => {
    const reader = open(7_777);
    assertEquals([await reader.next(), await reader.next()], [{ retry: 2000 }, eventOf(job)]);
    await reader.cancel();
  });

  it("tells ten changes a second at most, the newest of them, and the end at once", async () => {
    const read = (await openAndStart()).rest();
    for (let percent = 0; percent < 100; percent++) {
      advance(percent);
      clock.pass(10);
      // The client reads all that there is.
      await new Promise((resolve) => setTimeout(resolve));
    }
    advance(100);
    const done = change({ status: "failed" });
    const blocks = await read;
    assert(blocks.length >= 10 && blocks.length <= 12, `${blocks.length} events in a second`);
    assertEquals(blocks.at(-1), eventOf(done));
    const ids = blocks.map(({ id }) => id!);
    assertEquals(ids, [...new Set(ids)].toSorted((a, b) => a - b));
  });

  it("tells the last of some quick changes, though no other follows", async () => {
    const reader = await openAndStart();
    clock.pass(1_000);
    const first = advance(1);
    assertEquals(await reader.next(), eventOf(first));
    for (const percent of [2, 3, 4]) advance(percent);
    clock.pass(100);
    assertEquals(await reader.next(), eventOf(job));
    await reader.cancel();
  });

  it("tells a client that comes between two changes the newest once", async () => {
    const first = await openAndStart();
    advance(1);
    const second = await openAndStart();
    clock.pass(100);
    assertEquals(await first.next(), eventOf(job));
    const done = change({ status: "cancelled" });
    assertEquals(await second.rest(), [eventOf(done)]);
    assertEquals(await first.rest(), [eventOf(done)]);
  });

  it("keeps no more than one event for a client that does not read", async () => {
    const stream = events.open(job, undefined);
    for (const percent of [1, 2, 3]) {
      advance(percent);
      clock.pass(1_000);
    }
    const done = change({ status: "succeeded" });
    assertEquals(await new EventReader(stream).rest(), [{ retry: 2000 }, eventOf(done)]);
    assertEquals(events.count, 0);
  });

  it("has one timer for all streams, which beats every 15 seconds", async () => {
    const readers = [await openAndStart(), await openAndStart(), await openAndStart()];
    assertEquals(clock.timers.size, 1);
    const next = readers.map((reader) => reader.next());
    clock.pass(14_999);
    const beats = Promise.all(next);
    clock.pass(1);
    assertEquals(await beats, Array(3).fill({ comment: "heartbeat" }));
    clock.pass(15_000);
    assertEquals(await readers[0]!.next(), { comment: "heartbeat" });
    await Promise.all(readers.map((reader) => reader.cancel()));
    assertEquals([events.count, jobs.watchers.size, clock.timers.size], [0, 0, 0]);
  });

  it("frees all that a client had when it goes, and goes on with the others", async () => {
    const [gone, stays] = [await openAndStart(), await openAndStart()];
    advance(1);
    await gone.cancel();
    assertEquals([events.count, jobs.watchers.size], [1, 1]);
    clock.pass(100);
    assertEquals(await stays.next(), eventOf(job));
    advance(2);
    await stays.cancel();
    assertEquals([events.count, jobs.watchers.size, clock.timers.size], [0, 0, 0]);
  });

  it("opens as many streams as may be, and another when one has gone", async () => {
    const readers = [open(), open(), open()];
    assertEquals(assertThrows(() => open(), RoteError).code, "too_many_streams");
    await readers[0]!.cancel();
    readers[0] = open();
    await Promise.all(readers.map((reader) => reader.cancel()));
  });

  it("keeps streams for others whatever one client opens", async () => {
    const shared = new JobEvents(jobs, 4, new Shares(0.5, { size: 2 }), clock);
    const streams = [shared.open(job, 0, "one"), shared.open(job, 0, "one")];
    const error = assertThrows(() => shared.open(job, 0, "one"), RoteError, "of this client");
    assertEquals(error.code, "too_many_streams");
    streams.push(shared.open(job, 0, "two"), shared.open(job, 0));
    await Promise.all(streams.map((stream) => stream.cancel()));
    assertEquals(shared.count, 0);
  });
});
