import { assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { decodeNetwork, predictRow } from "../../../lib/mod.ts";
import { openService, type TestService } from "../service_fixture.ts";

const ROWS = Array.from({ length: 1024 }, (_, i) => i.toString(2).padStart(10, "0"));

describe("POST /v1/models/{name}/predict", () => {
  let service: TestService;
  beforeAll(async () => {
    service = openService();
    const network = { hiddenLayers: 2, width: 20, arity: 4 };
    const labels = ROWS.map((row) => row.slice(0, 5) > row.slice(5) ? "more" : "less");
    for (const seed of [1, 2]) {
      await service.train({ model: "compare", rows: ROWS, labels, network, seed });
    }
  });
  afterAll(() => service.close());

  const path = "/v1/models/compare/predict";
  const send = async (type: string, body: BodyInit) =>
    await (await service.app.request(path, {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    })).json();

  it("gives the labels and scores of lib.predictRow(), row by row", async () => {
    const blob = await (await service.app.request("/v1/models/compare/blob")).arrayBuffer();
    const network = decodeNetwork(new Uint8Array(blob));
    const answer = await (await service.post(path, { rows: ROWS })).json();
    assertEquals(answer.model, "compare");
    assertEquals(answer.classes, ["less", "more"]);
    ROWS.forEach((row, at) => {
      const value = parseInt([...row].reverse().join(""), 2);
      const { label, scores } = predictRow(network, Uint8Array.of(value & 255, value >> 8));
      assertEquals(answer.labels[at], network.classes[label]);
      assertEquals(answer.scores[at], [...scores]);
    });
  });

  it("gives the same answer for JSON, base64, packed and CSV rows", async () => {
    const rows = ROWS.slice(300, 340);
    const packed = new Uint8Array(rows.length * 2);
    rows.forEach((row, at) => {
      const value = parseInt([...row].reverse().join(""), 2);
      packed.set([value & 255, value >> 8], at * 2);
    });
    const expected = await (await service.post(path, { rows })).json();
    const base64 = rows.map((_, at) => encodeBase64(packed.slice(at * 2, at * 2 + 2)));
    const lines = rows.map((row) => [...row].join(","));
    const header = [..."abcdefghij"].join(",");
    assertEquals(
      await (await service.post(path, { rows: base64, encoding: "base64" })).json(),
      expected,
    );
    assertEquals(await send("application/octet-stream", packed), expected);
    assertEquals(await send("text/csv", `${header}\n${lines.join("\n")}`), expected);
    const labelled = lines.map((line) => `less,${line}`).join("\n");
    assertEquals(await send("text/csv", `label,${header}\n${labelled}\n`), expected);
  });

  it("answers with an older version when one is named", async () => {
    const { versions } = await (await service.app.request("/v1/models/compare")).json();
    const [newest, oldest] = versions.map(({ version }: { version: string }) => version);
    const current = await (await service.post(path, { rows: ROWS })).json();
    const older = await (await service.post(`${path}?version=${oldest}`, { rows: ROWS })).json();
    assertEquals([current.version, older.version], [newest, oldest]);
    const stillOlder = await (await service.post(`${path}?version=${oldest}`, { rows: ROWS }))
      .json();
    assertEquals(stillOlder, older);
  });

  it("does not answer with another model's version, though its network is at hand", async () => {
    await service.train({
      model: "other",
      rows: ["0", "1"],
      labels: [0, 1],
      network: { hiddenLayers: 1, width: 1, arity: 1 },
    });
    const { version } = await (await service.app.request("/v1/models/other")).json();
    await service.post("/v1/models/other/predict", { rows: ["0"] });
    const response = await service.post(`${path}?version=${version}`, { rows: ROWS });
    assertEquals(response.status, 404);
    assertEquals((await response.json()).code, "version_not_found");
  });
});
