import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { encodeNetwork, pruneNetwork, rowAt } from "../../../lib/mod.ts";
import { networkPlans, randomMatrix, randomNetwork } from "../../lib/random_data.ts";
import { openService, type TestService, XOR } from "../service_fixture.ts";
import { type ReadAnswer, readAsTriton } from "./clients.ts";
import { bitsOf, inputOf, jsonRequest, rawRequest } from "./requests.ts";

describe("POST /v2/models/{name}/infer", () => {
  let service: TestService;
  const versions: string[] = [];
  beforeAll(async () => {
    service = openService();
    for (const labels of [XOR.labels, [0, 1, 1, 1], [0, 0, 0, 1]]) {
      versions.push((await service.train({ ...XOR, labels })).version!);
    }
  });
  afterAll(() => {
    assertEquals(service.faults, []);
    service.close();
  });

  const infer = async (path: string, init: RequestInit): Promise<ReadAnswer> =>
    await readAsTriton(await service.app.request(path, init));

  it("agrees with /v1 predict for any network and rows, in JSON and raw", async () => {
    const plans = networkPlans({ features: 70, hiddenLayers: 3, width: 12, arity: 5 });
    const classes = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), {
      minLength: 2,
      maxLength: 2,
    });
    const counts = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 300 }));
    await fc.assert(
      fc.asyncProperty(plans, classes, fc.nat(), counts, async (plan, names, seed, count) => {
        const network = pruneNetwork(randomNetwork(seed, plan, { classes: names.toSorted() }));
        const { features } = network;
        const body = new Uint8Array(encodeNetwork(network));
        const stored = await service.app.request("/v1/models/any/blob", { method: "PUT", body });
        assertEquals(stored.ok, true, await stored.text());

        const rows = randomMatrix(seed, count, features);
        const packed = {
          method: "POST",
          headers: { "Content-Type": "application/octet-stream" },
          body: new Uint8Array(rows.bytes),
        };
        const expected = await (await service.app.request("/v1/models/any/predict", packed)).json();

        const bits = bitsOf(rows);
        const flat = [...bits];
        const nested = Array.from(
          { length: count },
          (_, row) => flat.slice(row * features, (row + 1) * features).map((bit) => bit === 1),
        );
        const raw = { ...inputOf(count, features), parameters: { binary_data_size: bits.length } };
        const requests = [
          jsonRequest({ inputs: [{ ...inputOf(count, features, "UINT8"), data: flat }] }),
          jsonRequest({ inputs: [{ ...inputOf(count, features), data: nested }] }),
          rawRequest({ inputs: [raw] }, bits),
          rawRequest({ inputs: [raw], parameters: { binary_data_output: true } }, bits),
        ];
        for (const request of requests) {
          const { json, outputs } = await infer("/v2/models/any/infer", request);
          assertEquals(json.model_version, expected.version);
          const { label, class: index, scores } = outputs;
          assertEquals(label, { shape: [count], elements: expected.labels });
          assertEquals(
            index!.elements.map((at) => expected.classes[at as number]),
            label!.elements,
          );
          assertEquals(scores, { shape: [count, 2], elements: expected.scores.flat() });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("answers with the version that is named, the current one without", async () => {
    const request = jsonRequest({
      inputs: [{ ...inputOf(4, 2), data: [[0, 0], [0, 1], [1, 0], [1, 1]] }],
      outputs: [{ name: "class" }],
    });
    const expected = [[0, 1, 1, 0], [0, 1, 1, 1], [0, 0, 0, 1]];
    for (const [at, version] of versions.entries()) {
      const named = await infer(`/v2/models/xor/versions/${version}/infer`, request);
      assertEquals(named.json.model_version, version);
      assertEquals(named.outputs.class!.elements, expected[at]);
    }
    const current = await infer("/v2/models/xor/infer", request);
    assertEquals(current.json.model_version, versions[2]);
    assertEquals(current.outputs.class!.elements, expected[2]);
    const last = await infer(`/v2/models/xor/versions/${versions[2]}/infer`, request);
    assertEquals(current.json, last.json);
  });

  it("answers many requests of one row at the same time, each with its own", async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, async (_, i) => {
      const data = [[i & 1, (i >> 1) & 1]];
      const request = jsonRequest({ id: `${i}`, inputs: [{ ...inputOf(1, 2), data }] });
      const path = `/v2/models/xor/versions/${versions[0]}/infer`;
      const { json, outputs } = await infer(path, request);
      return [json.id, outputs.class!.elements[0], outputs.label!.elements[0]];
    }));
    assertEquals(
      answers,
      answers.map((_, i) => [`${i}`, (i ^ (i >> 1)) & 1, `${(i ^ (i >> 1)) & 1}`]),
    );
  });

  it("takes any Content-Type, and says nothing of an id that was not given", async () => {
    const json = { id: null, parameters: null, outputs: [], inputs: [] as unknown[] };
    json.inputs = [{ ...inputOf(1, 2), parameters: {}, data: [true, false] }];
    for (const type of ["application/json", "text/plain", "application/octet-stream", "a/b"]) {
      const request = { ...jsonRequest(json), headers: { "Content-Type": type } };
      const answer = await infer("/v2/models/xor/infer", request);
      assertEquals(Object.keys(answer.json), ["model_name", "model_version", "outputs"]);
      assertEquals(Object.keys(answer.outputs), ["label", "class", "scores"]);
    }
  });

  it("lets an output's own setting win over the request's", async () => {
    const ask = async (isRaw: boolean) => {
      const { json } = await infer(
        "/v2/models/xor/infer",
        jsonRequest({
          parameters: { binary_data_output: isRaw },
          inputs: [{ ...inputOf(1, 2), data: [0, 1] }],
          outputs: [
            { name: "scores" },
            { name: "class", parameters: { binary_data: true } },
            { name: "label", parameters: { binary_data: false } },
          ],
        }),
      );
      return json.outputs.map((output: Record<string, unknown>) => "data" in output);
    };
    assertEquals(await ask(true), [false, false, true]);
    assertEquals(await ask(false), [true, false, true]);
  });

  it("says the length of a large answer and counts the rows", async () => {
    const rows = randomMatrix(1, 20_000, 2);
    const raw = { ...inputOf(20_000, 2), parameters: { binary_data_size: 40_000 } };
    const request = rawRequest(
      { inputs: [raw], parameters: { binary_data_output: true } },
      bitsOf(rows),
    );
    const countOfRows = async () => {
      const text = await (await service.app.request("/metrics")).text();
      return Number(/^rote_predicted_rows_total (\d+)$/m.exec(text)![1]);
    };
    const before = await countOfRows();
    const response = await service.app.request("/v2/models/xor/infer", request);
    const length = Number(response.headers.get("Content-Length"));
    const json = Number(response.headers.get("Inference-Header-Content-Length"));
    assertEquals(length, json + 20_000 * (5 + 8 + 16));
    const { outputs } = await readAsTriton(response);
    const expected = Array.from({ length: 20_000 }, (_, row) => +(rowAt(rows, row)[0] === 3));
    assertEquals(outputs.class!.elements, expected);
    assertEquals(await countOfRows() - before, 20_000);
  });
});
