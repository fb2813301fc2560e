import { assert, assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createClient, RoteProblem } from "../../client/mod.ts";
import type { StoredModel } from "../../models/stored_model.ts";
import { openService, type TestService, XOR } from "../routes/service_fixture.ts";
import { BASE, clientOf, fetchOf } from "./rote.ts";

describe("a client", () => {
  let service: TestService;
  let version: string;
  beforeAll(async () => {
    service = openService();
    version = (await service.train(XOR)).version!;
  });
  afterAll(() => service.close());

  it("predicts rows in every form", async () => {
    const rote = clientOf(service);
    const expected = { model: "xor", version, classes: ["0", "1"], labels: ["1", "0"] };
    const answers = [
      await rote.predict("xor", ["01", "11"]),
      await rote.predict("xor", [[0, 1], [true, true]]),
      await rote.predict("xor", ["Ag==", "Aw=="], { encoding: "base64" }),
      await rote.predict("xor", ["02", "03"], { encoding: "hex", version }),
      await rote.predictPacked("xor", Uint8Array.of(0b10, 0b11)),
      await rote.predictPacked("xor", Uint8Array.of(0b10, 0b11), { version }),
    ];
    for (const { scores, ...rest } of answers) {
      assertEquals(rest, expected);
      assertEquals(scores, answers[0]!.scores);
    }
  });

  it("trains on numbers and categories, and asks with them", async () => {
    const rote = clientOf(service);
    const rows = Array.from(
      { length: 20 },
      (_, at) => ({ size: at / 2, colour: at % 3 ? "red" : null }),
    );
    const labels = rows.map(({ size }) => size >= 5);
    const encoder = { thresholds: "uniform", bits: 8 } as const;
    const boosted = { tables: 8, arity: 2, rate: 0.5 } as const;
    await rote.train({ model: "sizes", rows, labels, encoder, boosted });
    const asked = [{ size: 1, colour: "red" }, { size: 9.5, colour: null }];
    const told = await rote.predict("sizes", asked);
    assertEquals(told.labels, ["false", "true"]);
    const arrays = asked.map(({ size, colour }) => [size, colour]);
    assertEquals(await rote.predict("sizes", arrays, { encoding: "values" }), told);
    const columns = ["size", "colour"] as const;
    await rote.train({ model: "sizes", rows: arrays, labels: [0, 1], encoding: "values", columns });
    await assertRejects(
      // @ts-expect-error no such setting: the types are those of the service
      () => rote.train({ model: "sizes", rows, labels, boosted: { trees: 8 } }),
      RoteProblem,
    );
    await rote.deleteModel("sizes");
  });

  it("moves a model from one service to another", async () => {
    const other = openService();
    try {
      const { bytes, version: told } = await clientOf(service).downloadBlob("xor", { version });
      assertEquals(told, version);
      const to = clientOf(other);
      const stored = await to.uploadBlob("copy", bytes);
      assertEquals([stored.model, stored.version, stored.source], ["copy", version, "uploaded"]);
      assertEquals((await to.predict("copy", ["01"])).labels, ["1"]);
    } finally {
      other.close();
    }
  });

  it("has the routes with the types of their answers", async () => {
    const { routes } = clientOf(service);
    const { models } = await (await routes.v1.models.$get()).json();
    // The compiler knows what these are.
    const first: Pick<StoredModel, "name" | "versionCount"> = models[0]!;
    assertEquals([first.name, first.versionCount], ["xor", 1]);
    const answer = await routes.v1.models[":name"].$get({ param: { name: "xor" } });
    const { versions } = await answer.json();
    assertEquals(versions.map((one) => one.version), [version]);
  });

  it("throws a problem with its status, code and places", async () => {
    const rote = clientOf(service);
    const error = await assertRejects(() => rote.predict("xor", ["01", "021"]), RoteProblem);
    const { name, status, code, message, errors } = error;
    assertEquals([name, status, code], ["RoteProblem", 422, "row_too_long"]);
    assertEquals(message, "Row 1 has 3 bits; 2 are expected");
    assertEquals(errors, [{ code: "row_too_long", detail: message, row: 1, pointer: "/rows/1" }]);
    const { routes } = rote;
    for (
      const [what, code] of [
        [() => rote.predictPacked("none", new Uint8Array(1)), "model_not_found"],
        [() => rote.predict("xor", ["01"], { version: "1" }), "version_not_legal"],
        [() => rote.downloadBlob("none"), "model_not_found"],
        [() => rote.uploadBlob("no", new Uint8Array(9)), "blob_too_short"],
        [() => rote.predict("a/b?c", ["01"]), "name_not_legal"],
        [() => rote.startTraining({ ...XOR, labels: [] }), "labels_missing"],
        [() => rote.events("none").next(), "job_not_found"],
        [() => routes.v1.models[":name"].$get({ param: { name: "none" } }), "model_not_found"],
      ] as const
    ) {
      assertEquals((await assertRejects<RoteProblem>(what, RoteProblem)).code, code);
    }
  });

  it("throws also what is no problem: of /v2, and a proxy's page", async () => {
    const { routes } = clientOf(service);
    const error = await assertRejects(
      // Hono types the two paths of the route as one.
      () => routes.v2.models[":name"].$get({ param: { name: "none", version: "" } }),
      RoteProblem,
      'There is no model "none"',
    );
    assertEquals([error.status, error.code], [404, "unexpected_answer"]);
    const page = new Response("<html>", { status: 502, statusText: "Bad Gateway" });
    const proxied = clientOf(service, () => page);
    const other = await assertRejects(
      () => proxied.predict("xor", ["01"]),
      RoteProblem,
      "The answer is 502 Bad Gateway",
    );
    assertEquals(other.code, "unexpected_answer");
  });

  it("tells after how long to try again", async () => {
    const busy = { code: "too_busy", detail: "Too much is under way" };
    const headers = { "Content-Type": "application/problem+json", "Retry-After": "7" };
    const rote = clientOf(service, () => Response.json(busy, { status: 503, headers }));
    const error = await assertRejects(() => rote.predict("xor", ["01"]), RoteProblem);
    assertEquals([error.code, error.retryAfter], ["too_busy", 7]);
  });

  it("sends its key with every request, to where it was made for", async () => {
    const seen: string[] = [];
    const fetch = fetchOf(service, ({ url, headers }) => {
      assert(url.startsWith(`${BASE}/v1/`), url);
      seen.push(headers.get("Authorization")!);
    });
    const rote = createClient(`${BASE}/`, { apiKey: "secret", fetch });
    await rote.predict("xor", ["01"]);
    await rote.predictPacked("xor", new Uint8Array(1));
    await rote.downloadBlob("xor");
    await (await rote.routes.v1.models.$get()).json();
    assertEquals(seen, Array(4).fill("Bearer secret"));
  });

  it("can be called off", async () => {
    const rote = clientOf(service, (request) => request.signal.throwIfAborted());
    const signal = AbortSignal.abort(new Error("called off"));
    await assertRejects(() => rote.predict("xor", ["01"], { signal }), Error, "called off");
    await assertRejects(() => rote.downloadBlob("xor", { signal }), Error, "called off");
    await assertRejects(() => rote.train(XOR, { signal }), Error, "called off");
    await assertRejects(() => rote.events("1", { signal }).next(), Error, "called off");
  });
});
