/**
 * What HTTP says of a body is read as it is meant: codings, marks, charsets; and what is said of an
 * answer is true, to HEAD as well.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { ROUTES } from "../openapi/routes.ts";
import { openService, type TestService, XOR } from "../service_fixture.ts";

const CODINGS = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
} as const;
const utf8 = new TextEncoder();
const JSON_TYPE = "application/json";

describe("requests and answers as HTTP has them", () => {
  let service: TestService;
  let job: string;
  beforeAll(async () => {
    service = openService();
    job = (await service.train(XOR)).id;
  });
  afterAll(() => {
    assertEquals(service.faults, []);
    service.close();
  });

  const send = (
    path: string,
    body: Uint8Array | string,
    headers: Record<string, string> = {},
    method = "POST",
  ) => {
    const bytes = new Uint8Array(typeof body === "string" ? utf8.encode(body) : body);
    const length = { "Content-Length": String(bytes.length) };
    return service.app.request(path, { method, headers: { ...length, ...headers }, body: bytes });
  };

  it("reads bodies in every coding as what they are without, on every route that reads one", async () => {
    const blob = await (await service.app.request("/v1/models/xor/blob")).bytes();
    const rows = '{"rows":["01","11"]}';
    const inputs = '{"inputs":[{"name":"features","datatype":"BOOL","shape":[1,2],"data":[0,1]}]}';
    const cases: [path: string, type: string, body: Uint8Array | string, method?: string][] = [
      ["/v1/models/xor/predict", JSON_TYPE, rows],
      ["/v1/models/xor/predict", "application/octet-stream", Uint8Array.of(2)],
      ["/v1/models/xor/predict", "text/csv", "a,b\n0,1\n"],
      ["/v2/models/xor/infer", JSON_TYPE, inputs],
      ["/invocations", JSON_TYPE, '{"instances":["01"]}'],
      ["/v1/models/xor/blob", "application/octet-stream", blob, "PUT"],
    ];
    for (const [path, type, body, method = "POST"] of cases) {
      const bytes = typeof body === "string" ? utf8.encode(body) : body;
      const plain = await send(path, bytes, { "Content-Type": type }, method);
      assertEquals(plain.status, 200, path);
      const expected = await plain.text();
      for (const [coding, compress] of Object.entries(CODINGS)) {
        const headers = { "Content-Type": type, "Content-Encoding": coding };
        const coded = await send(path, compress(bytes), headers, method);
        assertEquals([coded.status, await coded.text()], [200, expected], `${path} ${coding}`);
      }
    }
    const train = await send("/v1/train", gzipSync(JSON.stringify({ ...XOR, model: "zipped" })), {
      ...{ "Content-Type": JSON_TYPE, "Content-Encoding": "gzip", Prefer: "wait=60" },
    });
    assertEquals((await train.json()).status, "succeeded");
  });

  it("never takes compressed bytes for rows", async () => {
    // As long as a packed row of this model: one byte.
    for (const coding of ["gzip", "aes128gcm", "identity, br"]) {
      const headers = { "Content-Type": "application/octet-stream", "Content-Encoding": coding };
      const answer = await send("/v1/models/xor/predict", Uint8Array.of(1), headers);
      assert([400, 415].includes(answer.status), coding);
      if (answer.status === 415) {
        assertStringIncludes(answer.headers.get("Accept-Encoding")!, "gzip");
      }
      await answer.body?.cancel();
    }
  });

  it("refuses what becomes too large when it is unpacked", async () => {
    const small = openService({ bodyBytes: 10_000 });
    await small.train(XOR);
    const body = gzipSync(new Uint8Array(1_000_000));
    for (const path of ["/v1/train", "/v1/models/xor/predict", "/v2/models/xor/infer"]) {
      const headers = { "Content-Type": JSON_TYPE, "Content-Encoding": "gzip" };
      const answer = await small.app.request(path, { method: "POST", headers, body });
      assertEquals(answer.status, 413, path);
      await answer.body?.cancel();
    }
    small.close();
  });

  it("reads JSON with a byte order mark, and says of NaN that it is none", async () => {
    const marked = await send("/v1/models/xor/predict", '\ufeff{"rows":["01"]}', {
      "Content-Type": JSON_TYPE,
    });
    assertEquals((await marked.json()).labels, ["1"]);
    const headers = { "Content-Type": JSON_TYPE };
    const nan = await send("/v1/train", '{"model":"a","rows":[[1,NaN]],"labels":[1]}', headers);
    const { code, detail } = await nan.json();
    assertEquals([nan.status, code], [400, "body_not_json"]);
    assertStringIncludes(detail, "NaN is no JSON; write null");
    const other = await send("/v1/train", "{}", { "Content-Type": `${JSON_TYPE}; charset=utf-16` });
    assertEquals([other.status, (await other.json()).code], [415, "media_type_not_supported"]);
  });

  it("refuses JSON that is too deep or has too many values, wherever it is read", async () => {
    const small = openService({ jsonValues: 2_000 });
    await small.train(XOR);
    const deep = `{"rows":${"[".repeat(70)}${"]".repeat(70)}}`;
    const many = `{"rows":[${"0,".repeat(2_000)}0]}`;
    const paths = ["/v1/train", "/v1/models/xor/predict", "/v2/models/xor/infer", "/invocations"];
    for (const path of [...paths, "/v2/repository/index"]) {
      for (const [body, statuses] of [[deep, [422, 400]], [many, [413]]] as const) {
        const headers = { "Content-Type": JSON_TYPE };
        const answer = await small.app.request(path, { method: "POST", headers, body });
        assert((statuses as readonly number[]).includes(answer.status), `${path} ${answer.status}`);
        assertStringIncludes(await answer.text(), "The JSON has");
      }
    }
    small.close();
  });

  it("gives HEAD the status, the headers and the length that GET has, on every route", async () => {
    const names = ROUTES.filter(({ method }) => method === "GET").map(({ name }) => name);
    assert(names.length > 15);
    for (const name of names) {
      const path = name.replace("{name}", "xor").replace("{id}", job).replace("{file}", "start.js")
        .replace("{target}", "c").replace(
          "{version}",
          service.store.currentVersion("xor")!,
        );
      const got = await service.app.request(path);
      const body = await got.bytes();
      const head = await service.app.request(path, { method: "HEAD" });
      assertEquals(head.status, got.status, path);
      assertEquals((await head.bytes()).length, 0);
      const length = head.headers.get("Content-Length");
      const isStream = got.headers.get("Content-Type") === "text/event-stream";
      if (!isStream && name !== "/metrics") assertEquals(length, String(body.length), path);
      const namesOf = ({ headers }: Response) =>
        [...headers.keys()].filter((one) => one !== "content-length").toSorted();
      assertEquals(namesOf(head), namesOf(got), path);
    }
  });
});
