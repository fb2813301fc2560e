import { assert, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import config from "../../../deno.json" with { type: "json" };
import { checkRefusal } from "../refusals.ts";
import { openService, type TestService } from "../service_fixture.ts";

describe("GET /docs", () => {
  let service: TestService;
  let page: string;
  beforeAll(async () => {
    service = openService();
    page = await (await service.app.request("/docs")).text();
  });
  afterAll(() => service.close());

  /** The files that the page names, as they stand in it. */
  const files = () => Array.from(page.matchAll(/(?:src|href)="(docs\/[^"]+)"/g), ([, at]) => at!);

  it("needs nothing from elsewhere, and no script of its own", () => {
    const places = Array.from(page.matchAll(/(?:src|href)="([^"]+)"/g), ([, place]) => place!);
    assertEquals(places.filter((place) => /^(?:\w+:)?\/\//.test(place)), []);
    assert(!/<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=/.test(page), page);
  });

  it("forbids the browser all that it does not need", async () => {
    const response = await service.app.request("/docs");
    const policy = response.headers.get("Content-Security-Policy")!;
    assertMatch(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; /);
    assert(!/unsafe|http|\*/.test(policy), policy);
    await response.body?.cancel();
  });

  it("has its files: Swagger UI, and what starts it", async () => {
    assertEquals(files().length, 3);
    const texts = await Promise.all(
      files().map(async (file) => {
        const response = await service.app.request(`/${file}`);
        assertEquals(response.status, 200);
        return await response.text();
      }),
    );
    const [css, swagger, start] = texts;
    assertMatch(css!, /\.swagger-ui/);
    assert(swagger!.length > 1_000_000);
    assertMatch(start!, /^SwaggerUIBundle\(\{\n {2}url: "openapi\.json"/);
  });

  it("lets files be kept for ever whose names change with the package", async () => {
    const version = config.imports["swagger-ui-dist"].split("@")[1]!;
    for (const file of files()) {
      const response = await service.app.request(`/${file}`);
      const caching = response.headers.get("Cache-Control");
      const isNamed = file.includes(`-${version}.`);
      assertEquals(isNamed, file !== "docs/start.js");
      assertEquals(caching, isNamed ? "max-age=31536000, immutable" : "no-cache");
      await response.body?.cancel();
    }
  });

  it("has no other files", async () => {
    for (const name of ["nothing.js", "constructor", "..%2Fdeno.json"]) {
      const response = await service.app.request(`/docs/${name}`);
      await checkRefusal(response, { status: 404, code: "route_not_found" });
    }
  });
});
