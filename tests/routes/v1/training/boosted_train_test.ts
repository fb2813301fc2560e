import { assert, assertEquals, assertLess } from "@std/assert";
import { encodeHex } from "@std/encoding/hex";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import {
  bitAt,
  type BoostingRun,
  decodeModel,
  isKind,
  labelBoosted,
  rowAt,
  trainBoostedBlob,
} from "../../../../lib/mod.ts";
import type { Job } from "../../../../models/job.ts";
import { randomClasses } from "../../../lib/kinds/boosted/random_tables.ts";
import { checkRefusal, type Expected, useSmallService } from "../../refusals.ts";
import { openService, type TestService, XOR } from "../../service_fixture.ts";

const FEATURES = 48;
const DATA = randomClasses(1, { rows: 120, features: FEATURES, classes: 5 });
const TEST = randomClasses(2, { rows: 30, features: FEATURES, classes: 5 });
const SETTINGS: Omit<BoostingRun, "seed"> = {
  ...{ tables: 60, arity: 5, rate: 0.2, lambda: 2, inputShape: [4, 4, 3], patch: 1 },
  ...{ augment: { shift: 1, flip: true }, splits: 7, candidates: 5 },
};

/** The same in a query. */
const QUERY =
  "method=boosted&tables=60&arity=5&rate=0.2&lambda=2&inputShape=4x4x3&patch=1&shift=1&flip=true" +
  "&splits=7&candidates=5&seed=9";

const textOf = ({ rows }: typeof DATA) =>
  Array.from(
    { length: rows.rows },
    (_, row) => Array.from({ length: FEATURES }, (_, column) => bitAt(rows, row, column)).join(""),
  );
const labelsOf = ({ labels, classes }: typeof DATA) => Array.from(labels, (at) => classes[at]!);
const bytesOf = ({ rows, labels }: typeof DATA) => [...rows.bytes, ...labels];

const BODY = {
  ...{ model: "m", method: "boosted", rows: textOf(DATA), labels: labelsOf(DATA), seed: 9 },
  boosted: SETTINGS,
};

