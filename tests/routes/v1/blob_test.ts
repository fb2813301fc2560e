import { assertEquals, assertMatch } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { openService, type TestService, XOR } from "../service_fixture.ts";

describe("/v1/models/{name}/blob", () => {
  let service: TestService;
  let version: string;
  beforeEach(async () => {
    service = openService();
    version = (await service.train(XOR)).version!;
  });
  afterEach(() => service.close());

  const get = async (path: string, headers: Record<string, string> = {}) =>
    await service.app.request(path, { headers });
  const put = async (path: string, body: BodyInit) =>
    await service.app.request(path, { method: "PUT", body });

  it("downloads bytes whose SHA-256 is the strong entity tag", async () => {
    const response = await get("/v1/models/xor/blob");
    const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    assertEquals(response.headers.get("ETag"), `"${version}"`);
    assertEquals(new Uint8Array(digest).toHex(), version);
    assertEquals(response.headers.get("Content-Type"), "application/octet-stream");
    assertEquals(
      response.headers.get("Content-Disposition"),
      'attachment; filename="xor.rote"',
    );
  });

  it("answers 304 without a body to a client that has the bytes", async () => {
    for (const tag of [`"${version}"`, `W/"${version}"`, `"other", "${version}"`, "*"]) {
      const response = await get("/v1/models/xor/blob", { "If-None-Match": tag });
      assertEquals(response.status, 304, tag);
      assertEquals(response.headers.get("ETag"), `"${version}"`);
      assertEquals(await response.text(), "");
    }
    const other = await get("/v1/models/xor/blob", { "If-None-Match": '"other"' });
    assertEquals(other.status, 200);
    await other.body?.cancel();
  });

  it("lets a named version be cached for ever and the current one only be revalidated", async () => {
    const named = await get(`/v1/models/xor/blob?version=${version}`);
    const current = await get("/v1/models/xor/blob");
    assertMatch(named.headers.get("Cache-Control")!, /immutable/);
    assertEquals(current.headers.get("Cache-Control"), "no-cache");
    assertEquals(await named.arrayBuffer(), await current.arrayBuffer());
  });

  it("takes a blob that another instance gave out, and then predicts alike", async () => {
    const blob = await (await get("/v1/models/xor/blob")).arrayBuffer();
    const other = openService();
    try {
      const response = await other.app.request("/v1/models/copy/blob", {
        method: "PUT",
        body: blob,
      });
      assertEquals(response.status, 201);
      assertEquals(response.headers.get("ETag"), `"${version}"`);
      const stored = await response.json();
      assertEquals(stored.model, "copy");
      assertEquals(stored.source, "uploaded");
      assertEquals("trainAccuracy" in stored, false);
      const answers = async (from: TestService, name: string) => {
        const answer = await (await from.post(`/v1/models/${name}/predict`, { rows: XOR.rows }))
          .json();
        return { labels: answer.labels, scores: answer.scores, version: answer.version };
      };
      assertEquals(await answers(other, "copy"), await answers(service, "xor"));
    } finally {
      other.close();
    }
  });

  it("keeps a version that is there already and makes it the current one", async () => {
    const first = await (await get("/v1/models/xor/blob")).arrayBuffer();
    const second = (await service.train({ ...XOR, seed: 2 })).version!;
    const again = await put("/v1/models/xor/blob", first);
    assertEquals(again.status, 200);
    assertEquals((await again.json()).source, "trained");
    const model = await (await get("/v1/models/xor")).json();
    assertEquals(model.version, version);
    assertEquals(model.versions.map((one: { version: string }) => one.version), [second, version]);
  });

  it("refuses what is no blob and leaves the model as it was", async () => {
    const blob = new Uint8Array(await (await get("/v1/models/xor/blob")).arrayBuffer());
    const flipped = blob.slice();
    flipped[60]! ^= 4;
    const cases: [Uint8Array<ArrayBuffer>, string][] = [
      [new Uint8Array(), "blob_too_short"],
      [blob.slice(0, -1), "blob_length_mismatch"],
      [flipped, "blob_bad_checksum"],
      [new TextEncoder().encode("<html>".repeat(20)), "blob_bad_magic"],
    ];
    for (const [bytes, code] of cases) {
      const response = await put("/v1/models/xor/blob", bytes);
      const problem = await response.json();
      assertEquals([response.status, problem.code], [422, code]);
    }
    assertEquals((await (await get("/v1/models/xor")).json()).versionCount, 1);
    assertEquals((await put("/v1/models/new/blob", flipped)).status, 422);
    assertEquals((await get("/v1/models/new")).status, 404);
  });

  it("refuses every abuse file of the decoder with the rung's own code", async () => {
    for (const { name } of Deno.readDirSync(new URL("../../lib/blob/abuse/", import.meta.url))) {
      const file = new URL(`../../lib/blob/abuse/${name}`, import.meta.url);
      const response = await put("/v1/models/abuse/blob", Deno.readFileSync(file));
      const problem = await response.json();
      assertEquals(response.status, 422, name);
      // A scale is a limit of its own, told last.
      const rung = name.replace("voting_scale_out_of_range", "voting_limit_exceeded");
      assertEquals(
        `${problem.code}.rote`,
        rung.replace(/^(?:boosted|voting|pairwise|encoded)_/, "blob_"),
      );
    }
    assertEquals((await get("/v1/models/abuse")).status, 404);
  });
});
