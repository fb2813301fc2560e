import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { encodeBoosted } from "../../../lib/kinds/boosted/encode.ts";
import {
  decodeModel,
  decodeNetwork,
  EXPORT_TARGET_NAMES,
  EXPORT_TARGETS,
  type ExportedFile,
  exportModel,
  type ExportOptions,
  type ExportSource,
} from "../../../lib/mod.ts";
import { SMALL_BYTES } from "../../../models/operating/admission.ts";
import { randomTables } from "../../lib/kinds/boosted/random_tables.ts";
import { checkRefusal } from "../refusals.ts";
import { openService, type TestService, XOR } from "../service_fixture.ts";

/** A model whose exports are large answers. */
const WIDE = {
  model: "wide",
  rows: ["0".repeat(64), "1".repeat(64)],
  labels: [0, 1],
  network: { hiddenLayers: 5, width: 800, arity: 8 },
};

/** What each option can be, besides left out. */
const CHOICES: Readonly<Record<string, readonly (string | boolean)[]>> = {
  blob: ["inline", "beside"],
  pipeline: [true, false],
  relaxedSimd: [true, false],
};

/** A target with options that it takes. */
interface Asked {
  readonly target: string;
  readonly options: ExportOptions;
}

/** Every target, without options and with each value of each that it takes. */
const ASKED: readonly Asked[] = EXPORT_TARGET_NAMES.flatMap((target): Asked[] => [
  { target, options: {} },
  ...EXPORT_TARGETS[target].takes.flatMap((option) =>
    (CHOICES[option] ?? []).map((value) => ({ target, options: { [option]: value } }))
  ),
]);

