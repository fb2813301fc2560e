import { assert, assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { openService, type TestService, XOR } from "../service_fixture.ts";

describe("/v2", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService();
  });
  afterEach(() => service.close());

  const get = async (path: string) => await (await service.app.request(path)).json();
  const index = async (body?: string) =>
    await service.app.request("/v2/repository/index", {
      method: "POST",
      ...(body === undefined ? {} : { body }),
    });

  it("answers with and without a slash at its end", async () => {
    const expected = {
      name: "rote",
      version: "test",
      extensions: ["binary_tensor_data", "model_repository"],
    };
    assertEquals(await get("/v2"), expected);
    assertEquals(await get("/v2/"), expected);
  });

  it("describes each version by its own features and all of them by their ids", async () => {
    const wide = { ...XOR, rows: XOR.rows.map((row) => `${row}0`) };
    const first = (await service.train(wide)).version!;
    const second = (await service.train(XOR)).version!;
    const current = await get("/v2/models/xor");
    const older = await get(`/v2/models/xor/versions/${first}`);
    for (const { name, versions, platform } of [current, older]) {
      assertEquals([name, versions, platform], ["xor", [second, first], "rote_lut"]);
    }
    assertEquals(current.inputs, [{ name: "features", datatype: "BOOL", shape: [-1, 2] }]);
    assertEquals(older.inputs, [{ name: "features", datatype: "BOOL", shape: [-1, 3] }]);
    assertEquals(await get(`/v2/models/xor/versions/${first}/ready`), { name: "xor", ready: true });
  });

  it("does not take another model's version for its own", async () => {
    const { version } = await service.train(XOR);
    await service.train({ ...XOR, model: "other", labels: [0, 0, 1, 1] });
    for (const end of ["", "/ready"]) {
      const response = await service.app.request(`/v2/models/other/versions/${version}${end}`);
      assertEquals([response.status, await response.json()], [
        404,
        { error: `Model "other" has no version ${version}` },
      ]);
    }
  });

  it("lists them in pages, with the way to the next in a header", async () => {
    for (const model of ["a", "b", "c"]) await service.train({ ...XOR, model });
    const names = [];
    let after: string | null = "/0";
    while (after) {
      const response: Response = await index(JSON.stringify({ limit: 2, after }));
      const entries: { name: string }[] = await response.json();
      names.push(entries.map(({ name }) => name));
      after = response.headers.get("Rote-Next");
    }
    assertEquals(names, [["a", "b"], ["c"]]);
    assertEquals((await index('{"limit":501}')).status, 400);
    assertEquals((await index('{"after":"a"}')).status, 400);
  });

  it("lists every version of every model, whatever is asked of their readiness", async () => {
    assertEquals(await (await index()).json(), []);
    const versions = [];
    for (const seed of [1, 2]) versions.unshift((await service.train({ ...XOR, seed })).version);
    await service.train({ ...XOR, model: "a" });
    const entries = [["a", versions[1]], ["xor", versions[0]], ["xor", versions[1]]];
    const expected = entries.map(([name, version]) => (
      { name, version, state: "READY", reason: "" }
    ));
    for (const body of [undefined, "", "{}", '{"ready":true}', '{"ready":false,"more":1}']) {
      const response = await index(body);
      assertEquals([response.status, await response.json()], [200, expected], body);
    }
  });

  it("refuses an index for what is no request of one", async () => {
    for (
      const [body, text] of [
        ["[]", "The body is not valid: "],
        ['{"ready":"yes"}', "The body is not valid: /ready: "],
        ["{", "The body is not JSON: "],
      ] as const
    ) {
      const response = await index(body);
      const { error } = await response.json();
      assertEquals([response.status, error.startsWith(text)], [400, true], error);
    }
  });

  it("is live but not ready without its store, and says when to come back", async () => {
    const broken = openService();
    broken.jobs.close();
    broken.store.close();
    assertEquals(await (await broken.app.request("/v2/health/live")).json(), { live: true });
    for (const path of ["/v2/health/ready", "/v2/models/xor"]) {
      const response = await broken.app.request(path);
      assertEquals(response.status, 503, path);
      assert(Number(response.headers.get("Retry-After")) > 0);
      assertEquals(response.headers.get("Content-Type"), "application/json");
      assertEquals(Object.keys(await response.json()), ["error"]);
    }
    assertEquals(broken.faults.length, 2);
  });
});
