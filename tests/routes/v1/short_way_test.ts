import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { decodeModel, decodeNetwork, type Network, predictRow } from "../../../lib/mod.ts";
import { openService, type TestService } from "../service_fixture.ts";

const BITS = 13;
const ROWS = Array.from({ length: 600 }, (_, i) => (i * 13).toString(2).padStart(BITS, "0"));

/** A row of text as packed bytes. */
function pack(row: string): Uint8Array<ArrayBuffer> {
  const value = parseInt([...row].reverse().join(""), 2);
  return Uint8Array.of(value & 255, value >> 8);
}

describe("the short way", () => {
  let service: TestService;
  const networks: Record<string, Network> = {};
  beforeAll(async () => {
    service = openService({ bodyBytes: 20_000 });
    for (const [seed, model] of ["one", "two"].entries()) {
      const network = { hiddenLayers: 2, width: 20, arity: 4 };
      const labels = ROWS.map((row) => row.slice(0, 6) > row.slice(7) ? "more" : "less");
      await service.train({ model, rows: ROWS, labels, network, seed });
      const blob = await (await service.app.request(`/v1/models/${model}/blob`)).bytes();
      networks[model] = decodeNetwork(blob);
      await service.post(`/v1/models/${model}/predict`, { rows: [ROWS[0]] });
    }
  });
  afterAll(() => {
    assertEquals(service.faults, []);
    service.close();
  });

  /** Sends a body that says its length, as clients do; without, the routes answer. */
  const send = async (path: string, type: string, body: string | Uint8Array<ArrayBuffer>) => {
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const answer = async (length: Record<string, string>) => {
      const headers = { "Content-Type": type, ...length };
      const response = await service.app.request(path, { method: "POST", headers, body: bytes });
      const { status } = response;
      return { status, type: response.headers.get("Content-Type"), text: await response.text() };
    };
    return {
      short: await answer({ "Content-Length": `${bytes.length}` }),
      routes: await answer({}),
    };
  };
  const path = "/v1/models/one/predict";
  const octets = "application/octet-stream";
  const json = "application/json";

  it("gives the bytes that the routes give", async () => {
    for (const row of ROWS.slice(0, 50)) {
      for (const body of [JSON.stringify({ rows: [row] }), `\n{ "rows" : [ "${row}" ] } `]) {
        const { short, routes } = await send(path, json, body);
        assertEquals([short.status, short], [200, routes]);
      }
      const { short, routes } = await send(path, octets, pack(row));
      assertEquals([short.status, short], [200, routes]);
    }
  });

  it("gives each of many requests at the same time its own answer", async () => {
    const answers = await Promise.all(ROWS.map(async (row, at) => {
      const model = at % 3 ? "one" : "two";
      const body = at % 2 ? pack(row) : new TextEncoder().encode(`{"rows":["${row}"]}`);
      const response = await service.app.request(`/v1/models/${model}/predict`, {
        method: "POST",
        headers: { "Content-Type": at % 2 ? octets : json, "Content-Length": `${body.length}` },
        body,
      });
      const { labels, scores } = await response.json();
      return [model, labels, scores];
    }));
    const expected = ROWS.map((row, at) => {
      const model = at % 3 ? "one" : "two";
      const { label, scores } = predictRow(networks[model]!, pack(row));
      return [model, [networks[model]!.classes[label]], [scores]];
    });
    assertEquals(answers, expected);
  });

  it("answers with a new version as soon as it is there", async () => {
    const blob = await (await service.app.request("/v1/models/two/blob")).bytes();
    const put = { method: "PUT", headers: { "Content-Type": octets }, body: blob };
    await service.app.request("/v1/models/change/blob", put);
    const one = await (await service.app.request("/v1/models/one/blob")).bytes();
    const ask = async () =>
      JSON.parse((await send("/v1/models/change/predict", octets, pack(ROWS[9]!))).short.text);
    const before = [(await ask()).version, (await ask()).version];
    const response = await service.app.request("/v1/models/change/blob", { ...put, body: one });
    const { version } = await response.json();
    assertEquals([(await ask()).version, (await ask()).version], [version, version]);
    assertEquals(before.includes(version), false);
    await service.app.request("/v1/models/change", { method: "DELETE" });
    assertEquals((await ask()).code, "model_not_found");
  });

  it("leaves models of numbers and categories to the routes, whatever bytes come", async () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({ size: at, colour: `${at % 3}` }));
    const labels = rows.map(({ size }) => size > 20);
    await service.train({ model: "values", rows, labels, boosted: { tables: 8, arity: 2 } });
    const to = "/v1/models/values/predict";
    await service.post(to, { rows: [rows[0]] });
    const blob = await (await service.app.request("/v1/models/values/blob")).bytes();
    const { features } = decodeModel(blob);
    const packed = new Uint8Array(Math.ceil(features / 8));
    for (const [type, body] of [[octets, packed], [json, `{"rows":["${"0".repeat(features)}"]}`]]) {
      const { short, routes } = await send(to, type as string, body!);
      assertEquals(short, routes);
      assertEquals(short.status < 400, false, `${type}: ${short.text}`);
    }
  });

  const others: [string, string, string | Uint8Array<ArrayBuffer>, string?][] = [
    ["a set bit behind the row", octets, Uint8Array.of(0, 255)],
    ["a byte too few", octets, Uint8Array.of(0)],
    ["two packed rows", octets, new Uint8Array(4)],
    ["another character", json, '{"rows":["01100000x0110"]}'],
    ["a character beyond ASCII", json, '{"rows":["011000\u010000110"]}'],
    ["a row too long", json, `{"rows":["${"0".repeat(BITS + 1)}"]}`],
    ["two rows", json, '{"rows":["0110000000110","0110000000110"]}'],
    ["no rows", json, '{"rows":[],"and a long text":1}'],
    ["another field", json, '{"rows":["0110000000110"],"row":1}'],
    ["an encoding", json, '{"rows":["0110000000110"],"encoding":"bits"}'],
    ["a number for a row", json, '{"rows":[1],"more than thirteen bytes":0}'],
    ["null for a body", json, "null              "],
    ["broken JSON", json, '{"rows":["0110000000110"}'],
    ["JSON of another sort", `${json}; charset=utf-8`, '{"rows":["0110000000110"]}'],
    ["another type", "text/plain", '{"rows":["0110000000110"]}'],
    ["an unknown model", octets, pack(ROWS[3]!), "/v1/models/none/predict"],
    ["an illegal name", octets, pack(ROWS[3]!), "/v1/models/-/predict"],
    ["a query", octets, pack(ROWS[3]!), `${path}?version=1`],
    ["a wrong path", octets, pack(ROWS[3]!), `/v2${path}`],
  ];
  for (const [name, type, body, to = path] of others) {
    it(`leaves it to the routes to answer ${name}`, async () => {
      const { short, routes } = await send(to, type, body);
      assertEquals(short, routes);
    });
  }
});
