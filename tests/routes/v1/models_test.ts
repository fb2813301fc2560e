import { assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { bytesOf, versionFor } from "../../models/store/store_fixture.ts";
import { openService, type TestService, XOR } from "../service_fixture.ts";

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

  it("gives the versions of a model in pages, each with the way to the next", async () => {
    const versions: string[] = [];
    for (const seed of [1, 2, 3]) {
      versions.unshift((await service.train({ ...XOR, seed })).version!);
    }
    const ids = (page: { versions: { version: string }[] }) =>
      page.versions.map(({ version }) => version);
    const whole = await get("/v1/models/xor");
    assertEquals([ids(whole), whole.nextVersions], [versions, undefined]);
    const first = await get("/v1/models/xor/versions?limit=2");
    assertEquals(ids(first), versions.slice(0, 2));
    assertEquals("metadata" in first.versions[0], false);
    const second = await get(`/v1/models/xor/versions?limit=2&before=${first.next}`);
    assertEquals([ids(second), second.next], [versions.slice(2), undefined]);
    assertEquals((await get("/v1/models/none/versions")).code, "model_not_found");
    const wrong = await get("/v1/models/xor/versions?before=x");
    assertEquals([wrong.code, wrong.errors[0].parameter], ["request_not_valid", "before"]);
  });

  it("describes a model of many versions with the newest of them", async () => {
    const blob = Uint8Array.of(1);
    const versions = Array.from({ length: 150 }, (_, at) => bytesOf(at, 20));
    for (const bytes of versions) await service.store.putVersion("many", versionFor(bytes), bytes);
    await service.store.putVersion("many", versionFor(blob), blob);
    const { versions: told, versionCount, nextVersions } = await get("/v1/models/many");
    assertEquals([told.length, versionCount], [100, 151]);
    const rest = await get(`/v1/models/many/versions?limit=1000&before=${nextVersions}`);
    assertEquals([rest.versions.length, rest.next], [51, undefined]);
    assertEquals((await get("/v2/models/many")).versions.length, 100);
  });

  it("gives models in pages, and jobs, too", async () => {
    for (const model of ["c", "a", "b"]) await service.train({ ...XOR, model });
    const names = (page: { models: { name: string }[] }) => page.models.map(({ name }) => name);
    const first = await get("/v1/models?limit=2");
    assertEquals([names(first), first.next], [["a", "b"], "b"]);
    const second = await get(`/v1/models?limit=2&after=${first.next}`);
    assertEquals([names(second), second.next], [["c"], undefined]);
    assertEquals((await get("/v1/models?limit=0")).code, "request_not_valid");
    const jobs = await get("/v1/jobs?limit=2");
    assertEquals([jobs.jobs.length, jobs.next], [2, jobs.jobs[1].id]);
    const older = await get(`/v1/jobs?limit=2&before=${jobs.next}`);
    assertEquals([older.jobs.length, older.next], [1, undefined]);
  });

  it("deletes one version; the newest of the others answers then, and the last takes the model along", async () => {
    const remove = async (query: string) =>
      (await service.app.request(`/v1/models/xor${query}`, { method: "DELETE" })).status;
    const [first, second] = [
      (await service.train(XOR)).version!,
      (await service.train({ ...XOR, seed: 2 })).version!,
    ];
    assertEquals(await remove(`?version=${second}`), 204);
    assertEquals((await get("/v1/models/xor")).version, first);
    assertEquals(await remove(`?version=${second}`), 404);
    assertEquals(await remove("?version=x"), 422);
    assertEquals(await remove("?versoin=x"), 422);
    assertEquals((await get("/v1/models/xor")).versionCount, 1);
    assertEquals(await remove(`?version=${first}`), 204);
    assertEquals((await get("/v1/models/xor")).code, "model_not_found");
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
