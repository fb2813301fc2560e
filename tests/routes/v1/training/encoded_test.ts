/**
 * Models of numbers and categories over HTTP: trained from JSON and CSV, described, and asked in each
 * of the protocols.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { decodeModel, isEncoded, isKind } from "../../../../lib/mod.ts";
import { openService, type TestService } from "../../service_fixture.ts";

const RECORDS = Array.from({ length: 40 }, (_, row) => ({
  size: row % 9 === 0 ? null : (row * 7) % 20,
  colour: row % 2 ? "red" : "blue",
}));
const LABELS = RECORDS.map(({ size, colour }) => (size ?? 0) > 9 && colour === "red");
const BODY = {
  ...{ model: "m", rows: RECORDS, labels: LABELS, holdout: 0.2 },
  ...{ boosted: { tables: 64, arity: 3 }, encoder: { bits: 4 } },
};
const ASKED = [{ size: 15, colour: "red" }, { size: 15, colour: "blue" }, {
  size: null,
  colour: "green",
}];
const ARRAYS = ASKED.map(({ size, colour }) => [size, colour]);

describe("models of numbers and categories", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService();
  });
  afterEach(() => {
    assertEquals(service.faults, []);
    service.close();
  });
  const send = async (path: string, body: BodyInit, type = "application/json") => {
    const headers = { "Content-Type": type, Prefer: "wait=60" };
    const response = await service.app.request(path, { method: "POST", headers, body });
    return { status: response.status, body: await response.json() };
  };
  const sendJson = (path: string, body: unknown) => send(path, JSON.stringify(body));
  const csvOf = (rows: typeof RECORDS) =>
    "size,colour,label\n" +
    rows.map(({ size, colour }, at) => `${size ?? ""},${colour},${LABELS[at]}\n`).join("");

  it("are trained from records, arrays and CSV to the same bytes", async () => {
    const arrays = RECORDS.map(({ size, colour }) => [size, colour]);
    const columns = ["size", "colour"];
    const query = "model=m&holdout=0.2&method=boosted&tables=64&arity=3&bits=4";
    const jobs = [
      await sendJson("/v1/train", BODY),
      await sendJson("/v1/train", { ...BODY, rows: arrays, columns, encoding: "values" }),
      await send(`/v1/train?${query}`, csvOf(RECORDS), "text/csv"),
    ];
    for (const { status, body } of jobs) assertEquals([status, body.status], [200, "succeeded"]);
    assertEquals(new Set(jobs.map(({ body }) => body.version)).size, 1);
    const blob = await (await service.app.request("/v1/models/m/blob")).bytes();
    const model = decodeModel(blob);
    assert(isEncoded(model) && isKind(model.model, "boosted"));
    assertEquals(model.metadata.testRows, "8");
    assertEquals(jobs[0]!.body.result.bytes, blob.length);
  });

  it("tell their columns", async () => {
    await sendJson("/v1/train", BODY);
    const described = await (await service.app.request("/v1/models/m")).json();
    assertEquals(
      described.columns.map(({ name, kind, bits, missing }: typeof described) => [
        ...[name, kind, bits, missing],
      ]),
      [["size", "number", 5, true], ["colour", "category", 2, false]],
    );
    assertEquals(described.features, 7);
    const { inputs } = await (await service.app.request("/v2/models/m")).json();
    assertEquals(inputs, [{ name: "features", datatype: "BYTES", shape: [-1, 2] }]);
  });

  it("answer the same in each protocol", async () => {
    await sendJson("/v1/train", BODY);
    const path = "/v1/models/m/predict";
    const { body } = await sendJson(path, { rows: ASKED });
    assertEquals(body.labels.slice(0, 2), ["true", "false"]);
    const csv = "colour,more,size\n" +
      ASKED.map(({ size, colour }) => `${colour},0,${size ?? "NA"}\n`).join("");
    for (
      const other of [
        await sendJson(path, { rows: ARRAYS }),
        await sendJson(path, { rows: ARRAYS, encoding: "values" }),
        await send(path, csv, "text/csv"),
      ]
    ) assertEquals(other.body, body);
    const alone = await sendJson(path, { rows: ASKED.slice(0, 1) });
    assertEquals(alone.body.scores, body.scores.slice(0, 1));

    const data = ARRAYS.flat().map((value) => String(value ?? ""));
    const input = { name: "features", shape: [3, 2], datatype: "BYTES", data };
    const inferred = await sendJson("/v2/models/m/infer", { inputs: [input] });
    assertEquals(inferred.body.outputs[0].data, body.labels);
    assertEquals(inferred.body.outputs[2].data, body.scores.flat());
    for (
      const frame of [
        { dataframe_records: ASKED },
        { inputs: ARRAYS },
        {
          dataframe_split: {
            columns: ["colour", "size"],
            data: ARRAYS.map(([size, colour]) => [colour, size]),
          },
        },
      ]
    ) assertEquals((await sendJson("/invocations", frame)).body, { predictions: body.labels });
  });

  it("read raw tensors of numbers, with NaN for a missing one", async () => {
    const rows = RECORDS.map(({ size }) => [size, 1]);
    const train = { model: "n", encoding: "values", rows, labels: rows.map(([n]) => n! > 9) };
    await sendJson("/v1/train", { ...train, boosted: { tables: 64, arity: 3 } });
    const { body } = await sendJson("/v1/models/n/predict", { rows: [[15, 1], [null, 1]] });
    for (
      const [datatype, raw] of [
        ["FP64", new Uint8Array(Float64Array.of(15, 1, NaN, 1).buffer)],
        ["FP32", new Uint8Array(Float32Array.of(15, 1, NaN, 1).buffer)],
      ] as const
    ) {
      const json = new TextEncoder().encode(JSON.stringify({
        inputs: [{
          ...{ name: "features", shape: [2, 2], datatype },
          parameters: { binary_data_size: raw.length },
        }],
      }));
      const response = await service.app.request("/v2/models/n/infer", {
        method: "POST",
        headers: { "Inference-Header-Content-Length": String(json.length) },
        body: new Uint8Array([...json, ...raw]),
      });
      assertEquals((await response.json()).outputs[2].data, body.scores.flat());
    }
  });

  const refusals: [what: string, path: string, body: unknown, code: string, pointer?: string][] = [
    [
      "a text for a number",
      "/v1/models/m/predict",
      { rows: [["x", "red"]] },
      "value_bad_type",
      "/rows/0/0",
    ],
    [
      "a record without a column",
      "/v1/models/m/predict",
      { rows: [{ size: 1 }] },
      "column_missing",
      "/rows/0",
    ],
    [
      "packed rows",
      "/v1/models/m/predict",
      { rows: ["AA=="], encoding: "base64" },
      "request_not_valid",
      "/encoding",
    ],
    [
      "bits of thresholds out of range",
      "/v1/train",
      { ...BODY, encoder: { bits: 0 } },
      "encoder_bits_out_of_range",
      "/encoder/bits",
    ],
    [
      "an encoder for bits",
      "/v1/train",
      { ...BODY, rows: ["01", "10"], labels: [0, 1] },
      "request_not_valid",
      "/encoder",
    ],
    [
      "a category too long",
      "/v1/train",
      {
        ...{ model: "m", rows: [{ a: "x".repeat(300) }, { a: "y" }], labels: [0, 1] },
      },
      "category_not_legal",
      "/rows/0/a",
    ],
    [
      "a test row of another type",
      "/v1/train",
      {
        ...{ model: "m", rows: [{ a: 1 }, { a: 2 }], labels: [0, 1], boosted: { arity: 1 } },
        test: { rows: [{ a: "x" }], labels: [0] },
      },
      "value_bad_type",
      "/test/rows/0/a",
    ],
    [
      "numbers without a word about values",
      "/v1/train",
      {
        ...{ model: "m", rows: [[1, 2.5], [0, 1]], labels: [0, 1] },
      },
      "row_bad_character",
      "/rows/0",
    ],
  ];
  it("refuse, with a place:", async () => {
    await sendJson("/v1/train", BODY);
    for (const [what, path, asked, code, pointer] of refusals) {
      const { status, body } = await sendJson(path, asked);
      assertEquals([status, body.code, body.errors[0].pointer], [422, code, pointer], what);
    }
    const packed = await send("/v1/models/m/predict", "x", "application/octet-stream");
    assertEquals([packed.status, packed.body.code], [415, "media_type_not_supported"]);
    const blif = await service.app.request("/v1/models/m/export/blif?blob=beside");
    assertEquals((await blif.json()).code, "export_option_not_taken");
  });

  it("are exported", async () => {
    await sendJson("/v1/train", BODY);
    const exported = await service.app.request("/v1/models/m/export/es-module");
    assertEquals(exported.status, 200);
    await exported.body?.cancel();
  });
});
