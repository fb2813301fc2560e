/**
 * The fetch handler answers what the service answers, to the letter.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createHandler } from "../../../lib/edge/handler.ts";
import { loadModel } from "../../../lib/edge/mod.ts";
import { openService, type TestService } from "../../routes/service_fixture.ts";
import { type ExportCase, randomCases } from "../exports/cases.ts";
import { bodyOf, textOf } from "./written_rows.ts";

/** Cases that are asked about: the service holds each answer against its OpenAPI document. */
const CASES = 12;

describe("the handler of a model, beside the service", () => {
  let cases: ExportCase[];
  let service: TestService;
  beforeAll(async () => {
    cases = (await randomCases()).slice(0, CASES);
    service = openService();
    for (const { name, blob } of cases) {
      const put = { method: "PUT", body: blob };
      const response = await service.app.request(`/v1/models/${name}/blob`, put);
      assertEquals(response.status, 201, await response.text());
    }
  });
  afterAll(() => service.close());

  /** The text and the type of the answers of both. */
  const ask = async (tried: ExportCase, type: string, body: BodyInit) => {
    const init = { method: "POST", headers: { "Content-Type": type }, body };
    const path = `/v1/models/${tried.name}/predict`;
    const handle = createHandler(() => ({
      model: loadModel(tried.blob),
      name: tried.name,
      version: tried.version,
    }));
    const theirs = await service.app.request(path, init);
    const ours = await handle(new Request("http://edge.test/predict", init));
    return { ours, theirs };
  };

  it("answers JSON with the same text", async () => {
    for (const tried of cases) {
      const { ours, theirs } = await ask(tried, "application/json", bodyOf(tried.rows));
      assertEquals([ours.status, theirs.status], [200, 200]);
      assertEquals(ours.headers.get("Content-Type"), theirs.headers.get("Content-Type"));
      assertEquals(await ours.text(), await theirs.text(), tried.name);
    }
  });

  it("answers packed rows with the same text", async () => {
    for (const tried of cases) {
      const packed = tried.rows.bytes.slice(0, 100 * tried.rows.stride);
      const { ours, theirs } = await ask(tried, "application/octet-stream", packed);
      assertEquals(await ours.text(), await theirs.text(), tried.name);
    }
  });

  it("refuses with the same status and code", async () => {
    const tried = cases[8]!;
    const good = textOf(tried.rows, 0);
    for (
      const [type, body] of [
        ["application/json", "{"],
        ["application/json", "{}"],
        ["application/json", '{"rows":[]}'],
        ["application/json", JSON.stringify({ rows: [good, `${good}1`] })],
        ["application/json", JSON.stringify({ rows: [good, good.slice(1)] })],
        ["application/json", JSON.stringify({ rows: [good, `${good.slice(1)}x`] })],
        ["application/json", JSON.stringify({ rows: [good, null] })],
        ["application/octet-stream", ""],
        ["application/octet-stream", "\x00".repeat(tried.rows.stride * 2 + 1)],
        ["application/octet-stream", "\xff".repeat(tried.rows.stride)],
        ["application/xml", good],
      ] as const
    ) {
      const { ours, theirs } = await ask(tried, type, body);
      const [us, them] = [await ours.json(), await theirs.json()];
      assertEquals([ours.status, us.code], [theirs.status, them.code], `${type}: ${body}`);
      assertEquals(us.errors?.[0]?.row, them.errors?.[0]?.row, body);
    }
  });
});
