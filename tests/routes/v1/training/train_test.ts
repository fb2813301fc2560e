import { assert, assertEquals, assertMatch } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { encodeHex } from "@std/encoding/hex";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { decodeNetwork, matrixFromBytes, trainBlob } from "../../../../lib/mod.ts";
import type { Job } from "../../../../models/job.ts";
import { openService, type TestService, XOR } from "../../service_fixture.ts";

describe("POST /v1/train", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService();
  });
  afterEach(() => service.close());

  const blobOf = async (job: Job) =>
    new Uint8Array(
      await (await service.app.request(`/v1/models/${job.model}/blob`)).arrayBuffer(),
    );

  it("answers 202 with the job and where to ask for it", async () => {
    const response = await service.post("/v1/train", XOR);
    const job: Job = await response.json();
    assertEquals(response.status, 202);
    assertEquals(response.headers.get("Location"), `/v1/jobs/${job.id}`);
    assertMatch(response.headers.get("Retry-After")!, /^\d+$/);
    assert(["queued", "running"].includes(job.status));
    assertEquals(job.progress, { layer: 0, layers: 2, fraction: 0 });
    assertEquals((await service.jobs.wait(job.id, 60_000)).status, "succeeded");
  });

  it("answers 200 with the result when the client prefers to wait", async () => {
    const response = await service.post("/v1/train", XOR, { Prefer: "respond-async, wait=60" });
    const job: Job = await response.json();
    assertEquals(response.status, 200);
    assertEquals(response.headers.get("Preference-Applied"), "wait=60");
    assertEquals(job.status, "succeeded");
    assertEquals(job.progress, { layer: 2, layers: 2, fraction: 1 });
    assertEquals(job.result!.trainAccuracy, 1);
    assertEquals(job.result!.luts, 5);
    assertEquals(job.result!.bytes, (await blobOf(job)).length);
    assertEquals("testAccuracy" in job.result!, false);
  });

  it("gives the bytes of lib.trainBlob(), whatever form the rows come in", async () => {
    const rows = Array.from({ length: 64 }, (_, i) => i.toString(2).padStart(6, "0"));
    const labels = rows.map((row) => Number(row[0]) ^ Number(row[5]));
    const packed = Uint8Array.from(rows, (row) => parseInt([...row].reverse().join(""), 2));
    const shape = { hiddenLayers: 2, width: 9, arity: 3 };
    const expected = trainBlob({
      rows: matrixFromBytes(packed, 64, 6),
      labels: Uint8Array.from(labels),
      classes: ["0", "1"],
    }, { network: shape, seed: 7, holdout: 0.25 }).blob;

    const common = { labels, network: shape, seed: 7, holdout: 0.25 };
    const bytes = (row: number) => packed.subarray(row, row + 1);
    const forms = {
      text: { rows },
      numbers: { rows: rows.map((row) => [...row].map(Number)) },
      booleans: { rows: rows.map((row) => [...row].map((bit) => bit === "1")) },
      mixed: { rows: rows.map((row, at) => at % 2 ? row : [...row].map(Number)) },
      base64: { rows: rows.map((_, i) => encodeBase64(bytes(i))), encoding: "base64", features: 6 },
      hex: { rows: rows.map((_, i) => encodeHex(bytes(i))), encoding: "hex", features: 6 },
    };
    for (const [model, form] of Object.entries(forms)) {
      const job = await service.train({ model, ...common, ...form });
      assertEquals(job.status, "succeeded", `${model}: ${job.error?.detail}`);
      assertEquals(await blobOf(job), expected, model);
    }

    const query = "hiddenLayers=2&width=9&arity=3&seed=7&holdout=0.25";
    const send = async (path: string, type: string, body: string | Uint8Array<ArrayBuffer>) =>
      await (await service.app.request(path, {
        method: "POST",
        headers: { "Content-Type": type, Prefer: "wait=60" },
        body,
      })).json();
    const binary = new Uint8Array(128);
    binary.set(packed);
    binary.set(labels, 64);
    const octets = await send(
      `/v1/train?model=binary&features=6&rows=64&${query}`,
      "application/octet-stream",
      binary,
    );
    assertEquals(await blobOf(octets), expected, "binary");
    const lines = rows.map((row, at) => `${[...row].join(",")},${labels[at]}`);
    const csv = await send(
      `/v1/train?model=csv&${query}`,
      "text/csv; charset=utf-8",
      `a,b,c,d,e,f,label\n${lines.join("\n")}\n`,
    );
    assertEquals(await blobOf(csv), expected, "csv");
  });

  it("names classes after the labels, in sorted order, numbers numerically", async () => {
    const cases: [unknown[], string[]][] = [
      [["no", "yes", "yes", "no"], ["no", "yes"]],
      [[true, false, false, true], ["false", "true"]],
      [[10, 9, 9, 10], ["9", "10"]],
    ];
    for (const [labels, classes] of cases) {
      const job = await service.train({ ...XOR, labels });
      assertEquals(decodeNetwork(await blobOf(job)).classes, classes);
    }
  });

  it("tests on held-out rows, or on a test set, and says so", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => (i % 4).toString(2).padStart(2, "0"));
    const labels = rows.map((row) => row === "01" || row === "10" ? 1 : 0);
    const held = await service.train({ ...XOR, rows, labels, holdout: 0.2 });
    assertEquals(held.result!.trainRows, 160);
    assertEquals(held.result!.testRows, 40);
    assertEquals(held.result!.testAccuracy, 1);
    const test = { rows: ["00", "01"], labels: [1, 1] };
    const tested = await service.train({ ...XOR, test });
    assertEquals(tested.result!.testRows, 2);
    assertEquals(tested.result!.testAccuracy, 0.5);
  });

  it("takes test rows behind the training rows of a binary body", async () => {
    const body = Uint8Array.of(0b00, 0b01, 0b10, 0b11, 0, 1, 1, 0, 0b01, 0b11, 1, 1);
    const response = await service.app.request(
      "/v1/train?model=m&features=2&rows=4&testRows=2&hiddenLayers=1&width=4&arity=2&classes=a,b",
      {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream", Prefer: "wait=60" },
        body,
      },
    );
    const job: Job = await response.json();
    assertEquals(job.result!.testAccuracy, 0.5);
    assertEquals(decodeNetwork(await blobOf(job)).classes, ["a", "b"]);
  });

  it("reports the accuracy of each layer's LUTs on demand, for the same model", async () => {
    const plain = await service.train(XOR);
    const told = await service.train({ ...XOR, statistics: true });
    assertEquals(told.version, plain.version);
    assertEquals(told.result!.layers!.map(({ layer, count }) => [layer, count]), [
      [0, 2],
      [1, 4],
      [2, 1],
    ]);
    assertEquals(told.result!.layers!.at(-1)!.mean, told.result!.trainAccuracy);
  });
});
