/**
 * Boosted tables behind every route that predicts or describes: the golden files are uploaded, and
 * answers must be what is written down beside them.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { bitAt, type BitMatrix, rowAt } from "../../../lib/mod.ts";
import { BOOSTED_FOLDER, type BoostedGolden } from "../../golden/boosted_make.ts";
import { readRows } from "../../golden/golden.ts";
import { openService, type TestService } from "../service_fixture.ts";
import { readAsTriton } from "../v2/clients.ts";
import { bitsOf, inputOf, jsonRequest, rawRequest } from "../v2/requests.ts";

/** A row as text. */
function textOf(rows: BitMatrix, row: number): string {
  return Array.from({ length: rows.columns }, (_, column) => bitAt(rows, row, column)).join("");
}

for (const model of ["images", "many-classes", "two-classes"]) {
  const blob = Deno.readFileSync(new URL(`${model}.rote`, BOOSTED_FOLDER));
  const golden: BoostedGolden = JSON.parse(
    Deno.readTextFileSync(new URL(`${model}.json`, BOOSTED_FOLDER)),
  );
  const { features, classes, sha256: version } = golden;
  const rows = readRows(golden.rows, features);
  const texts = Array.from({ length: rows.rows }, (_, row) => textOf(rows, row));
  const names = golden.labels.map((label) => classes[label]!);
  const scores = golden.labels.map((_, row) =>
    golden.scores.slice(row * classes.length, (row + 1) * classes.length)
  );
  const expected = JSON.stringify({ model, version, classes, labels: names, scores });

  describe(`boosted tables of ${classes.length} classes in the service (${model})`, () => {
    let service: TestService;
    beforeAll(async () => {
      service = openService();
      const uploaded = await service.app.request(`/v1/models/${model}/blob`, {
        method: "PUT",
        body: blob,
      });
      assertEquals([uploaded.status, (await uploaded.json()).version], [201, version]);
    });
    afterAll(() => {
      assertEquals(service.faults, []);
      service.close();
    });
    const path = `/v1/models/${model}/predict`;
    const send = async (type: string, body: BodyInit, headers: Record<string, string> = {}) =>
      await (await service.app.request(path, {
        method: "POST",
        headers: { "Content-Type": type, ...headers },
        body,
      })).text();

    it("are described with their method, tables and classes, and come back as they went", async () => {
      const described = await (await service.app.request(`/v1/models/${model}`)).json();
      const { method, tables, liveLuts, layers, arity, source } = described;
      assertEquals([method, source, described.classes], ["boosted", "uploaded", [...classes]]);
      assert(tables > 0);
      assertEquals([liveLuts, layers], [tables, [{ width: tables, arity }]]);
      const { models } = await (await service.app.request("/v1/models")).json();
      const { versions, metadata: _, ...summary } = described;
      assertEquals(models, [summary]);
      assertEquals([versions[0].method, versions[0].tables], ["boosted", tables]);
      const downloaded = await service.app.request(`/v1/models/${model}/blob`);
      assertEquals(await downloaded.bytes(), blob);
    });

    it("predict what is written down, from JSON, base64, packed rows and CSV", async () => {
      const base64 = texts.map((_, row) => encodeBase64(rowAt(rows, row)));
      const header = Array.from({ length: features }, (_, column) => `f${column}`).join(",");
      const lines = texts.map((text) => [...text].join(","));
      const json = JSON.stringify({ rows: texts });
      assertEquals(await send("application/json", json), expected);
      assertEquals(
        await send("application/json", JSON.stringify({ rows: base64, encoding: "base64" })),
        expected,
      );
      assertEquals(await send("application/octet-stream", rows.bytes.slice()), expected);
      assertEquals(await send("text/csv", `${header}\n${lines.join("\n")}\n`), expected);
    });

    it("predict one row at a time the same, by the short way, by the routes and in a crowd", async () => {
      const one = (row: number) =>
        JSON.stringify({ model, version, classes, labels: [names[row]], scores: [scores[row]] });
      const asked = texts.map((text, row) => {
        const body = JSON.stringify({ rows: [text] });
        const packed = rowAt(rows, row).slice();
        const length = (size: number) => ({ "Content-Length": `${size}` });
        return async () => [
          await send("application/json", body, length(body.length)),
          await send("application/json", body),
          await send("application/octet-stream", packed, length(packed.length)),
        ];
      });
      for (const [row, ask] of asked.entries()) {
        assertEquals(await ask(), Array(3).fill(one(row)));
      }
      const crowd = await Promise.all(asked.map((ask) => ask()));
      assertEquals(crowd, crowd.map((_, row) => Array(3).fill(one(row))));
    });

    it("speak the Open Inference Protocol, with a score for each class", async () => {
      const { outputs } = await (await service.app.request(`/v2/models/${model}`)).json();
      assertEquals(outputs.map(({ shape }: { shape: number[] }) => shape), [
        ...[[-1], [-1], [-1, classes.length]],
      ]);
      const data = Array.from(bitsOf(rows));
      const json = jsonRequest({ inputs: [{ ...inputOf(rows.rows, features), data }] });
      const head = {
        parameters: { binary_data_output: true },
        inputs: [{
          ...inputOf(rows.rows, features),
          parameters: { binary_data_size: data.length },
        }],
      };
      for (const init of [json, rawRequest(head, bitsOf(rows))] as RequestInit[]) {
        const response = await service.app.request(`/v2/models/${model}/infer`, init);
        const { outputs } = await readAsTriton(response);
        assertEquals(outputs["label"], { shape: [rows.rows], elements: names });
        assertEquals(outputs["scores"], {
          shape: [rows.rows, classes.length],
          elements: [...golden.scores],
        });
        assertEquals(outputs["class"]!.elements.map(Number), [...golden.labels]);
      }
    });

    it("answer MLflow's clients", async () => {
      const response = await service.post("/invocations", { inputs: texts });
      assertEquals(await response.json(), { predictions: names });
    });
  });
}

describe("boosted tables of many classes", () => {
  it("are asked for fewer rows at a time, so that an answer has no more scores", async () => {
    const service = openService({ predictRows: 2 });
    const blob = Deno.readFileSync(new URL("many-classes.rote", BOOSTED_FOLDER));
    await service.app.request("/v1/models/m/blob", { method: "PUT", body: blob });
    const row = "0".repeat(300);
    const answer = await service.post("/v1/models/m/predict", { rows: [row, row] });
    assertEquals((await answer.json()).code, "too_many_rows");
    const one = await service.post("/v1/models/m/predict", { rows: [row] });
    assertEquals((await one.json()).scores[0].length, 37);
    service.close();
  });
});

describe("a blob of boosted tables that is not whole", () => {
  it("is refused with the code of its rung", async () => {
    const service = openService();
    const folder = new URL("../../lib/blob/abuse/", import.meta.url);
    for (const code of ["split_one_sided", "entry_out_of_range", "wire_out_of_range"]) {
      const body = Deno.readFileSync(new URL(`boosted_${code}.rote`, folder));
      const response = await service.app.request("/v1/models/m/blob", { method: "PUT", body });
      assertEquals([response.status, (await response.json()).code], [422, `blob_${code}`]);
    }
    service.close();
  });
});
