/**
 * What `tritonclient.http` (2.x, over geventhttpclient 2.0.8) sends, byte by byte, and how it reads
 * the answers. It sends no Content-Type, and raw tensors unless it is told otherwise.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type ReadAnswer, readAsTriton } from "./clients.ts";
import { CLASSES, type Listening, useListening } from "./connection.ts";

describe("tritonclient.http", () => {
  let there: Listening;
  useListening((listening) => there = listening);

  const agent = "user-agent: python/gevent-http-client-2.0.8";
  const get = async (path: string) =>
    await there.send([`GET /${path} HTTP/1.1`, agent, `host: ${there.host}`]);
  const post = async (path: string, json: string, raw: readonly number[] = []) => {
    const body = new Uint8Array([...new TextEncoder().encode(json), ...raw]);
    const length = raw.length > 0 ? [`inference-header-content-length: ${json.length}`] : [];
    const size = body.length > 0 ? [`content-length: ${body.length}`] : [];
    const head = [`POST /${path} HTTP/1.1`, agent, ...length, `host: ${there.host}`, ...size];
    return await there.send(head, body);
  };
  const infer = async (json: string, raw?: readonly number[], version = "") =>
    await readAsTriton(await post(`v2/models/xor${version}/infer`, json, raw));

  const [no, yes] = [CLASSES[1], CLASSES[0]];
  const checkAnswers = ({ outputs }: ReadAnswer) => {
    assertEquals(outputs.label, { shape: [3], elements: [yes, no, yes] });
    assertEquals(outputs.class, { shape: [3], elements: [0, 1, 0] });
    assertEquals(outputs.scores!.shape, [3, 2]);
    assertEquals(outputs.scores!.elements.map((score) => (score as number) > 0.5), [
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  };

  it("is_server_live(), is_server_ready() and is_model_ready() ask for 200", async () => {
    const paths: [string, number][] = [
      ["v2/health/live", 200],
      ["v2/health/ready", 200],
      ["v2/models/xor/ready", 200],
      [`v2/models/xor/versions/${there.version}/ready`, 200],
      ["v2/models/none/ready", 404],
      ["v2/models/xor/versions/1/ready", 404],
      [`v2/models/xor/versions/${"0".repeat(64)}/ready`, 404],
    ];
    for (const [path, status] of paths) {
      const response = await get(path);
      assertEquals(response.status, status, path);
      await response.body?.cancel();
    }
  });

  it("get_server_metadata() and get_model_metadata() read what is what", async () => {
    assertEquals(await (await get("v2")).json(), {
      name: "rote",
      version: "test",
      extensions: ["binary_tensor_data", "model_repository"],
    });
    const expected = {
      name: "xor",
      versions: [there.version],
      platform: "rote_lut",
      inputs: [{ name: "features", datatype: "BOOL", shape: [-1, 2] }],
      outputs: [
        { name: "label", datatype: "BYTES", shape: [-1] },
        { name: "class", datatype: "INT64", shape: [-1] },
        { name: "scores", datatype: "FP64", shape: [-1, 2] },
      ],
    };
    assertEquals(await (await get("v2/models/xor")).json(), expected);
    assertEquals(await (await get(`v2/models/xor/versions/${there.version}`)).json(), expected);
  });

  it("get_model_repository_index() posts nothing at all, not even a length", async () => {
    const response = await post("v2/repository/index", "");
    assertEquals(response.status, 200);
    const index = await response.json();
    assertEquals(index.map(({ name }: { name: string }) => name), ["other", "xor"]);
    assertEquals(index[1], { name: "xor", version: there.version, state: "READY", reason: "" });
  });

  it("infer() sends raw tensors and wants raw ones back when no output is named", async () => {
    const answer = await infer(
      '{"inputs":[{"name":"features","shape":[3,2],"datatype":"BOOL",' +
        '"parameters":{"binary_data_size":6}}],"parameters":{"binary_data_output":true}}',
      [0, 1, 1, 1, 1, 0],
    );
    checkAnswers(answer);
    const { outputs, ...json } = answer.json;
    assertEquals(json, { model_name: "xor", model_version: there.version });
    assertEquals(outputs, [
      // différent, same, différent: three lengths, and é takes two bytes.
      { name: "label", datatype: "BYTES", shape: [3], parameters: { binary_data_size: 36 } },
      { name: "class", datatype: "INT64", shape: [3], parameters: { binary_data_size: 24 } },
      { name: "scores", datatype: "FP64", shape: [3, 2], parameters: { binary_data_size: 48 } },
    ]);
  });

  it("infer() sends UINT8, a version, a request_id and all sorts of parameters", async () => {
    const answer = await infer(
      '{"id":"42","inputs":[{"name":"features","shape":[3,2],"datatype":"UINT8",' +
        '"parameters":{"binary_data_size":6}}],"parameters":{"sequence_id":1,' +
        '"sequence_start":true,"sequence_end":false,"priority":1,"timeout":1000,' +
        '"mine":"x","binary_data_output":true}}',
      [0, 1, 1, 1, 1, 0],
      `/versions/${there.version}`,
    );
    checkAnswers(answer);
    assertEquals(answer.json.id, "42");
  });

  it("infer() names outputs, some raw and some not, and gets them in its order", async () => {
    const answer = await infer(
      '{"inputs":[{"name":"features","shape":[3,2],"datatype":"BOOL",' +
        '"parameters":{"binary_data_size":6}}],"outputs":[' +
        '{"name":"scores","parameters":{"binary_data":true}},' +
        '{"name":"class","parameters":{"binary_data":false}},' +
        '{"name":"label","parameters":{"binary_data":true}}]}',
      [0, 1, 1, 1, 1, 0],
    );
    checkAnswers(answer);
    assertEquals(Object.keys(answer.outputs), ["scores", "class", "label"]);
    assertEquals(answer.json.outputs[1].data, [0, 1, 0]);
  });

  it("infer() with binary_data=False sends one flat array, and no header", async () => {
    const answer = await infer(
      '{"inputs":[{"name":"features","shape":[3,2],"datatype":"BOOL",' +
        '"data":[false,true,true,true,true,false]}],"outputs":[' +
        '{"name":"label","parameters":{"binary_data":false}},' +
        '{"name":"class","parameters":{"binary_data":false}},' +
        '{"name":"scores","parameters":{"binary_data":false}}]}',
    );
    checkAnswers(answer);
  });

  it("reads the text of every error", async () => {
    const input = '"shape":[1,2],"datatype":"BOOL","data":[0,1]';
    await assertRejects(
      () => infer(`{"inputs":[{"name":"x",${input}}]}`),
      Error,
      '[400] /inputs/0/name is "x"',
    );
    await assertRejects(
      async () => await readAsTriton(await get("v2/models/stats")),
      Error,
      '[404] "stats" is reserved',
    );
    await assertRejects(
      async () => await readAsTriton(await get("v2/models/xor/config")),
      Error,
      "[404] There is no GET /v2/models/xor/config",
    );
  });
});
