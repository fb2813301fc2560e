import { assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { openService, type TestService, XOR } from "./service_fixture.ts";

describe("/v1/models", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService();
  });
  afterEach(() => service.close());

  const get = async (path: string) => await (await service.app.request(path)).json();

  it("is empty at first", async () => {
    assertEquals(await get("/v1/models"), { models: [] });
  });

  it("lists models by name with the facts of their current version", async () => {
    await service.train({ ...XOR, model: "b" });
    const job = await service.train({ ...XOR, model: "a" });
    const { models } = await get("/v1/models");
    assertEquals(models.map(({ name }: { name: string }) => name), ["a", "b"]);
    const { createdAt: _, updatedAt: __, liveLuts, layers, ...facts } = models[0];
    assertEquals(facts, {
      name: "a",
      version: job.version,
      source: "trained",
      method: "network",
      bytes: job.result!.bytes,
      features: 2,
      classes: ["0", "1"],
      arity: 2,
      trainAccuracy: 1,
      versionCount: 1,
    });
    assertEquals(liveLuts, job.result!.liveLuts);
    assertEquals(layers.at(-1), { width: 1, arity: 2 });
    assertEquals((await get("/v1/models/a")).metadata, {
      hiddenLayers: "1",
      seed: "1",
      trainAccuracy: "1.0000",
      trainRows: "4",
      width: "4",
    });
  });

  it("keeps the accuracy on held-out rows with the version", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => XOR.rows[i % 4]);
    const labels = Array.from({ length: 40 }, (_, i) => XOR.labels[i % 4]);
    await service.train({ ...XOR, rows, labels, holdout: 0.5 });
    assertEquals((await get("/v1/models/xor")).versions[0].testAccuracy, 1);
  });

  it("deletes a model with all its versions", async () => {
    const { version } = await service.train(XOR);
    const response = await service.app.request("/v1/models/xor", { method: "DELETE" });
    assertEquals(response.status, 204);
    assertEquals((await get("/v1/models")).models, []);
    assertEquals((await get(`/v1/models/xor/blob?version=${version}`)).code, "model_not_found");
    await service.train({ ...XOR, seed: 5 });
    assertEquals((await get("/v1/models/xor")).versionCount, 1);
  });

  it("answers 503 while the store cannot be used, and logs it", async () => {
    service.store.close();
    for (const path of ["/health", "/v1/models", "/v1/models/xor/blob"]) {
      const response = await service.app.request(path);
      assertEquals(response.status, 503);
      assertEquals(typeof response.headers.get("Retry-After"), "string");
      const { code, status, problems } = await response.json();
      assertEquals(path === "/health" ? problems[0].code : code, "store_unavailable");
      if (path === "/health") assertEquals(status, "down");
    }
    const refused = await service.post("/v1/train", XOR);
    assertEquals(refused.status, 503);
    await refused.body?.cancel();
    assertEquals(service.faults.length, 4);
    service = openService();
  });

  it("tells at / and /health what is there", async () => {
    await service.train(XOR);
    assertEquals((await get("/")).name, "rote");
    assertEquals(await get("/health"), {
      status: "ok",
      release: "test",
      models: 1,
      jobs: { queued: 0, running: 0 },
      problems: [],
    });
  });
});
