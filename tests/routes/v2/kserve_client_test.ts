/**
 * What kserve's `InferenceRESTClient` (over httpx) sends, byte by byte, and how it reads the answers.
 * It offers to take compressed answers, sends an id always, a model_name that the protocol does not
 * have, and a Content-Type with raw tensors only.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readAsKserve } from "./clients.ts";
import { CLASSES, type Listening, useListening } from "./connection.ts";

describe("kserve's InferenceRESTClient", () => {
  let there: Listening;
  useListening((listening) => there = listening);

  const head = (line: string, more: readonly string[] = []) => [
    `${line} HTTP/1.1`,
    `Host: ${there.host}`,
    "Accept: */*",
    "Accept-Encoding: gzip, deflate, br",
    "Connection: keep-alive",
    "User-Agent: python-httpx/0.23.3",
    ...more,
  ];
  const get = async (path: string) => await there.send(head(`GET ${path}`));
  const infer = async (json: string, raw: readonly number[] = []) => {
    const body = new Uint8Array([...new TextEncoder().encode(json), ...raw]);
    const headers = [
      ...(raw.length > 0
        ? [
          `inference-header-content-length: ${json.length}`,
          "content-type: application/octet-stream",
        ]
        : []),
      `Content-Length: ${body.length}`,
    ];
    return await there.send(head("POST /v2/models/xor/infer", headers), body);
  };

  const id = "f7f2bb28-d1f5-4ad5-9ec0-1a9f4c3cf2a1";
  const start = `{"id":"${id}","model_name":"xor","inputs":[{"name":"features","shape":[2,2],` +
    '"datatype":"BOOL",';

  it("reads what is live and ready in the body, and a model's readiness in the status", async () => {
    assertEquals((await (await get("/v2/health/live")).json()).live, true);
    assertEquals((await (await get("/v2/health/ready")).json()).ready, true);
    assertEquals(await (await get("/v2/models/xor/ready")).json(), { name: "xor", ready: true });
    const missing = await get("/v2/models/none/ready");
    assertEquals([missing.ok, (await missing.json()).error], [false, 'There is no model "none"']);
  });

  it("sends nested arrays without a Content-Type and reads model_name and id", async () => {
    const response = await infer(`${start}"data":[[false,true],[true,true]]}]}`);
    assertEquals(response.headers.get("Content-Encoding"), null);
    const { json, outputs } = await readAsKserve(response);
    assertEquals([json.model_name, json.model_version, json.id], ["xor", there.version, id]);
    assertEquals(outputs.label!.elements, [CLASSES[0], CLASSES[1]]);
  });

  it("sends raw tensors as an octet-stream and reads raw ones", async () => {
    const response = await infer(
      `${start}"parameters":{"binary_data_size":4}}],"parameters":{"binary_data_output":true}}`,
      [0, 1, 1, 1],
    );
    assertEquals(response.headers.get("Content-Type"), "application/octet-stream");
    const { json, outputs } = await readAsKserve(response);
    assertEquals([json.model_name, json.id], ["xor", id]);
    assertEquals(outputs.label!.elements, [CLASSES[0], CLASSES[1]]);
    assertEquals(outputs.class!.elements, [0, 1]);
  });

  it("names outputs with parameters or none", async () => {
    const response = await infer(
      `${start}"data":[[0,1],[1,1]]}],"outputs":[{"name":"class"},` +
        '{"name":"label","parameters":{"binary_data":true}}]}',
    );
    const { outputs } = await readAsKserve(response);
    assertEquals(Object.keys(outputs), ["class", "label"]);
    assertEquals(outputs.label!.elements, [CLASSES[0], CLASSES[1]]);
  });

  it("reads the text of an error", async () => {
    await assertRejects(
      async () => await readAsKserve(await infer(`${start}"data":[[0,1],[1]]}]}`)),
      Error,
      "/inputs/0/data/1 has 1 elements; shape [2,2] takes rows of 2, '400'",
    );
  });
});
