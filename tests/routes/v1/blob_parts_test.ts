import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { checkRefusal } from "../refusals.ts";
import { openService, type TestService, XOR } from "../service_fixture.ts";

describe("a part of GET /v1/models/{name}/blob", () => {
  let service: TestService;
  let blob: Uint8Array<ArrayBuffer>;
  let version: string;
  let tag: string;
  beforeAll(async () => {
    service = openService();
    version = (await service.train(XOR)).version!;
    tag = `"${version}"`;
    blob = await (await get({})).bytes();
  });
  afterAll(() => service.close());

  const get = async (headers: Record<string, string>, query = "", method = "GET") =>
    await service.app.request(`/v1/models/xor/blob${query}`, { method, headers });
  /** Status, `Content-Range` and `Content-Length`, checked against the bytes that came. */
  const ask = async (headers: Record<string, string>) => {
    const response = await get(headers);
    const bytes = await response.bytes();
    assertEquals(response.headers.get("Content-Length"), String(bytes.length));
    assertEquals(response.headers.get("ETag"), tag);
    assertEquals(response.headers.get("Accept-Ranges"), "bytes");
    const place = response.headers.get("Content-Range");
    const [, first = 0, last = blob.length - 1] =
      /^bytes (\d+)-(\d+)\/\d+$/.exec(place ?? "")?.map(Number) ?? [];
    assertEquals(bytes, blob.subarray(first, last + 1));
    return { status: response.status, place, first, bytes };
  };

  it("is answered with 206 and says where it belongs", async () => {
    const size = blob.length;
    const cases: [string, number, number][] = [
      ["bytes=0-9", 0, 9],
      ["bytes=10-", 10, size - 1],
      ["bytes=-10", size - 10, size - 1],
      [`bytes=5-${size + 5}`, 5, size - 1],
    ];
    for (const [Range, first, last] of cases) {
      const { status, place } = await ask({ Range });
      assertEquals([status, place], [206, `bytes ${first}-${last}/${size}`], Range);
    }
  });

  it("is the whole where the header is malformed or names several parts", async () => {
    for (const Range of ["bytes=b-a", "bytes=9-1", "rows=0-1", "bytes=0-1,4-5", ""]) {
      const { status, place } = await ask({ Range });
      assertEquals([status, place], [200, null], Range);
    }
  });

  it("is refused with 416 and the size where there is no such byte", async () => {
    for (const Range of [`bytes=${blob.length}-`, "bytes=-0"]) {
      const response = await get({ Range }, `?version=${version}`);
      assertEquals(response.headers.get("Content-Range"), `bytes */${blob.length}`);
      assertEquals(response.headers.get("Cache-Control"), null);
      await checkRefusal(response, { status: 416, code: "range_not_satisfiable" });
    }
  });

  it("is sent only of the bytes that If-Range names", async () => {
    const cases: [string, number][] = [
      [tag, 206],
      [`W/${tag}`, 200],
      ['"other"', 200],
      ["Tue, 24 Nov 2026 07:00:00 GMT", 200],
    ];
    for (const [tagOrDate, status] of cases) {
      const answer = await ask({ "Range": "bytes=0-0", "If-Range": tagOrDate });
      assertEquals(answer.status, status, tagOrDate);
    }
    // A part that there is not is no error when the bytes are others anyway.
    assertEquals((await ask({ "Range": "bytes=9999-", "If-Range": '"other"' })).status, 200);
  });

  it("gives way to If-None-Match", async () => {
    const response = await get({ "Range": "bytes=0-0", "If-None-Match": tag });
    assertEquals([response.status, await response.text()], [304, ""]);
    assertEquals(response.headers.get("Content-Range"), null);
    assertEquals((await ask({ "Range": "bytes=0-0", "If-None-Match": '"other"' })).status, 206);
  });

  it("may be cached just as the whole", async () => {
    const named = await get({ Range: "bytes=0-0" }, `?version=${version}`);
    assertEquals(named.headers.get("Cache-Control"), "max-age=31536000, immutable");
    const current = await get({ Range: "bytes=0-0" });
    assertEquals(current.headers.get("Cache-Control"), "no-cache");
    await Promise.all([named.body?.cancel(), current.body?.cancel()]);
  });

  it("is no matter to HEAD, which tells of the whole", async () => {
    const whole = await get({});
    const head = await get({ Range: "bytes=0-9" }, "", "HEAD");
    assertEquals([head.status, await head.text()], [200, ""]);
    assertEquals([...head.headers], [...whole.headers]);
    assertEquals(head.headers.get("Content-Length"), String(blob.length));
    assertEquals((await get({ "If-None-Match": tag }, "", "HEAD")).status, 304);
    await whole.body?.cancel();
  });

  it("is told by HEAD over a connection, too", async () => {
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    const server = Deno.serve(options, (request) => service.app.fetch(request));
    const url = `http://127.0.0.1:${server.addr.port}/v1/models/xor/blob`;
    const { status, headers } = await fetch(url, { method: "HEAD" });
    assertEquals([status, headers.get("Content-Length")], [200, String(blob.length)]);
    assertEquals([headers.get("ETag"), headers.get("Accept-Ranges")], [tag, "bytes"]);
    await server.shutdown();
  });

  it("puts the blob together again with the others, however it is cut", async () => {
    const size = blob.length;
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: size - 1 }), { maxLength: 6 });
    const others = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(2 * size)), { maxLength: 3 });
    const forms = fc.infiniteStream(fc.constantFrom("closed", "open", "suffix"));
    await fc.assert(fc.asyncProperty(cuts, others, forms, async (cuts, others, forms) => {
      const starts = [0, ...cuts.toSorted((a, b) => a - b)];
      const parts = starts.map((first, at) => [first, (starts[at + 1] ?? size) - 1] as const);
      const together = new Uint8Array(size);
      const seen = new Uint8Array(size);
      for (const [first, last] of [...others.map(([at, more]) => [at, at + more]), ...parts]) {
        const form = last! >= size - 1 ? forms.next().value : "closed";
        const Range = form === "closed"
          ? `bytes=${first}-${last}`
          : form === "open"
          ? `bytes=${first}-`
          : `bytes=-${size - first!}`;
        const part = await ask({ Range });
        assertEquals([part.status, part.first], [206, first]);
        together.set(part.bytes, part.first);
        seen.fill(1, part.first, part.first + part.bytes.length);
      }
      assert(seen.every((one) => one === 1));
      assertEquals(together, blob);
    }));
  });
});
