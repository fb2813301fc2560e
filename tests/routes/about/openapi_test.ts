import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { documentOf } from "../openapi/routes.ts";
import { openService, type TestService } from "../service_fixture.ts";

describe("GET /openapi.json", () => {
  let service: TestService;
  beforeAll(() => void (service = openService()));
  afterAll(() => service.close());

  const get = async (headers: Record<string, string> = {}) =>
    await service.app.request("/openapi.json", { headers });

  it("is the document for the release that answers", async () => {
    const response = await get();
    assertEquals(response.headers.get("Content-Type"), "application/json");
    assertEquals(await response.text(), documentOf("test"));
  });

  it("need not be sent again to a client that has it", async () => {
    const first = await get();
    const tag = first.headers.get("ETag")!;
    const digest = await crypto.subtle.digest("SHA-256", await first.arrayBuffer());
    assertEquals(tag, `"${new Uint8Array(digest).toHex()}"`);
    const again = await get({ "If-None-Match": tag });
    assertEquals([again.status, await again.text()], [304, ""]);
    assertEquals(again.headers.get("ETag"), tag);
    const other = await get({ "If-None-Match": '"other"' });
    assertEquals([other.status, (await other.json()).openapi], [200, "3.1.1"]);
  });
});
