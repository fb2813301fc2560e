import { assertEquals, assertStringIncludes } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { checkRefusal, type Expected } from "./refusals.ts";
import { openService, type TestService, XOR } from "./service_fixture.ts";

describe("the routes of MLflow's scoring server", () => {
  let service: TestService;
  beforeEach(async () => {
    service = openService({ predictRows: 5, bodyBytes: 2_000 });
    await service.train({ ...XOR, labels: ["same", "different", "different", "same"] });
  });
  afterEach(() => {
    assertEquals(service.faults, []);
    service.close();
  });

  const invoke = async (body: unknown, query = "") =>
    await service.post(`/invocations${query}`, body);

  it("answer ping() and get_version() in plain text", async () => {
    const ping = await service.app.request("/ping");
    assertEquals([ping.status, await ping.text()], [200, "\n"]);
    const version = await service.app.request("/version");
    assertEquals([version.status, await version.text()], [200, "test"]);
    for (const { headers } of [ping, version]) {
      assertStringIncludes(headers.get("Content-Type")!, "text/plain");
    }
  });

  it("answer invoke() for arrays, frames and lists of rows, as dump_input_data() writes them", async () => {
    const bodies = [
      { inputs: [[0, 1], [1, 1]] },
      { instances: [[false, true], [true, true]] },
      { inputs: ["01", [1, true]], params: { any: 1 } },
      {
        dataframe_split: { index: [0, 1], columns: ["a", "b"], data: [[0, 1], [1, 1]] },
      },
    ];
    for (const body of bodies) {
      const response = await invoke(body);
      assertEquals(response.headers.get("Content-Type"), "application/json");
      assertEquals([response.status, await response.json()], [
        200,
        { predictions: ["different", "same"] },
      ]);
    }
  });

  it("answer for the model and version that the query names", async () => {
    const { version } = await (await service.app.request("/v1/models/xor")).json();
    await service.train({ ...XOR, labels: [0, 0, 0, 1] });
    await service.train({ ...XOR, model: "or", labels: [0, 1, 1, 1] });
    const ask = async (query: string) =>
      (await (await invoke({ inputs: ["01", "11"] }, query)).json()).predictions;
    assertEquals(await ask("?model=or"), ["1", "1"]);
    assertEquals(await ask("?model=xor"), ["0", "1"]);
    assertEquals(await ask(`?model=xor&version=${version}`), ["different", "same"]);
    await checkRefusal(await invoke({ inputs: ["01"] }), {
      code: "request_not_valid",
      detail: "There are several models; name one with ?model=",
    });
  });

  it("answer for the only model's version without its name", async () => {
    const { version } = await (await service.app.request("/v1/models/xor")).json();
    await service.train({ ...XOR, labels: [0, 0, 0, 1] });
    const response = await invoke({ inputs: ["01"] }, `?version=${version}`);
    assertEquals(await response.json(), { predictions: ["different"] });
  });

  const refused: [string, unknown, string, Expected][] = [
    ["an unknown model", { inputs: ["01"] }, "?model=no", { status: 404, code: "model_not_found" }],
    ["a query that is unknown", { inputs: ["01"] }, "?name=xor", { code: "request_not_valid" }],
    ["no rows", { inputs: [] }, "", { code: "no_rows" }],
    ["more rows than allowed", { inputs: Array(6).fill("01") }, "", { code: "too_many_rows" }],
    ["a row too short", { instances: ["01", "0"] }, "", {
      code: "row_too_short",
      offender: { row: 1, pointer: "/instances/1" },
    }],
    ["a 2", { dataframe_split: { data: [[0, 2]] } }, "", {
      code: "row_bad_character",
      offender: { row: 0, position: 1, pointer: "/dataframe_split/data/0" },
    }],
    ["a row that is none", { inputs: [0, 1] }, "", {
      code: "row_bad_type",
      offender: { row: 0, pointer: "/inputs/0" },
    }],
    ["rows by name", { inputs: { a: [0] } }, "", {
      code: "request_not_valid",
      offender: { pointer: "/inputs" },
    }],
    ["a frame without data", { dataframe_split: { columns: [] } }, "", {
      code: "request_not_valid",
      offender: { pointer: "/dataframe_split/data" },
    }],
    ["a body without rows", { dataframe: [{ a: 0 }] }, "", {
      code: "request_not_valid",
      detail: "The body has 0 of /instances, /inputs, /dataframe_split and /dataframe_records",
    }],
    ["rows twice", { inputs: ["01"], instances: ["01"] }, "", {
      code: "request_not_valid",
      detail: "The body has 2 of /instances, /inputs, /dataframe_split and /dataframe_records",
    }],
    ["a body above the limit", { inputs: ["0".repeat(2_000)] }, "", {
      status: 413,
      code: "body_too_large",
    }],
  ];
  for (const [name, body, query, expected] of refused) {
    it(`refuse ${name}: ${expected.code}`, async () => {
      await checkRefusal(await invoke(body, query), expected);
    });
  }

  it("refuse what is no JSON", async () => {
    const send = async (type: string, body: string) =>
      await service.app.request("/invocations", {
        method: "POST",
        headers: { "Content-Type": type },
        body,
      });
    await checkRefusal(await send("text/csv", "a,b\n0,1\n"), {
      status: 415,
      code: "media_type_not_supported",
    });
    await checkRefusal(await send("application/json", "{"), { status: 400, code: "body_not_json" });
    await checkRefusal(await service.app.request("/invocations"), {
      status: 405,
      code: "method_not_allowed",
    });
  });

  it("say that there is no model before there is one", async () => {
    await service.app.request("/v1/models/xor", { method: "DELETE" });
    await checkRefusal(await invoke({ inputs: ["01"] }), {
      code: "request_not_valid",
      detail: "There is no model yet",
    });
  });
});
