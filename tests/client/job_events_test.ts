import { assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type JobEvent, RoteProblem } from "../../client/mod.ts";
import type { Job } from "../../models/job.ts";
import { openService, type TestService, XOR } from "../routes/service_fixture.ts";
import { clientOf } from "./rote.ts";

describe("events()", () => {
  let service: TestService;
  let job: Job;
  beforeAll(async () => {
    service = openService();
    job = await service.train(XOR);
  });
  afterAll(() => service.close());

  const all = async (events: AsyncIterable<JobEvent>) => await Array.fromAsync(events);
  /** A stream of events of a job's steps, which is lost behind the last, if it has one. */
  const stream = (...ids: number[]) =>
    new Response(
      `retry: 0\n\n${
        ids.map((id) => `id: ${id}\nevent: job\ndata: {"id":"${job.id}"}\n\n`).join("")
      }`,
      { headers: { "Content-Type": "text/event-stream" } },
    );

  it("tells of a job that is finished, and ends", async () => {
    const [event, ...others] = await all(clientOf(service).events(job.id));
    assertEquals([event!.job, others], [job, []]);
    // Whoever knows the end hears nothing more.
    const options = { lastEventId: event!.id };
    assertEquals(await all(clientOf(service).events(job.id, options)), []);
  });

  it("tells of a job from what it is to its end, and never goes back", async () => {
    const rote = clientOf(service);
    const network = { hiddenLayers: 3, width: 200, arity: 2 };
    const started = await rote.startTraining({ ...XOR, network, statistics: true });
    const events = await all(rote.events(started.id));
    const ids = events.map(({ id }) => Number(id));
    assertEquals(ids, ids.toSorted((a, b) => a - b));
    const fractions = events.map(({ job }) => job.progress.fraction);
    assertEquals(fractions, fractions.toSorted((a, b) => a - b));
    assertEquals(
      events.at(-1)!.job,
      await (await service.app.request(`/v1/jobs/${started.id}`)).json(),
    );
  });

  it("takes a lost stream up again behind the last event", async () => {
    const asked: (string | null)[] = [];
    const streams = [stream(2), stream(3, 4), new Response(null, { status: 204 })];
    const rote = clientOf(service, ({ headers }) => {
      asked.push(headers.get("Last-Event-ID"));
      return streams.shift();
    });
    const ids = (await all(rote.events(job.id))).map(({ id }) => id);
    assertEquals([asked, ids], [[null, "2", "4"], ["2", "3", "4"]]);
  });

  it("takes up a stream that breaks, and one that does not open", async () => {
    let count = 0;
    const rote = clientOf(service, () => {
      if (++count === 1) return stream(2);
      if (count === 2) throw new TypeError("connection refused");
      if (count > 3) return;
      const pieces = ["id: 3\nevent: job\nda"].map((piece) => new TextEncoder().encode(piece));
      return new Response(
        new ReadableStream({
          pull(controller) {
            const piece = pieces.shift();
            if (piece) controller.enqueue(piece);
            else controller.error(new TypeError("connection lost"));
          },
        }),
      );
    });
    const events = await all(rote.events(job.id));
    assertEquals(count, 4);
    assertEquals(events.at(-1)!.job, job);
  });

  it("counts losses anew after each event", async () => {
    const lost = () => Array.from({ length: 4 }, () => stream());
    const end = new Response(null, { status: 204 });
    const streams = [...lost(), stream(1), ...lost(), stream(2), ...lost(), end];
    const events = await all(clientOf(service, () => streams.shift()).events(job.id));
    assertEquals([events.map(({ id }) => id), streams.length], [["1", "2"], 0]);
  });

  it("gives up when the service stays away", async () => {
    let count = 0;
    const rote = clientOf(service, () => {
      if (++count > 1) throw new TypeError("connection refused");
      return stream();
    });
    await assertRejects(() => all(rote.events(job.id)), TypeError, "connection refused");
    assertEquals(count, 6);
    let silences = 0;
    const silent = clientOf(service, () => (silences++, stream()));
    await assertRejects(() => all(silent.events(job.id)), Error, "do not come");
    assertEquals(silences, 6);
  });

  it("does not ask again after a refusal", async () => {
    let count = 0;
    const rote = clientOf(service, () => void count++);
    await assertRejects(() => all(rote.events("none")), RoteProblem);
    assertEquals(count, 1);
  });

  it("closes the stream when its listener goes away", async () => {
    let isClosed = false;
    const rote = clientOf(service, () => {
      const encoder = new TextEncoder();
      const body = new ReadableStream({
        pull: (controller) =>
          controller.enqueue(encoder.encode('event: job\ndata: {"id":"1"}\n\n')),
        cancel: () => void (isClosed = true),
      });
      return new Response(body);
    });
    for await (const _ of rote.events("1")) break;
    assertEquals(isClosed, true);
  });
});