describe("GET /v1/models/{name}/export/{target}", () => {
  let service: TestService;
  let source: ExportSource;
  beforeAll(async () => {
    service = openService();
    const version = (await service.train(XOR)).version!;
    const blob = await (await get("/v1/models/xor/blob")).bytes();
    source = { name: "xor", version, blob, model: decodeNetwork(blob) };
  });
  afterAll(() => {
    assertEquals(service.faults, []);
    service.close();
  });

  const get = async (path: string, headers: Record<string, string> = {}, method = "GET") =>
    await service.app.request(path, { method, headers });
  const pathOf = ({ target, options }: Asked, more: Record<string, string> = {}) =>
    `/v1/models/xor/export/${target}?${new URLSearchParams({ ...options as object, ...more })}`;
  const bytesOf = ({ content }: ExportedFile) =>
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  const hashOf = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  /** The requests that a `Link` header leads to from a path. */
  const linksOf = (header: string | null, from: string) =>
    Array.from((header ?? "").matchAll(/<([^>]*)>; rel="related"/g), ([, to]) => {
      const { pathname, search } = new URL(to!, `http://localhost${from}`);
      return pathname + search;
    });

  for (const asked of ASKED) {
    it(`gives each file of ${asked.target} ${JSON.stringify(asked.options)}`, async () => {
      const files = exportModel(source, asked.target, asked.options);
      const seen: string[] = [];
      for (const [at, file] of files.entries()) {
        const path = pathOf(asked, at === 0 ? {} : { file: file.name });
        const response = await get(path);
        const { headers } = response;
        const bytes = await response.bytes();
        assertEquals(response.status, 200);
        assertEquals(bytes, bytesOf(file));
        assertEquals(headers.get("ETag"), `"${await hashOf(bytes)}"`);
        assertEquals(headers.get("Cache-Control"), "no-cache");
        assertEquals(
          headers.get("Content-Type"),
          file.type + (file.type.startsWith("text/") ? "; charset=utf-8" : ""),
        );
        assertEquals(
          headers.get("Content-Disposition"),
          `attachment; filename="${file.name}"`,
        );
        // The links lead to just the other files, by the options and the version of this one.
        const others = await Promise.all(
          linksOf(headers.get("Link"), path).map(async (to) => {
            assert(to.includes(source.version), to);
            return await (await get(to)).bytes();
          }),
        );
        assertEquals(others, files.filter((other) => other !== file).map(bytesOf));
        seen.push(file.name);
      }
      assertEquals(new Set(seen).size, files.length);
    });
  }

  it("says to HEAD what it says to GET, with the length", async () => {
    const path = pathOf({ target: "es-module", options: { blob: "beside" } });
    const response = await get(path);
    const head = await get(path, {}, "HEAD");
    const { length } = await response.bytes();
    assertEquals(head.headers.get("Content-Length"), String(length));
    assertEquals([...head.headers], [...response.headers]);
    assert(head.headers.has("Link"));
    assertEquals(await head.text(), "");
  });

  it("answers 304 to a client that has the bytes, also for another file", async () => {
    for (const path of [pathOf(ASKED[0]!), pathOf(ASKED[0]!, { file: "xor.d.mts" })]) {
      const first = await get(path);
      await first.body?.cancel();
      const tag = first.headers.get("ETag")!;
      for (const given of [tag, `W/${tag}`, "*", `"other", ${tag}`]) {
        const again = await get(path, { "If-None-Match": given });
        assertEquals([again.status, await again.text()], [304, ""]);
        assertEquals(again.headers.get("ETag"), tag);
      }
      const other = await get(path, { "If-None-Match": `"${source.version}"` });
      assertEquals([other.status, (await other.bytes()).length > 0], [200, true]);
    }
  });

  it("exports the version that is named, and links to the one that is current otherwise", async () => {
    const another = openService();
    try {
      const first = (await another.train(XOR)).version!;
      const second = (await another.train({ ...XOR, seed: 3 })).version!;
      assertNotEquals(first, second);
      const ask = async (query: string) => {
        const answer = await another.app.request(`/v1/models/xor/export/es-module${query}`);
        return { text: await answer.text(), link: answer.headers.get("Link")! };
      };
      const current = await ask("");
      const old = await ask(`?version=${first}`);
      assert(current.text.includes(second) && current.link.includes(second));
      assert(old.text.includes(first) && old.link.includes(first));
      // What is kept of a model that is deleted is not given.
      await another.app.request("/v1/models/xor", { method: "DELETE" });
      const gone = await another.app.request(`/v1/models/xor/export/es-module?version=${first}`);
      await checkRefusal(gone, { status: 404, code: "model_not_found" });
    } finally {
      another.close();
    }
  });

  it("exports a model under its own name, whatever else has the same blob", async () => {
    await service.app.request("/v1/models/Copy.of-xor/blob", { method: "PUT", body: source.blob });
    const response = await get("/v1/models/Copy.of-xor/export/es-module");
    assertMatch(await response.text(), /^\/\/ Copy\.of-xor: /);
    assertEquals(
      response.headers.get("Content-Disposition"),
      'attachment; filename="Copy.of-xor.mjs"',
    );
  });

  it("sends a large file whole", async () => {
    await service.train(WIDE);
    const blob = await (await get("/v1/models/wide/blob")).bytes();
    const beside = await get("/v1/models/wide/export/es-module?blob=beside&file=wide.rote");
    assertEquals(await beside.bytes(), blob);
    const inline = await get("/v1/models/wide/export/es-module");
    const { length } = await inline.bytes();
    assert(length > SMALL_BYTES, `${length}`);
    assertEquals(inline.headers.get("Content-Length"), String(length));
  });

  it("refuses what there is not, and what a target does not take, by its name", async () => {
    const offender = (parameter: string) => ({ offender: { parameter } });
    for (
      const [path, expected] of [
        ["xor/export/fortran", { status: 404, code: "export_target_unknown", detail: "fortran" }],
        ["xor/export/toString", { status: 404, code: "export_target_unknown" }],
        ["xor/export/", { status: 404, code: "route_not_found" }],
        ["none/export/c", { status: 404, code: "model_not_found" }],
        ["-/export/c", { code: "name_not_legal" }],
        ["xor/export/c?version=1", { code: "version_not_legal" }],
        [`xor/export/c?version=${"0".repeat(64)}`, { status: 404, code: "version_not_found" }],
        ["xor/export/es-module?file=x", {
          ...{ status: 404, code: "export_file_unknown", detail: "xor.mjs, xor.d.mts" },
          ...offender("file"),
        }],
        ["xor/export/es-module?file=", { status: 404, code: "export_file_unknown" }],
        // A file of the same target with another option.
        ["xor/export/es-module?file=xor.rote", { status: 404, code: "export_file_unknown" }],
        ["xor/export/blif?pipeline=true", {
          ...{ code: "export_option_not_taken", detail: "blif does not take pipeline" },
          ...offender("pipeline"),
        }],
        ["xor/export/c?relaxedSimd=false", {
          ...{ code: "export_option_not_taken" },
          ...offender("relaxedSimd"),
        }],
        ["xor/export/verilog?pipeline=1", { code: "request_not_valid", ...offender("pipeline") }],
        ["xor/export/c?blob=inside", { code: "request_not_valid", ...offender("blob") }],
        ["xor/export/verilog?rows=00", { code: "request_not_valid", ...offender("rows") }],
        ["xor/export/c?blob=inline&blob=beside", {
          ...{ code: "request_not_valid" },
          ...offender("blob"),
        }],
      ] as const
    ) await checkRefusal(await get(`/v1/models/${path}`), expected);
    const response = await service.post("/v1/models/xor/export/c", {});
    await checkRefusal(response, { status: 405, code: "method_not_allowed" });
    assertEquals(response.headers.get("Allow"), "GET");
  });

  it("exports boosted tables to the targets that know them, and refuses the others", async () => {
    const plan = { features: 12, classes: 4, width: 9, arity: 3, splits: 5 };
    const body = encodeBoosted(randomTables(1, plan));
    const put = await service.app.request("/v1/models/four/blob", { method: "PUT", body });
    assertEquals(put.status, 201);
    const { version } = await put.json();
    const made = { name: "four", version, blob: body, model: decodeModel(body) };
    for (const target of ["es-module", "worker", "wasm", "c", "verilog"]) {
      const response = await get(`/v1/models/four/export/${target}`);
      assertEquals(response.status, 200, target);
      assertEquals(await response.bytes(), bytesOf(exportModel(made, target)[0]!), target);
    }
    await checkRefusal(await get("/v1/models/four/export/blif"), {
      ...{ code: "export_head_not_supported", detail: "blif does not know boosted tables" },
    });
  });

  it("refuses an export that is larger than the service makes", async () => {
    const small = openService({ exportBytes: 1_024 });
    try {
      await small.train(WIDE);
      for (const target of EXPORT_TARGET_NAMES) {
        const response = await small.app.request(`/v1/models/wide/export/${target}`);
        await checkRefusal(response, { code: "export_too_large", detail: "1024" });
      }
    } finally {
      small.close();
    }
  });
});
