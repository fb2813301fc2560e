import { assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { TrainingFailed } from "../../client/mod.ts";
import { openService, type TestService, XOR } from "../routes/service_fixture.ts";
import { clientOf } from "./rote.ts";

describe("train()", () => {
  let service: TestService;
  beforeAll(() => void (service = openService()));
  afterAll(() => service.close());

  it("gives the job when it has succeeded, in one request if it is soon", async () => {
    const seen: string[] = [];
    const rote = clientOf(service, ({ method, url }) => void seen.push(`${method} ${url}`));
    const job = await rote.train(XOR);
    assertEquals([job.status, job.result!.trainAccuracy], ["succeeded", 1]);
    assertEquals(seen, ["POST http://localhost/v1/train"]);
  });

  it("trains boosted tables of many classes, and predicts a score for each", async () => {
    const rote = clientOf(service);
    const { rows } = XOR;
    const labels = ["a", "b", "c", "d"];
    const boosted = {
      tables: 8,
      arity: 2,
      inputShape: [1, 2, 1],
      augment: { flip: false },
    } as const;
    const job = await rote.train({ model: "abcd", method: "boosted", rows, labels, boosted });
    assertEquals([job.status, job.progress.layers], ["succeeded", 1]);
    const { classes, scores } = await rote.predict("abcd", rows);
    assertEquals([classes, scores.map(({ length }) => length)], [labels, [4, 4, 4, 4]]);
  });

  it("asks again as often as it must, and waits as long as it is told in between", async () => {
    const job = await service.train(XOR);
    const { finishedAt: _, ...running } = { ...job, status: "running" };
    const answers = [
      Response.json(running, { status: 202, headers: { "Retry-After": "0" } }),
      Response.json(running),
      Response.json(running),
    ];
    const seen: string[] = [];
    const rote = clientOf(service, ({ method, url }) => {
      seen.push(`${method} ${new URL(url).pathname}`);
      return answers.shift();
    });
    assertEquals(await rote.train(XOR), job);
    assertEquals(seen, ["POST /v1/train", ...Array(3).fill(`GET /v1/jobs/${job.id}`)]);
  });

  it("throws the job when it has failed", async () => {
    const rote = clientOf(service);
    const request = {
      model: "large",
      rows: ["0".repeat(16), "1".repeat(16)],
      labels: [0, 1],
      network: { hiddenLayers: 1, width: 65_536, arity: 16 },
      statistics: true,
    };
    const error = await assertRejects(() => rote.train(request), TrainingFailed);
    assertEquals([error.job.status, error.job.error!.code], ["failed", "network_too_large"]);
    assertEquals(error.message, error.job.error!.detail);
  });

  it("does a request once that is sent twice with a key", async () => {
    const rote = clientOf(service);
    const options = { idempotencyKey: crypto.randomUUID() };
    const first = await rote.train(XOR, options);
    assertEquals(await rote.train(XOR, options), first);
    assertEquals((await rote.startTraining(XOR, options)).id, first.id);
  });

  it("stops waiting when it is called off", async () => {
    const controller = new AbortController();
    const waiting = Response.json({ id: "1", status: "running" }, { status: 202 });
    const rote = clientOf(service, () => {
      // The answer says to come back after a second, which nobody then waits for.
      queueMicrotask(() => controller.abort(new Error("called off")));
      return waiting;
    });
    await assertRejects(() => rote.train(XOR, controller), Error, "called off");
  });
});

describe("startTraining()", () => {
  it("gives the job at once, which events() then follow to its end", async () => {
    const service = openService();
    try {
      const rote = clientOf(service);
      const job = await rote.startTraining(XOR);
      assertEquals(job.finishedAt, undefined);
      const statuses = new Set<string>();
      for await (const event of rote.events(job.id)) {
        assertEquals(event.job.id, job.id);
        statuses.add(event.job.status);
      }
      assertEquals([...statuses].at(-1), "succeeded");
    } finally {
      service.close();
    }
  });
});