describe("POST /v1/train with boosted tables", () => {
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

  it("gives the bytes of lib.trainBoostedBlob(), whatever form the rows come in", async () => {
    const settings = { ...SETTINGS, seed: 9 };
    const tested = trainBoostedBlob(DATA, settings, TEST).blob;
    const held = trainBoostedBlob(DATA, { ...settings, holdout: 0.25 }).blob;
    const test = { rows: textOf(TEST), labels: labelsOf(TEST) };

    assertEquals((await service.train({ ...BODY, test })).status, "succeeded");
    assertEquals(await blobOf("m"), tested);

    const hex = textOf(DATA).map((_, row) => encodeHex(rowAt(DATA.rows, row)));
    const inHex = { rows: hex, encoding: "hex", features: FEATURES };
    await service.train({ ...BODY, ...inHex, model: "hex", holdout: 0.25 });
    assertEquals(await blobOf("hex"), held);

    const classes = DATA.classes.join(",");
    const packed = await send(
      `model=packed&features=48&rows=120&testRows=30&classes=${classes}&${QUERY}`,
      "application/octet-stream",
      Uint8Array.from([...bytesOf(DATA), ...bytesOf(TEST)]),
    );
    assertEquals(packed.status, "succeeded", packed.error?.detail);
    assertEquals(await blobOf("packed"), tested);

    const header = Array.from({ length: FEATURES }, (_, column) => `f${column},`).join("");
    const lines = textOf(DATA).map((row, at) => `${[...row].join(",")},${labelsOf(DATA)[at]}\n`);
    await send(
      `model=csv&holdout=0.25&${QUERY}`,
      "text/csv",
      `${header}label\n${lines.join("")}`,
    );
    assertEquals(await blobOf("csv"), held);
  });

  it("tells in the job and of the model what was trained, and predicts with it", async () => {
    const job = await service.train({ ...BODY, holdout: 0.25 });
    assertEquals(job.progress, { layer: 1, layers: 1, fraction: 1 });
    const { trainAccuracy, testAccuracy, trainRows, testRows, liveLuts, luts, bytes } = job.result!;
    assertEquals([trainRows + testRows, liveLuts, luts], [120, 60, 60]);
    const described = await (await service.app.request("/v1/models/m")).json();
    assertEquals(
      [described.method, described.tables, described.arity, described.layers, described.source],
      ["boosted", 60, 5, [{ width: 60, arity: 5 }], "trained"],
    );
    assertEquals([described.trainAccuracy, described.testAccuracy], [trainAccuracy, testAccuracy]);
    assertEquals(described.classes, DATA.classes);
    const blob = await blobOf("m");
    assertEquals([bytes, described.bytes], [blob.length, blob.length]);
    const model = decodeModel(blob);
    assert(isKind(model, "boosted"));
    const answer = await (await service.post("/v1/models/m/predict", { rows: BODY.rows })).json();
    const expected = labelBoosted(model, DATA.rows);
    assertEquals(answer.labels, Array.from(expected, (label) => DATA.classes[label]));
  });

  it("stops early by a share of the rows, in JSON and in a query", async () => {
    const settings = { tables: 640, arity: 4, rate: 0.3, lambda: 1, candidates: 8 };
    const earlyStopping = { share: 0.3, patience: 64 };
    const { blob, result } = trainBoostedBlob(DATA, { ...settings, earlyStopping, seed: 9 });
    assertLess(result.liveLuts, 640);
    const job = await service.train({ ...BODY, boosted: { ...settings, earlyStopping } });
    assertEquals(await blobOf("m"), blob);
    const { trainRows, liveLuts, luts } = job.result!;
    assertEquals([trainRows, liveLuts, luts], [result.trainRows, result.liveLuts, 640]);
    assertEquals(job.progress.fraction, 1);

    const classes = DATA.classes.join(",");
    await send(
      `model=q&features=48&rows=120&classes=${classes}&method=boosted&tables=640&arity=4&rate=0.3` +
        "&seed=9&earlyStopping=0.3&patience=64",
      "application/octet-stream",
      Uint8Array.from(bytesOf(DATA)),
    );
    assertEquals(await blobOf("q"), blob);

    await service.train({ ...BODY, model: "d", boosted: { ...settings, earlyStopping: {} } });
    const usual = { ...settings, earlyStopping: { share: 0.1, patience: 256 }, seed: 9 };
    assertEquals(await blobOf("d"), trainBoostedBlob(DATA, usual).blob);
  });

  it("takes 2048 tables of 8 wires, rate 0.1, lambda 1 and 8 candidates unless told otherwise", async () => {
    const data = randomClasses(3, { rows: 20, features: 9, classes: 2 });
    const rows = Array.from(
      { length: 20 },
      (_, row) => Array.from({ length: 9 }, (_, column) => bitAt(data.rows, row, column)),
    );
    const body = { model: "plain", method: "boosted", rows, labels: labelsOf(data) };
    const settings = { tables: 2048, arity: 8, rate: 0.1, lambda: 1, candidates: 8, seed: 1 };
    const expected = trainBoostedBlob(data, settings).blob;
    assertEquals((await service.train(body)).status, "succeeded");
    assertEquals(await blobOf("plain"), expected);
    await service.train({ ...body, model: "empty", boosted: {} });
    assertEquals(await blobOf("empty"), expected);
    const packed = Uint8Array.from([...data.rows.bytes, ...data.labels]);
    const query = `model=q&features=9&rows=20&method=boosted&classes=${data.classes.join(",")}`;
    await send(query, "application/octet-stream", packed);
    assertEquals(await blobOf("q"), expected);
  });

  it("tells 256 classes apart", async () => {
    const rows = Array.from({ length: 256 }, (_, row) => row.toString(2).padStart(8, "0"));
    const labels = rows.map((_, row) => row);
    const boosted = { tables: 256, arity: 8, rate: 1, lambda: 0.01, splits: 256 };
    const job = await service.train({ model: "m", method: "boosted", rows, labels, boosted });
    assertEquals(job.status, "succeeded", job.error?.detail);
    const { classes, scores } =
      await (await service.post("/v1/models/m/predict", { rows: rows.slice(0, 5) })).json();
    assertEquals(classes, labels.map(String));
    assertEquals(scores.map(({ length }: number[]) => length), Array(5).fill(256));
  });

  it("is cancelled at once, and its progress grows until then", async () => {
    const rows = Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0"));
    const labels = rows.map((_, row) => row % 10);
    const boosted = { tables: 60_000, arity: 8 };
    const long = { model: "long", method: "boosted", rows, labels, boosted };
    const answer = await service.post("/v1/train", long);
    assertEquals(answer.status, 202);
    const job: Job = await answer.json();
    const fractions: number[] = [];
    await new Promise<void>((resolve) => {
      const stop = service.jobs.watch(job.id, ({ progress }) => {
        if (progress.layer === 0) return;
        assertEquals([progress.layer, progress.layers], [1, 1]);
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
});

describe("POST /v1/train with boosted tables refuses", () => {
  let service: TestService;
  useSmallService((opened) => service = opened);
  const SMALL = { ...XOR, network: undefined, method: "boosted", boosted: { tables: 4, arity: 2 } };
  const withTables = (boosted: Record<string, unknown>) => ({
    ...SMALL,
    boosted: { ...SMALL.boosted, ...boosted },
  });

  const refused: [string, unknown, Expected][] = [
    ["a method that is none", { ...SMALL, method: "magic" }, {
      code: "request_not_valid",
      offender: { pointer: "/method" },
    }],
    ["a network besides", { ...SMALL, network: {} }, {
      code: "request_not_valid",
      offender: { pointer: "/network" },
      detail: '/network is not for method "boosted"',
    }],
    ["tables for a network", { ...XOR, boosted: {} }, {
      code: "request_not_valid",
      offender: { pointer: "/boosted" },
    }],
    ["statistics", { ...SMALL, statistics: true }, {
      code: "request_not_valid",
      offender: { pointer: "/statistics" },
    }],
    ["no tables", withTables({ tables: 0 }), {
      code: "tables_out_of_range",
      offender: { pointer: "/boosted/tables" },
    }],
    ["k = 17", withTables({ arity: 17 }), {
      code: "arity_out_of_range",
      offender: { pointer: "/boosted/arity" },
    }],
    ["k above the features", withTables({ arity: 3 }), {
      code: "arity_above_width_below",
      offender: { pointer: "/boosted/arity" },
    }],
    ["a rate of 0", withTables({ rate: 0 }), {
      code: "rate_out_of_range",
      offender: { pointer: "/boosted/rate" },
    }],
    ["a lambda of 0", withTables({ lambda: 0 }), {
      code: "lambda_out_of_range",
      offender: { pointer: "/boosted/lambda" },
    }],
    ["all rows for stopping", withTables({ earlyStopping: { share: 1 } }), {
      code: "early_stopping_out_of_range",
      offender: { pointer: "/boosted/earlyStopping/share" },
    }],
    ["half a table of patience", withTables({ earlyStopping: { patience: 0.5 } }), {
      code: "early_stopping_out_of_range",
      offender: { pointer: "/boosted/earlyStopping/patience" },
    }],
    ["300 splits", withTables({ splits: 300 }), {
      code: "splits_out_of_range",
      offender: { pointer: "/boosted/splits" },
    }],
    ["a shape of other features", withTables({ inputShape: [3, 1, 1] }), {
      code: "input_shape_mismatch",
      offender: { pointer: "/boosted/inputShape" },
    }],
    ["a shape of two sides", withTables({ inputShape: [2, 1] }), {
      code: "request_not_valid",
      offender: { pointer: "/boosted/inputShape" },
    }],
    ["a patch that does not fit", withTables({ inputShape: [1, 2, 1], patch: 1 }), {
      code: "patch_out_of_range",
      offender: { pointer: "/boosted/patch" },
    }],
    ["copies of what is no image", withTables({ augment: { shift: 1 } }), {
      code: "augment_out_of_range",
      offender: { pointer: "/boosted/augment" },
    }],
    ["a setting that does not exist", withTables({ eta: 1 }), {
      code: "request_not_valid",
      offender: { pointer: "/boosted/eta" },
    }],
    ["half a seed", { ...SMALL, seed: 0.5 }, {
      code: "seed_out_of_range",
      offender: { pointer: "/seed" },
    }],
    ["labels of one class", { ...SMALL, labels: [1, 1, 1, 1] }, { code: "labels_one_class" }],
    ["tables above 256 MiB", {
      ...SMALL,
      rows: XOR.rows.map((row) => row.padEnd(16, "0")),
      boosted: { tables: 65_536, arity: 16 },
    }, { code: "network_too_large", offender: { pointer: "/boosted/tables" } }],
    ["tables above the bytes of a model", {
      ...SMALL,
      rows: XOR.rows.map((row) => row.padEnd(16, "0")),
      boosted: { tables: 2_000, arity: 16 },
    }, {
      code: "network_too_large",
      offender: { pointer: "/boosted/tables" },
      detail: "the limit of this service",
    }],
  ];
  for (const [name, body, expected] of refused) {
    it(`${name}: ${expected.code}`, async () => {
      await checkRefusal(await service.post("/v1/train", body), expected);
    });
  }

  const queries: [string, string, string][] = [
    ["method=boosted&width=4", "request_not_valid", "width"],
    ["method=boosted&statistics=true", "request_not_valid", "statistics"],
    ["method=network&tables=4", "request_not_valid", "tables"],
    ["method=boosted&tables=0&arity=1", "tables_out_of_range", "tables"],
    ["method=boosted&arity=3", "arity_above_width_below", "arity"],
    ["method=boosted&arity=1&inputShape=2x2x2", "input_shape_mismatch", "inputShape"],
    ["method=boosted&arity=1&inputShape=two", "input_shape_mismatch", "inputShape"],
    ["method=boosted&arity=1&shift=1", "augment_out_of_range", "shift"],
    ["method=boosted&arity=1&flip=true", "augment_out_of_range", "flip"],
    ["width=9&earlyStopping=0.1", "request_not_valid", "earlyStopping"],
    ["method=boosted&arity=1&earlyStopping=1", "early_stopping_out_of_range", "earlyStopping"],
    ["method=boosted&arity=1&earlyStopping=0.1", "early_stopping_out_of_range", "earlyStopping"],
    ["method=boosted&arity=1&patience=0", "early_stopping_out_of_range", "patience"],
  ];
  for (const [query, code, parameter] of queries) {
    it(`?${query}: ${code}`, async () => {
      for (
        const [type, more, body] of [
          ["text/csv", "", "a,b,label\n0,0,0\n0,1,1\n"],
          ["application/octet-stream", "&features=2&rows=2", Uint8Array.of(0, 2, 0, 1)],
        ] as const
      ) {
        const response = await service.app.request(`/v1/train?model=m&${query}${more}`, {
          method: "POST",
          headers: { "Content-Type": type },
          body,
        });
        const problem = await response.json();
        assertEquals([problem.code, problem.errors[0].parameter], [code, parameter], type);
      }
    });
  }

  it("more than 256 classes, naming a few", async () => {
    const big = openService();
    const rows = Array.from({ length: 257 }, (_, row) => row.toString(2).padStart(9, "0"));
    const body = { ...SMALL, rows, labels: rows.map((_, row) => row) };
    await checkRefusal(await big.post("/v1/train", body), {
      code: "labels_too_many_classes",
      detail: "the limit is 256",
    });
    big.close();
  });

  it("what takes more memory than there is, before a job exists", async () => {
    const big = openService();
    const count = 65_536;
    const query = `model=m&method=boosted&tables=64&arity=8&features=16&rows=${count}&splits=16` +
      `&inputShape=4x4x1&shift=2&flip=true&classes=${
        Array.from({ length: 256 }, (_, index) => index)
      }`;
    const body = new Uint8Array(3 * count).map((_, at) => at);
    const response = await big.app.request(`/v1/train?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body,
    });
    const { code, detail } = await response.json();
    assertEquals([code, detail.includes("memory")], ["network_too_large", true]);
    assertEquals(big.jobs.list(10), []);
    big.close();
  });
});
