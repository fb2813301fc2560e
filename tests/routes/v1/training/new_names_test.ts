import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { checkRefusal } from "../../refusals.ts";
import { openService, type TestService, XOR } from "../../service_fixture.ts";

describe("a new model", () => {
  let service: TestService;
  let blob: Uint8Array<ArrayBuffer>;
  beforeEach(async () => {
    service = openService();
    assertEquals((await train("xor")).status, 200);
    const response = await service.app.request("/v1/models/xor/blob");
    blob = await response.bytes();
  });
  afterEach(() => service.close());

  const train = (model: string) =>
    service.app.request("/v1/train", {
      method: "POST",
      headers: { "Content-Type": "application/json", Prefer: "wait=30" },
      body: JSON.stringify({ ...XOR, model }),
    });
  const upload = (model: string) =>
    service.app.request(`/v1/models/${model}/blob`, { method: "PUT", body: blob });

  it("gets no name of a device, none with a dot at its end, and none that is another's", async () => {
    for (const make of [train, upload]) {
      for (const name of ["con", "NUL.v1", "a."]) {
        await checkRefusal(await make(name), { code: "name_not_legal" });
      }
      const detail = 'There is a model "xor"';
      await checkRefusal(await make("XOR"), { status: 409, code: "name_taken", detail });
    }
    const models = await (await service.app.request("/v1/models")).json();
    assertEquals(models.models.map(({ name }: { name: string }) => name), ["xor"]);
  });

  it("was there before such rules: it is read, asked, trained and deleted as any other", async () => {
    const document = service.store.findVersion("xor", service.store.currentVersion("xor")!)!;
    for (const name of ["con", "a.", "Xor"]) {
      await service.store.putVersion(name, document, blob);
      const question = { method: "POST", body: JSON.stringify({ rows: XOR.rows }) };
      const headers = { "Content-Type": "application/json" };
      const path = `/v1/models/${name}`;
      assertEquals((await service.app.request(path)).status, 200);
      const asked = await service.app.request(`${path}/predict`, { ...question, headers });
      assertEquals(asked.status, 200);
      assertEquals((await train(name)).status, 200);
      const deleted = await service.app.request(path, { method: "DELETE" });
      assertEquals(deleted.ok, true);
    }
  });
});
