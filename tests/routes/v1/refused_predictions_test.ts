import { describe, it } from "@std/testing/bdd";
import { checkRefusal, type Expected, useSmallService } from "../refusals.ts";
import type { TestService } from "../service_fixture.ts";

describe("POST /v1/models/{name}/predict refuses", () => {
  let service: TestService;
  useSmallService((opened) => service = opened);

  const send = async (method: string, path: string, type?: string, body?: BodyInit) =>
    await service.app.request(path, {
      method,
      headers: type ? { "Content-Type": type } : {},
      ...(body === undefined ? {} : { body }),
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
    it(`${name}: ${expected.code}`, async () => {
      await checkRefusal(await service.post("/v1/models/xor/predict", body), expected);
    });
  }

  it("packed rows and CSV of another width", async () => {
    const path = "/v1/models/xor/predict";
    await checkRefusal(await send("POST", path, "text/csv", "a,b,c\n0,1,0\n"), {
      code: "row_too_long",
    });
    await checkRefusal(await send("POST", path, "application/octet-stream", Uint8Array.of(4)), {
      code: "row_padding_not_zero",
      offender: { row: 0 },
    });
    await checkRefusal(await send("POST", "/v1/models/no/predict", "text/csv", "a\n0\n"), {
      status: 404,
      code: "model_not_found",
    });
  });
});
