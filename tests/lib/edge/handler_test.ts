/**
 * The fetch handler in process: every route and every refusal.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { MAX_BODY_BYTES } from "../../../lib/edge/body.ts";
import { createHandler, type ServedModel } from "../../../lib/edge/handler.ts";
import { loadModel } from "../../../lib/edge/mod.ts";
import { RoteError } from "../../../lib/errors.ts";
import { type ExportCase, randomCases } from "../exports/cases.ts";
import { bodyOf, textOf } from "./written_rows.ts";

const ORIGIN = "http://edge.test";

describe("the handler of a model", () => {
  let cases: ExportCase[];
  let served: ServedModel;
  let handle: (request: Request) => Promise<Response>;
  beforeAll(async () => {
    cases = await randomCases();
    served = serve(cases[8]!);
    handle = createHandler(() => served);
  });

  const send = (path: string, init: RequestInit) => handle(new Request(`${ORIGIN}${path}`, init));
  const post = (body: BodyInit, type = "application/json", path = "/predict") =>
    send(path, { method: "POST", headers: { "Content-Type": type }, body });

  for (const path of ["/", "/health"]) {
    it(`says at GET ${path} what is served`, async () => {
      const response = await send(path, { method: "GET" });
      assertEquals(response.status, 200);
      assertEquals(response.headers.get("Content-Type"), "application/json");
      const { model: { features, classes }, name, version } = served;
      assertEquals(await response.json(), {
        status: "ok",
        model: name,
        version,
        features,
        classes,
      });
    });

    it(`answers HEAD ${path} with the headers of GET`, async () => {
      const response = await send(path, { method: "HEAD" });
      assertEquals(response.status, 200);
      assertEquals(response.headers.get("Content-Type"), "application/json");
    });
  }

  it("takes media types with parameters and in any case, and paths with a query", async () => {
    const body = bodyOf(cases[8]!.rows);
    const expected = await (await post(body)).text();
    for (
      const type of ["application/json; charset=utf-8", "Application/JSON", "application/json;"]
    ) {
      assertEquals(await (await post(body, type)).text(), expected, type);
    }
    assertEquals(await (await post(body, "application/json", "/predict?a=b")).text(), expected);
  });

  it("works out the model for each request that needs it, and waits for it", async () => {
    let asked = 0;
    const lazy = createHandler(() => {
      asked++;
      return Promise.resolve(served);
    });
    assertEquals((await lazy(new Request(`${ORIGIN}/nowhere`))).status, 404);
    assertEquals(asked, 0);
    assertEquals((await lazy(new Request(`${ORIGIN}/health`))).status, 200);
    assertEquals(asked, 1);
  });

  for (const path of ["/nowhere", "/predict/", "/health/x", "//predict", "/constructor"]) {
    it(`has no ${path}`, async () => {
      await assertProblem(await send(path, { method: "GET" }), 404, "route_not_found");
    });
  }

  for (
    const [method, path, allow] of [
      ["GET", "/predict", "POST"],
      ["PUT", "/predict", "POST"],
      ["HEAD", "/predict", "POST"],
      ["POST", "/health", "GET, HEAD"],
      ["DELETE", "/", "GET, HEAD"],
      ["OPTIONS", "/health", "GET, HEAD"],
    ]
  ) {
    it(`does not take ${method} ${path}, and says what it takes`, async () => {
      const response = await send(path!, { method: method! });
      assertEquals(response.headers.get("Allow"), allow);
      await assertProblem(response, 405, "method_not_allowed");
    });
  }

  for (const type of ["text/csv", "", "application/jsonx", "multipart/form-data"]) {
    it(`does not take a body of the type "${type}"`, async () => {
      await assertProblem(
        await post(bodyOf(cases[8]!.rows), type),
        415,
        "media_type_not_supported",
      );
    });
  }

  for (
    const [what, body] of [
      ["no JSON", "{rows: []}"],
      ["nothing", ""],
      ["cut off", '{"rows":["01'],
      ["not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ] as const
  ) {
    it(`refuses a body that is ${what}`, async () => {
      await assertProblem(await post(body), 400, "body_not_json");
    });
  }

  for (const body of ["null", "7", "[]", '"rows"', "{}", '{"rows":"01"}', '{"rows":{"0":"1"}}']) {
    it(`refuses the JSON ${body}, and points to what is missing`, async () => {
      const { errors } = await assertProblem(await post(body), 422, "request_not_valid");
      assertEquals(errors[0]!.pointer, "/rows");
    });
  }

  it("refuses a request without rows", async () => {
    await assertProblem(await post('{"rows":[]}'), 422, "no_rows");
    await assertProblem(await post("", "application/octet-stream"), 422, "no_rows");
  });

  it("refuses rows that are none, and points to the row and the position", async () => {
    const good = textOf(cases[8]!.rows, 0);
    const bad = `${good.slice(0, -1)}2`;
    for (
      const [row, code, position] of [
        [good + "0", "row_too_long"],
        [good.slice(1), "row_too_short"],
        [bad, "row_bad_character", good.length - 1],
        [[...bad].map(Number), "row_bad_character", good.length - 1],
        [null, "row_bad_type"],
        [17, "row_bad_type"],
      ] as const
    ) {
      const { errors } = await assertProblem(
        await post(JSON.stringify({ rows: [good, row] })),
        422,
        code,
      );
      const [{ pointer, row: at, position: where }] = errors as [Record<string, unknown>];
      assertEquals([pointer, at, where], ["/rows/1", 1, position], code);
    }
  });

  it("refuses packed rows of which a part is missing, and bits beyond the features", async () => {
    const { rows } = cases.find(({ rows }) => rows.stride > 1 && rows.columns % 8 !== 0)!;
    served = serve(cases.find((other) => other.rows === rows)!);
    const bytes = rows.bytes.slice(0, 3 * rows.stride);
    const missing = await post(bytes.subarray(1), "application/octet-stream");
    const { errors } = await assertProblem(missing, 422, "body_wrong_length");
    assertEquals("pointer" in errors[0]!, false, "there is no row to point to");
    bytes[2 * rows.stride - 1]! |= 0x80;
    const beyond = await post(bytes, "application/octet-stream");
    const problem = await assertProblem(beyond, 422, "row_padding_not_zero");
    assertEquals(problem.errors[0]!.row, 1);
    served = serve(cases[8]!);
  });

  it("reads a body of the bound, and refuses one byte more, whatever the length says", async () => {
    const spaces = new Uint8Array(MAX_BODY_BYTES + 1).fill(0x20);
    const most = new TextEncoder().encode(bodyOf(cases[8]!.rows));
    spaces.set(most);
    assertEquals((await post(spaces.subarray(0, MAX_BODY_BYTES))).status, 200);
    await assertProblem(await post(spaces), 413, "body_too_large");
  });

  it("stops reading a body without end, though its length is said to be small", async () => {
    let pulled = 0;
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel: () => void (cancelled = true),
    });
    const response = await send("/predict", {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "Content-Length": "2" },
      body,
    });
    await assertProblem(response, 413, "body_too_large");
    assert(cancelled);
    assert(pulled <= MAX_BODY_BYTES / 65_536 + 3, `${pulled} pieces were read`);
  });

  it("takes a body that ends early for what it is", async () => {
    const whole = new TextEncoder().encode(bodyOf(cases[8]!.rows));
    const body = ReadableStream.from([whole.subarray(0, 5), whole.subarray(5, 30)]);
    const response = await send("/predict", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Content-Length": "1000000" },
      body,
    });
    await assertProblem(response, 400, "body_not_json");
  });

  it("says that a broken blob is its own fault", async () => {
    const broken = createHandler(() => {
      throw new RoteError("blob_bad_checksum", "Cannot decode blob: its checksum is wrong");
    });
    await assertProblem(await broken(new Request(`${ORIGIN}/`)), 500, "blob_bad_checksum");
    const thrown = createHandler(() => Promise.reject(new Error("no such thing")));
    await assertProblem(await thrown(new Request(`${ORIGIN}/health`)), 500, "internal");
  });
});

function serve({ blob, name, version }: ExportCase): ServedModel {
  return { model: loadModel(blob), name, version };
}

/** Asserts that an answer is a problem (RFC 9457), and gives it. */
async function assertProblem(response: Response, status: number, code: string) {
  const problem = await response.json();
  assertEquals([response.status, problem.status, problem.code], [status, status, code]);
  assertStringIncludes(response.headers.get("Content-Type")!, "application/problem+json");
  assertEquals(problem.type, "about:blank");
  assert(problem.detail.length > 0);
  return problem as { errors: Record<string, unknown>[] };
}
