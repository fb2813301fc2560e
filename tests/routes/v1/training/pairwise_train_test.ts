import { assert, assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import {
  bitAt,
  decodeModel,
  describeModel,
  isKind,
  predictModel,
  trainBlob,
} from "../../../../lib/mod.ts";
import type { Job } from "../../../../models/job.ts";
import { randomClasses } from "../../../lib/kinds/boosted/random_tables.ts";
import { checkRefusal } from "../../refusals.ts";
import { openService, type TestService } from "../../service_fixture.ts";

const FEATURES = 24;
const DATA = randomClasses(1, { rows: 160, features: FEATURES, classes: 5 });
const NETWORK = { hiddenLayers: 2, width: 16, arity: 4 };
const ROWS = Array.from(
  { length: 160 },
  (_, row) =>
    Array.from({ length: FEATURES }, (_, column) => bitAt(DATA.rows, row, column)).join(""),
);
const LABELS = Array.from(DATA.labels, (label) => DATA.classes[label]!);
const BODY = { model: "m", rows: ROWS, labels: LABELS, network: NETWORK, seed: 9 };
const QUERY = "hiddenLayers=2&width=16&arity=4&seed=9";

describe("POST /v1/train with three classes or more and no method", () => {
  let service: TestService;
  beforeEach(() => {
    service = openService();
  });
  afterEach(() => {
    assertEquals(service.faults, []);
    service.close();
  });
  const blobOf = async (model: string) =>
    await (await service.app.request(`/v1/models/${model}/blob`)).bytes();
  const send = async (query: string, type: string, body: BodyInit): Promise<Job> =>
    await (await service.app.request(`/v1/train?${query}`, {
      method: "POST",
      headers: { "Content-Type": type, Prefer: "wait=60" },
      body,
    })).json();

  it("gives the bytes of lib.trainBlob(), whatever form the rows come in", async () => {
    const { blob } = trainBlob(DATA, { network: NETWORK, seed: 9 });
    assertEquals((await service.train(BODY)).status, "succeeded");
    assertEquals(await blobOf("m"), blob);
    const packed = await send(
      `model=packed&features=24&rows=160&classes=${DATA.classes.join(",")}&${QUERY}`,
      "application/octet-stream",
      Uint8Array.from([...DATA.rows.bytes, ...DATA.labels]),
    );
    assertEquals(packed.status, "succeeded", packed.error?.detail);
    assertEquals(await blobOf("packed"), blob);
    const header = Array.from({ length: FEATURES }, (_, column) => `f${column},`).join("");
    const lines = ROWS.map((row, at) => `${[...row].join(",")},${LABELS[at]}\n`).join("");
    await send(`model=csv&${QUERY}`, "text/csv", `${header}label\n${lines}`);
    assertEquals(await blobOf("csv"), blob);
  });

  it("describes all networks together, predicts with scores, and takes the blob back", async () => {
    const job = await service.train(BODY);
    const model = decodeModel(await blobOf("m"));
    assert(isKind(model, "pairwise"));
    const description = await (await service.app.request("/v1/models/m")).json();
    const { method, layers, liveLuts, classes } = description;
    assertEquals([method, layers, classes], ["network", describeModel(model).layers, [
      ...DATA.classes,
    ]]);
    assertEquals([liveLuts, job.result!.luts], [job.result!.liveLuts, 10 * 33]);
    const expected = predictModel(model, DATA.rows);
    const { labels, scores } = await (await service.post("/v1/models/m/predict", {
      rows: ROWS,
    })).json();
    assertEquals(labels, Array.from(expected.labels, (label) => DATA.classes[label]));
    assertEquals(scores.flat(), [...expected.scores]);
    const one = await (await service.post("/v1/models/m/predict", { rows: [ROWS[7]] })).json();
    assertEquals(one.scores, [scores[7]]);

    const put = await service.app.request("/v1/models/copy/blob", {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream" },
      body: await blobOf("m"),
    });
    assertEquals(put.status, 201);
    const exported = await service.app.request("/v1/models/m/export/blif");
    await checkRefusal(exported, { code: "export_head_not_supported" });
    const { outputs } = await (await service.app.request("/v2/models/m")).json();
    assertEquals(outputs.at(-1).shape, [-1, 5]);
    const v2 = await (await service.post("/v2/models/m/infer", {
      inputs: [{
        name: "features",
        datatype: "BOOL",
        shape: [1, 24],
        data: [...ROWS[7]!].map((bit) => bit === "1"),
      }],
    })).json();
    const ofName = (name: string) =>
      v2.outputs.find((output: { name: string }) => output.name === name).data;
    assertEquals([ofName("scores"), ofName("class")], [scores[7], [expected.labels[7]]]);
  });

  it("is cancelled at once, and its progress grows until then", async () => {
    const network = { hiddenLayers: 8, width: 1024, arity: 8 };
    const answer = await service.post("/v1/train", { ...BODY, model: "long", network });
    assertEquals(answer.status, 202);
    const job: Job = await answer.json();
    const fractions: number[] = [];
    await new Promise<void>((resolve) => {
      const stop = service.jobs.watch(job.id, ({ progress }) => {
        if (progress.layer === 0) return;
        fractions.push(progress.fraction);
        if (fractions.length < 3) return;
        stop();
        resolve();
      });
    });
    assertEquals(fractions, fractions.toSorted((a, b) => a - b));
    await service.app.request(`/v1/jobs/${job.id}`, { method: "DELETE" });
    assertEquals(service.jobs.find(job.id).status, "cancelled");
    assertEquals((await service.train({ ...BODY, model: "next" })).status, "succeeded");
  });

  it("is refused where the tables of all pairs are too large a model", async () => {
    const network = { hiddenLayers: 5, width: 4096, arity: 14 };
    await checkRefusal(await service.post("/v1/train", { ...BODY, network }), {
      code: "network_too_large",
    });
    assertEquals(service.jobs.list(10), []);
  });
});
