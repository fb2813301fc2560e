import { assert, assertEquals } from "@std/assert";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import {
  bitAt,
  type DataSet,
  decodeModel,
  isKind,
  type NetworkShape,
  predictVoting,
  trainBlob,
} from "../../../../lib/mod.ts";
import type { Job } from "../../../../models/job.ts";
import { randomData } from "../../../lib/random_data.ts";
import { checkRefusal, useSmallService } from "../../refusals.ts";
import { openService, type TestService, XOR } from "../../service_fixture.ts";

const FEATURES = 24;
const DATA: DataSet = randomData(1, { rows: 150, features: FEATURES });
const NETWORK: NetworkShape = {
  ...{ hiddenLayers: 2, width: 30, arity: 5, hidden: "leave-one-out", head: "vote" },
  ...{ inputShape: [4, 6, 1], patch: 1 },
};
const QUERY =
  "hiddenLayers=2&width=30&arity=5&hidden=leave-one-out&head=vote&inputShape=4x6x1&patch=1&seed=9";

const ROWS = Array.from(
  { length: 150 },
  (_, row) =>
    Array.from({ length: FEATURES }, (_, column) => bitAt(DATA.rows, row, column)).join(""),
);
const LABELS = Array.from(DATA.labels, (label) => DATA.classes[label]!);
const BODY = { model: "m", rows: ROWS, labels: LABELS, seed: 9, network: NETWORK };

describe("POST /v1/train with leave-one-out layers, a vote and windows", () => {
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
    const expected = trainBlob(DATA, { network: NETWORK, seed: 9 }).blob;
    assertEquals((await service.train(BODY)).status, "succeeded");
    assertEquals(await blobOf("m"), expected);

    const packed = await send(
      `model=packed&features=24&rows=150&classes=${DATA.classes.join(",")}&${QUERY}`,
      "application/octet-stream",
      Uint8Array.from([...DATA.rows.bytes, ...DATA.labels]),
    );
    assertEquals(packed.status, "succeeded", packed.error?.detail);
    assertEquals(await blobOf("packed"), expected);

    const header = Array.from({ length: FEATURES }, (_, column) => `f${column},`).join("");
    const lines = ROWS.map((row, at) => `${[...row].join(",")},${LABELS[at]}\n`);
    await send(`model=csv&${QUERY}`, "text/csv", `${header}label\n${lines.join("")}`);
    assertEquals(await blobOf("csv"), expected);
  });

  it("tells in the job and of the model what was trained, and predicts with it", async () => {
    const job = await service.train(BODY);
    const { result } = trainBlob(DATA, { network: NETWORK, seed: 9 });
    const { seconds: _, ...told } = job.result!;
    const { seconds: __, ...expected } = result;
    assertEquals(told, expected);
    assertEquals([told.luts, job.progress], [60, { layer: 2, layers: 2, fraction: 1 }]);

    const model = await (await service.app.request("/v1/models/m")).json();
    const { method, layers, arity, metadata } = model;
    assertEquals([method, layers.length, layers[1], arity], [
      ...["network", 2, { width: 30, arity: 5 }, 5],
    ]);
    const { hidden, head, inputShape, patch } = metadata;
    assertEquals([hidden, head, inputShape, patch], ["leave-one-out", "vote", "4x6x1", "1"]);

    const decoded = decodeModel(await blobOf("m"));
    assert(isKind(decoded, "voting"));
    const { labels, scores } = predictVoting(decoded, DATA.rows);
    for (const rows of [ROWS, ROWS.slice(0, 1)]) {
      const answer = await service.app.request("/v1/models/m/predict", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ rows }),
      });
      const body = await answer.json();
      assertEquals(body.labels, rows.map((_, row) => DATA.classes[labels[row]!]));
      assertEquals(body.scores.flat(), [...scores.subarray(0, 2 * rows.length)]);
    }
  });

  it("exports it to C, and says which target does not know it", async () => {
    await service.train(BODY);
    const exported = await service.app.request("/v1/models/m/export/c");
    assertEquals(exported.status, 200);
    await exported.body?.cancel();
    const refused = await service.app.request("/v1/models/m/export/blif");
    assertEquals((await refused.json()).code, "export_head_not_supported");
  });
});

describe("POST /v1/train refuses", () => {
  let service: TestService;
  useSmallService((opened) => service = opened);
  const small = { hiddenLayers: 1, width: 4, arity: 2 };
  const cases: [what: string, network: Record<string, unknown>, code: string, pointer: string][] = [
    ["a patch without a shape", { patch: 1 }, "patch_out_of_range", "patch"],
    [
      "a patch that does not fit",
      { inputShape: [1, 2, 1], patch: 1 },
      "patch_out_of_range",
      "patch",
    ],
    ["a shape of other rows", { inputShape: [3, 3, 1] }, "input_shape_mismatch", "inputShape"],
    ["a rule that there is not", { hidden: "no" }, "request_not_valid", "hidden"],
    ["a head that there is not", { head: "no" }, "request_not_valid", "head"],
  ];
  for (const [what, more, code, setting] of cases) {
    it(what, async () => {
      const offender = { pointer: `/network/${setting}` };
      const body = { ...XOR, network: { ...small, ...more } };
      await checkRefusal(await service.post("/v1/train", body), { code, offender });
    });
  }

  const queries: [query: string, code: string, parameter: string][] = [
    ["method=boosted&hidden=leave-one-out", "request_not_valid", "hidden"],
    ["method=boosted&head=vote", "request_not_valid", "head"],
    ["arity=1&width=1&patch=1", "patch_out_of_range", "patch"],
    ["arity=1&width=1&inputShape=two", "input_shape_mismatch", "inputShape"],
  ];
  for (const [query, code, parameter] of queries) {
    it(`?${query}`, async () => {
      const response = await service.app.request(`/v1/train?model=m&${query}`, {
        method: "POST",
        headers: { "Content-Type": "text/csv" },
        body: "a,b,label\n0,0,0\n0,1,1\n",
      });
      const problem = await response.json();
      assertEquals([problem.code, problem.errors[0].parameter], [code, parameter]);
    });
  }
});
