import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { useSmallService } from "../refusals.ts";
import type { TestService } from "../service_fixture.ts";
import { inputOf, jsonRequest, rawRequest } from "./requests.ts";

/** Checks that a response is an error as the protocol has it, and what it says. */
async function checkError(response: Response, status: number, text: string): Promise<void> {
  const body = await response.json();
  assertEquals([response.status, Object.keys(body)], [status, ["error"]], body.error);
  assertEquals(response.headers.get("Content-Type"), "application/json");
  assertStringIncludes(body.error, text);
}

describe("POST /v2/models/{name}/infer refuses", () => {
  let service: TestService;
  useSmallService((opened) => service = opened);

  const infer = async (init: RequestInit, path = "/v2/models/xor/infer") =>
    await service.app.request(path, init);
  const good = { ...inputOf(2, 2), data: [0, 1, 1, 0] };
  const sized = (size: unknown, shape = [2, 2]) => ({
    ...inputOf(2, 2),
    shape,
    parameters: { binary_data_size: size },
  });

  const refusedInputs: [string, unknown, string][] = [
    ["no input", [], '/inputs holds 0 tensors; the model reads one, "features"'],
    ["two inputs", [good, good], "/inputs holds 2 tensors"],
    ["an input that is none", [7], "/inputs/0: Invalid input: expected object"],
    ["an unknown input", [{ ...good, name: "x" }], '/inputs/0/name is "x"; the model\'s one input'],
    ["an input without a name", [{ ...good, name: undefined }], "/inputs/0/name: "],
    [
      "another datatype",
      [{ ...good, datatype: "FP32" }],
      '/inputs/0/datatype is "FP32"; the model',
    ],
    ["no datatype", [{ ...good, datatype: undefined }], "/inputs/0/datatype: "],
    ["a shape of one row alone", [{ ...good, shape: [2] }], "/inputs/0/shape is [2]; the model"],
    ["other features", [{ ...good, shape: [1, 4] }], "/inputs/0/shape is [1,4]; the model reads"],
    ["a shape of many sizes", [{ ...good, shape: [1, 2, 3, 4, 5] }], "is [1,2,3,4,...]; the model"],
    ["half a row", [{ ...good, shape: [1.5, 2] }], "/inputs/0/shape is [1.5,2]; the model reads"],
    ["less than no rows", [{ ...good, shape: [-1, 2] }], "/inputs/0/shape is [-1,2]; the model"],
    ["a shape of text", [{ ...good, shape: ["2", 2] }], "/inputs/0/shape/0: "],
    ["no shape", [{ ...good, shape: undefined }], "/inputs/0/shape: "],
    ["no rows", [{ ...good, shape: [0, 2], data: [] }], "/inputs/0/shape has no rows"],
    [
      "more rows than allowed",
      [{ ...good, shape: [6, 2], data: Array(12).fill(0) }],
      "/inputs/0/shape has 6 rows, which are above the limit of 5",
    ],
    [
      "no data",
      [inputOf(2, 2)],
      "/inputs/0/data is missing, and so is /inputs/0/parameters/binary",
    ],
    ["data that are null", [{ ...good, data: null }], "/inputs/0/data is missing"],
    ["data that are text", [{ ...good, data: "0110" }], '/inputs/0/data is "0110", not an array'],
    [
      "too few elements",
      [{ ...good, data: [0, 1, 1] }],
      "/inputs/0/data has 3 elements; shape [2,2]",
    ],
    [
      "too many elements",
      [{ ...good, data: [0, 1, 1, 0, 0] }],
      "has 5 elements; shape [2,2] takes 4",
    ],
    [
      "too many rows",
      [{ ...good, data: [[0, 1], [0, 1], [0, 1]] }],
      "/inputs/0/data has 3 elements",
    ],
    [
      "a row too short",
      [{ ...good, data: [[0, 1], [0]] }],
      "/inputs/0/data/1 has 1 elements; shape",
    ],
    ["a row too long", [{ ...good, data: [[0, 1], [0, 1, 1]] }], "/inputs/0/data/1 has 3 elements"],
    ["a row that is none", [{ ...good, data: [[0, 1], "01"] }], '/inputs/0/data/1 is "01", not an'],
    [
      "a 2",
      [{ ...good, data: [0, 1, 1, 2] }],
      "/inputs/0/data has 2 at row 1, position 1; a bit is",
    ],
    [
      "a 2 in a row",
      [{ ...good, data: [[0, 2], [0, 1]] }],
      "/inputs/0/data has 2 at row 0, position 1",
    ],
    [
      "a bit as text",
      [{ ...good, data: [["0", 0], [0, 1]] }],
      '/inputs/0/data has "0" at row 0, pos',
    ],
    [
      "a row in a row",
      [{ ...good, data: [[0, [1]], [0, 1]] }],
      "/inputs/0/data has an array at row 0",
    ],
    [
      "null for a bit",
      [{ ...good, data: [0, 1, null, 1] }],
      "/inputs/0/data has null at row 1, pos",
    ],
    [
      "raw data that are not there",
      [sized(4)],
      "The body has 0 bytes behind its JSON; /inputs/0/par",
    ],
    [
      "data twice",
      [{ ...sized(4), data: [0, 1, 1, 0] }],
      "/inputs/0/data and /inputs/0/parameters/b",
    ],
    ["a size that is text", [sized("4")], "/inputs/0/parameters/binary_data_size: "],
  ];
  for (const [name, inputs, text] of refusedInputs) {
    it(name, async () => await checkError(await infer(jsonRequest({ inputs })), 400, text));
  }

  const refusedRaws: [string, unknown, number[], string][] = [
    [
      "a raw tensor too short",
      sized(3),
      [0, 1, 1],
      "/inputs/0/parameters/binary_data_size is 3; shape",
    ],
    [
      "a raw tensor too long",
      sized(5),
      [0, 1, 1, 0, 0],
      "binary_data_size is 5; shape [2,2] takes 4",
    ],
    [
      "bytes that no tensor takes",
      sized(4),
      [0, 1, 1, 0, 0],
      "The body has 5 bytes behind its JSON",
    ],
    [
      "bytes behind data in JSON",
      good,
      [0],
      "has 1 bytes behind its JSON; /inputs/0/parameters/binary",
    ],
    [
      "a size below nothing",
      sized(-4),
      [0, 1, 1, 0],
      "/inputs/0/parameters/binary_data_size is -4",
    ],
    [
      "a raw 2",
      sized(4),
      [0, 1, 2, 0],
      "The raw tensor of /inputs/0 has 2 at row 1, position 0; a bit",
    ],
    [
      "a raw 255",
      sized(4),
      [0, 1, 1, 255],
      "The raw tensor of /inputs/0 has 255 at row 1, position 1",
    ],
  ];
  for (const [name, input, raw, text] of refusedRaws) {
    it(name, async () => {
      const request = rawRequest({ inputs: [input] }, Uint8Array.from(raw));
      await checkError(await infer(request), 400, text);
    });
  }

  const refusedRequests: [string, unknown, string][] = [
    ["an array", [], "The body is not valid: Invalid input: expected object, received array"],
    ["no field inputs", {}, "/inputs: Invalid input: expected array"],
    ["an id that is no text", { id: 1, inputs: [good] }, "/id: Invalid input: expected string"],
    [
      "binary_data_output that is no boolean",
      { inputs: [good], parameters: { binary_data_output: 1 } },
      "/parameters/binary_data_output: Invalid input: expected boolean",
    ],
    [
      "an unknown output",
      { inputs: [good], outputs: [{ name: "class" }, { name: "logits" }] },
      '/outputs/1/name is "logits"; the model\'s outputs are "label", "class", "scores"',
    ],
    [
      "an output twice",
      { inputs: [good], outputs: [{ name: "class" }, { name: "class" }] },
      '/outputs/1/name is "class" once more',
    ],
    [
      "binary_data that is no boolean",
      { inputs: [good], outputs: [{ name: "class", parameters: { binary_data: "yes" } }] },
      "/outputs/0/parameters/binary_data: Invalid input: expected boolean",
    ],
    [
      "a classification in place of an output",
      { inputs: [good], outputs: [{ name: "scores", parameters: { classification: 2 } }] },
      "/outputs/0/parameters/classification: this service has no such extension",
    ],
    [
      "an output into shared memory",
      { inputs: [good], outputs: [{ name: "scores", parameters: { shared_memory_region: "a" } }] },
      "/outputs/0/parameters/shared_memory_region: this service has no such extension",
    ],
  ];
  for (const [name, json, text] of refusedRequests) {
    it(name, async () => await checkError(await infer(jsonRequest(json)), 400, text));
  }

  const post = async (headers: Record<string, string>, body?: BodyInit) =>
    await infer({ method: "POST", headers, ...(body === undefined ? {} : { body }) });
  const refusedBodies: [string, () => Promise<Response>, number, string][] = [
    ["an empty body", () => post({}), 400, "The body is not JSON: it is empty"],
    ["broken JSON", () => post({}, "{"), 400, "The body is not JSON: "],
    ["what is no UTF-8", () => post({}, Uint8Array.of(34, 255, 34)), 400, "The body is not JSON: "],
    [
      "a header beyond the body",
      () => post({ "Inference-Header-Content-Length": "3" }, "{}"),
      400,
      'Inference-Header-Content-Length is "3"; the whole body has 2 bytes',
    ],
    [
      "a header that is no number",
      () => post({ "Inference-Header-Content-Length": "0x1" }, "{}"),
      400,
      'Inference-Header-Content-Length is "0x1"; the whole body',
    ],
    [
      "a header that cuts the JSON",
      () => post({ "Inference-Header-Content-Length": "1" }, "{}"),
      400,
      "The body is not JSON: ",
    ],
    [
      "a header of nothing",
      () => post({ "Inference-Header-Content-Length": "0" }, "{}"),
      400,
      "The body is not JSON: it is empty",
    ],
    [
      "a compressed body that is cut short",
      () => post({ "Content-Encoding": "gzip" }, Uint8Array.of(31, 139)),
      400,
      "its gzip data are damaged or cut short",
    ],
    [
      "a body in a coding that nobody knows",
      () => post({ "Content-Encoding": "aes128gcm" }, Uint8Array.of(31, 139)),
      415,
      'The body comes in the coding "aes128gcm"',
    ],
    [
      "a body above the limit",
      () => post({}, " ".repeat(2_001)),
      413,
      "The body is above the limit of 2000 bytes",
    ],
    [
      "a body above the limit that says so",
      () => post({ "Content-Length": "2001" }, " ".repeat(2_001)),
      413,
      "The body is above the limit of 2000 bytes",
    ],
  ];
  for (const [name, request, status, text] of refusedBodies) {
    it(name, async () => await checkError(await request(), status, text));
  }

  const nowhere: [string, string, string, number, string][] = [
    ["an unknown model", "POST", "/v2/models/no/infer", 404, 'There is no model "no"'],
    [
      "the model stats",
      "POST",
      "/v2/models/stats/infer",
      404,
      '"stats" is reserved and cannot name',
    ],
    ["a name that is none", "GET", "/v2/models/a%20b", 404, '"a b" is not a legal model name'],
    [
      "a version that is none",
      "POST",
      "/v2/models/xor/versions/1/infer",
      404,
      '"1" is not a version',
    ],
    [
      "an unknown version",
      "POST",
      `/v2/models/xor/versions/${"0".repeat(64)}/infer`,
      404,
      `Model "xor" has no version ${"0".repeat(64)}`,
    ],
    [
      "the metadata of an unknown version",
      "GET",
      `/v2/models/xor/versions/${"0".repeat(64)}`,
      404,
      `Model "xor" has no version ${"0".repeat(64)}`,
    ],
    ["an unknown path", "GET", "/v2/nothing", 404, "There is no GET /v2/nothing"],
    [
      "an unknown path of a model",
      "GET",
      "/v2/models/xor/config",
      404,
      "There is no GET /v2/models",
    ],
  ];
  for (const [name, method, path, status, text] of nowhere) {
    it(name, async () => {
      const json = method === "POST" ? jsonRequest({ inputs: [good] }) : {};
      await checkError(await service.app.request(path, { ...json, method }), status, text);
    });
  }

  it("a wrong method, and names the right one", async () => {
    const wrong: [string, string, string][] = [
      ["GET", "/v2/models/xor/infer", "POST"],
      ["POST", "/v2/models/xor", "GET"],
      ["DELETE", "/v2", "GET"],
      ["GET", "/v2/repository/index", "POST"],
    ];
    for (const [method, path, allowed] of wrong) {
      const response = await service.app.request(path, { method });
      assertEquals(response.headers.get("Allow"), allowed);
      await checkError(response, 405, `${path} does not take ${method}, only ${allowed}`);
    }
  });
});
