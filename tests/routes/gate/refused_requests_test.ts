import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkRefusal, type Expected, useSmallService } from "../refusals.ts";
import type { TestService } from "../service_fixture.ts";

describe("the service refuses", () => {
  let service: TestService;
  useSmallService((opened) => service = opened);

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
    ["three class names for rows of two", () => {
      return octets([0, 1, 0, 1], "features=2&rows=2&classes=a,b,c");
    }, { code: "labels_one_class" }],
    ["65 class names", () => {
      const names = Array.from({ length: 65 }, (_, index) => index);
      return octets([0, 1, 0, 1], `features=2&rows=2&classes=${names}`);
    }, { code: "labels_too_many_classes", detail: "the limit is 64" }],
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
    it(`${name}: ${expected.code}`, async () => {
      await checkRefusal(await request(), expected);
    });
  }

  it("a wrong method, and names the right ones", async () => {
    const response = await send("PATCH", "/v1/models/xor/blob");
    assertEquals(response.status, 405);
    assertEquals(response.headers.get("Allow"), "GET, PUT");
    await response.body?.cancel();
  });
});
