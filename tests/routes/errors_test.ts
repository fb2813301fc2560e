import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openService, type TestService, XOR } from "./service_fixture.ts";

/** What a problem must say: status and code, and of its first offender what is given here. */
interface Expected {
  status?: number;
  code: string;
  offender?: Record<string, unknown>;
  detail?: string;
}

describe("errors", () => {
  let service: TestService;
  beforeAll(async () => {
    service = openService({ bodyBytes: 2_000, trainRows: 50, predictRows: 5 });
    await service.train(XOR);
  });
  afterAll(() => {
    assertEquals(service.faults, [], "no request may end as a fault of the service");
    service.close();
  });

  const check = async (response: Response, expected: Expected) => {
    const problem = await response.json();
    assertEquals(
      [response.status, problem.code],
      [expected.status ?? 422, expected.code],
      problem.detail,
    );
    assertEquals(response.headers.get("Content-Type"), "application/problem+json");
    assertEquals(problem.status, response.status);
    assertEquals(problem.type, "about:blank");
    assert(problem.title.length > 0 && problem.detail.length > 0);
    if (expected.detail) assertStringIncludes(problem.detail, expected.detail);
    const { offender = {} } = expected;
    for (const [key, value] of Object.entries(offender)) {
      assertEquals(problem.errors[0][key], value, `${key} of ${JSON.stringify(problem)}`);
    }
  };

  const refusedTrainings: [string, unknown, Expected][] = [
    ["a row too short", { ...XOR, rows: ["00", "01", "1", "11"] }, {
      code: "row_too_short",
      offender: { row: 2, pointer: "/rows/2" },
    }],
    ["a row too long", { ...XOR, rows: ["00", "011", "10", "11"] }, {
      code: "row_too_long",
      offender: { row: 1, pointer: "/rows/1" },
    }],
    ["a character that is no bit", { ...XOR, rows: ["00", "01", "10", "1x"] }, {
      code: "row_bad_character",
      offender: { row: 3, position: 1, pointer: "/rows/3" },
      detail: 'Row 3 has "x" at position 1',
    }],
    ["a number that is no bit", { ...XOR, rows: ["00", "01", [1, 2], "11"] }, {
      code: "row_bad_character",
      offender: { row: 2, position: 1 },
    }],
    ["text inside an array of bits", { ...XOR, rows: ["00", "01", ["1", 0], "11"] }, {
      code: "row_bad_character",
      offender: { row: 2, position: 0 },
    }],
    ["a row of another type", { ...XOR, rows: ["00", { a: 1 }, "10", "11"] }, {
      code: "row_bad_type",
      offender: { row: 1 },
    }],
    ["a first row that is empty", { ...XOR, rows: ["", "", "", ""] }, {
      code: "row_too_short",
      offender: { row: 0 },
    }],
    ["text that is no base64", {
      ...XOR,
      encoding: "base64",
      features: 2,
      rows: ["AA==", "AQ==", "A?==", "Aw=="],
    }, {
      code: "row_bad_character",
      offender: { row: 2 },
    }],
    ["packed rows without features", { ...XOR, rows: ["00"], labels: [1], encoding: "hex" }, {
      code: "labels_one_class",
    }],
    ["packed rows of unknown length", { ...XOR, encoding: "hex" }, {
      code: "features_out_of_range",
      offender: { pointer: "/features" },
    }],
    ["a packed row with a bit too many", {
      ...XOR,
      encoding: "hex",
      features: 2,
      rows: ["00", "01", "02", "04"],
    }, { code: "row_padding_not_zero", offender: { row: 3 } }],
    ["no rows", { ...XOR, rows: [], labels: [] }, { code: "no_rows" }],
    ["more rows than allowed", {
      ...XOR,
      rows: Array(51).fill("00"),
      labels: Array(51).fill(0),
    }, { code: "too_many_rows" }],
    ["no labels", { model: "m", rows: XOR.rows }, {
      code: "labels_missing",
      offender: { pointer: "/labels" },
    }],
    ["fewer labels than rows", { ...XOR, labels: [0, 1] }, { code: "label_count_mismatch" }],
    ["labels of one class", { ...XOR, labels: [1, 1, 1, 1] }, { code: "labels_one_class" }],
    ["labels of three classes", { ...XOR, labels: [0, 1, 2, 0] }, {
      code: "labels_too_many_classes",
      detail: '"0", "1", "2"',
    }],
    ["a label of another type", { ...XOR, labels: [0, 1, null, 0] }, {
      code: "label_bad_type",
      offender: { row: 2, pointer: "/labels/2" },
    }],
    ["a class name too long", { ...XOR, labels: ["a", "b".repeat(257), "a", "a"] }, {
      code: "class_name_not_legal",
    }],
    ["k = 0", { ...XOR, network: { ...XOR.network, arity: 0 } }, {
      code: "arity_out_of_range",
      offender: { pointer: "/network/arity" },
    }],
    ["k = 17", { ...XOR, network: { ...XOR.network, arity: 17 } }, { code: "arity_out_of_range" }],
    ["k above the number of features", { ...XOR, network: { ...XOR.network, arity: 3 } }, {
      code: "arity_above_width_below",
      detail: "only 2 features",
    }],
    ["k above the width of the layer below", { ...XOR, network: { width: 1, arity: 2 } }, {
      code: "arity_above_width_below",
      detail: "only 1 LUTs",
    }],
    ["a width of 0", { ...XOR, network: { ...XOR.network, width: 0 } }, {
      code: "width_out_of_range",
    }],
    ["no hidden layers", { ...XOR, network: { ...XOR.network, hiddenLayers: 0 } }, {
      code: "hidden_layers_out_of_range",
    }],
    ["half a seed", { ...XOR, seed: 0.5 }, {
      code: "seed_out_of_range",
      offender: { pointer: "/seed" },
    }],
    ["a holdout of 1", { ...XOR, holdout: 1 }, { code: "holdout_out_of_range" }],
    ["a holdout that holds out nothing", { ...XOR, holdout: 0.01 }, {
      code: "holdout_out_of_range",
      detail: "holds out no row",
    }],
    ["a test set besides a holdout", {
      ...XOR,
      holdout: 0.5,
      test: { rows: ["00"], labels: [0] },
    }, { code: "holdout_out_of_range" }],
    ["a test row too short", { ...XOR, test: { rows: ["0"], labels: [0] } }, {
      code: "row_too_short",
      offender: { pointer: "/test/rows/0" },
    }],
    ["a test label of no class", { ...XOR, test: { rows: ["00"], labels: [7] } }, {
      code: "label_unknown_class",
      offender: { pointer: "/test/labels/0" },
    }],
    ["a name that is not legal", { ...XOR, model: "../etc/passwd" }, {
      code: "name_not_legal",
      offender: { pointer: "/model" },
    }],
    ["a reserved name", { ...XOR, model: "stats" }, { code: "name_not_legal" }],
    ["a field of another type", { ...XOR, network: { arity: "8" } }, {
      code: "request_not_valid",
      offender: { pointer: "/network/arity" },
    }],
    ["a field that does not exist", { ...XOR, network: { arty: 8 } }, {
      code: "request_not_valid",
      offender: { pointer: "/network/arty", detail: 'There is no field "arty"' },
    }],
    ["a body that is no object", [1, 2, 3], { code: "request_not_valid" }],
  ];
  for (const [name, body, expected] of refusedTrainings) {
    it(`POST /v1/train refuses ${name}: ${expected.code}`, async () => {
      await check(await service.post("/v1/train", body), expected);
    });
  }

  it("lists up to ten offenders, each with its place", async () => {
    const rows = Array.from({ length: 20 }, (_, row) => row % 2 ? "0?" : "01");
    const problem = await (await service.post("/v1/models/xor/predict", {
      rows: rows.slice(0, 5),
    })).json();
    assertEquals(
      problem.errors.map((offender: { pointer: string }) => offender.pointer),
      ["/rows/1", "/rows/3"],
    );
    const labels = rows.map((_, row) => row % 2);
    const many = await (await service.post("/v1/train", { ...XOR, rows, labels })).json();
    assertEquals(many.errors.length, 10);
  });

  const send = async (method: string, path: string, type?: string, body?: BodyInit) =>
    await service.app.request(path, {
      method,
      headers: type ? { "Content-Type": type } : {},
      ...(body === undefined ? {} : { body }),
    });
  const csv = (body: string, query = "") =>
    send("POST", `/v1/train?model=m&arity=2&width=4${query}`, "text/csv", body);
  const octets = (bytes: number[], query: string) =>
    send(
      "POST",
      `/v1/train?model=m&arity=2&width=4&${query}`,
      "application/octet-stream",
      Uint8Array.from(bytes),
    );

  const refusedBodies: [string, () => Promise<Response>, Expected][] = [
    ["broken JSON", () => send("POST", "/v1/train", "application/json", '{"rows": ['), {
      status: 400,
      code: "body_not_json",
    }],
    ["an empty JSON body", () => send("POST", "/v1/train", "application/json"), {
      status: 400,
      code: "body_not_json",
      detail: "it is empty",
    }],
    [
      "a body above the limit",
      () => send("POST", "/v1/train", "application/json", `{"model": "${"m".repeat(2_000)}"}`),
      { status: 413, code: "body_too_large" },
    ],
    [
      "a body above the limit that comes in pieces",
      () => {
        const pieces = ReadableStream.from(Array(30).fill(new Uint8Array(100)));
        return send("PUT", "/v1/models/m/blob", "application/octet-stream", pieces);
      },
      { status: 413, code: "body_too_large" },
    ],
    [
      "a form",
      () => send("POST", "/v1/train", "application/x-www-form-urlencoded", "a=1"),
      { status: 415, code: "media_type_not_supported" },
    ],
    ["a ragged line of CSV", () => csv("a,b,label\n0,1,0\n0,1\n1,1,1\n"), {
      code: "csv_ragged_line",
      offender: { line: 3 },
    }],
    ["a CSV cell that is no bit", () => csv("a,b,label\n0,1,0\n0,7,1\n"), {
      code: "row_bad_character",
      offender: { line: 3, row: 1, position: 1, column: "b" },
    }],
    ["a CSV without labels", () => csv("a,b\n0,1\n"), { code: "csv_column_missing" }],
    ["an empty CSV", () => csv(""), { code: "no_rows" }],
    ["a CSV of one class", () => csv("a,b,label\n0,1,0\n0,0,0\n"), { code: "labels_one_class" }],
    ["a query that is not legal", () => csv("a,b,label\n0,1,0\n", "&seed=one"), {
      code: "request_not_valid",
      offender: { parameter: "seed" },
    }],
    ["a query that is unknown", () => csv("a,b,label\n0,1,0\n", "&sed=1"), {
      code: "request_not_valid",
      offender: { parameter: "sed" },
    }],
    ["a query given twice", () => csv("a,b,label\n0,1,0\n", "&seed=1&seed=2"), {
      code: "request_not_valid",
      offender: { parameter: "seed" },
    }],
    ["too few bytes", () => octets([0, 1, 2, 0, 1], "features=2&rows=3"), {
      code: "body_wrong_length",
      detail: "the body has 5",
    }],
    ["a label byte of no class", () => octets([0, 1, 0, 2], "features=2&rows=2"), {
      code: "label_unknown_class",
      offender: { row: 1 },
    }],
    ["a set bit behind the row", () => octets([0, 8, 0, 1], "features=2&rows=2"), {
      code: "row_padding_not_zero",
      offender: { row: 1 },
    }],
    ["packed rows without their number", () => octets([0, 1], "features=2"), {
      code: "request_not_valid",
      offender: { parameter: "rows" },
    }],
    ["three class names", () => octets([0, 1, 0, 1], "features=2&rows=2&classes=a,b,c"), {
      code: "labels_too_many_classes",
    }],
    ["an unknown path", () => send("GET", "/v1/nothing"), {
      status: 404,
      code: "route_not_found",
    }],
    ["a wrong method", () => send("PUT", "/v1/train"), { status: 405, code: "method_not_allowed" }],
    ["an unknown job", () => send("GET", "/v1/jobs/1"), { status: 404, code: "job_not_found" }],
    ["cancelling an unknown job", () => send("DELETE", "/v1/jobs/1"), {
      status: 404,
      code: "job_not_found",
    }],
    ["an unknown model", () => send("GET", "/v1/models/m"), {
      status: 404,
      code: "model_not_found",
    }],
    ["deleting an unknown model", () => send("DELETE", "/v1/models/m"), {
      status: 404,
      code: "model_not_found",
    }],
    ["the blob of an unknown model", () => send("GET", "/v1/models/m/blob"), {
      status: 404,
      code: "model_not_found",
    }],
    [
      "an unknown version",
      () => send("GET", `/v1/models/xor/blob?version=${"0".repeat(64)}`),
      { status: 404, code: "version_not_found" },
    ],
    ["a version that is none", () => send("GET", "/v1/models/xor/blob?version=latest"), {
      code: "version_not_legal",
      offender: { parameter: "version" },
    }],
    ["a name that is not legal", () => send("PUT", "/v1/models/a%20b/blob", undefined, "x"), {
      code: "name_not_legal",
    }],
    ["a name too long", () => send("GET", `/v1/models/${"m".repeat(65)}`), {
      code: "name_not_legal",
    }],
  ];
  for (const [name, request, expected] of refusedBodies) {
    it(`refuses ${name}: ${expected.code}`, async () => {
      await check(await request(), expected);
    });
  }

  it("a wrong method is told the right ones", async () => {
    const response = await send("PATCH", "/v1/models/xor/blob");
    assertEquals(response.status, 405);
    assertEquals(response.headers.get("Allow"), "GET, PUT");
    await response.body?.cancel();
  });

  const refusedPredictions: [string, unknown, Expected][] = [
    ["no rows", { rows: [] }, { code: "no_rows" }],
    ["more rows than allowed", { rows: Array(6).fill("00") }, { code: "too_many_rows" }],
    ["rows too short for the model", { rows: ["00", "0"] }, {
      code: "row_too_short",
      offender: { row: 1 },
    }],
    ["a first row too long for the model", { rows: ["000"] }, { code: "row_too_long" }],
    ["no field rows", {}, { code: "request_not_valid", offender: { pointer: "/rows" } }],
  ];
  for (const [name, body, expected] of refusedPredictions) {
    it(`predict refuses ${name}: ${expected.code}`, async () => {
      await check(await service.post("/v1/models/xor/predict", body), expected);
    });
  }

  it("predict refuses packed rows and CSV of another width", async () => {
    const path = "/v1/models/xor/predict";
    await check(await send("POST", path, "text/csv", "a,b,c\n0,1,0\n"), { code: "row_too_long" });
    await check(await send("POST", path, "application/octet-stream", Uint8Array.of(4)), {
      code: "row_padding_not_zero",
      offender: { row: 0 },
    });
    await check(await send("POST", "/v1/models/no/predict", "text/csv", "a\n0\n"), {
      status: 404,
      code: "model_not_found",
    });
  });

  it("never repeats more than a few characters of what a stranger sent", async () => {
    const nested = `${"[".repeat(900)}${"]".repeat(900)}`;
    const bodies = [
      `{"model":"m","rows":["0"],"labels":[${nested}]}`,
      `{"model":"m","rows":[${nested}],"labels":[0]}`,
      JSON.stringify({ model: "\u001b[2J".repeat(100), rows: ["0"], labels: [0] }),
    ];
    for (const body of bodies) {
      const response = await send("POST", "/v1/train", "application/json", body);
      const text = await response.text();
      assertEquals(response.status, 422);
      assert(text.length < 1_000, text);
      assertMatch(JSON.parse(text).code, /^[a-z_]+$/);
    }
  });
});
