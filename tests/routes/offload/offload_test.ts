import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Context } from "hono";
import { encodeEncoded } from "../../../lib/encoders/encode_blob.ts";
import { encodeModel, EXPORT_TARGET_NAMES } from "../../../lib/mod.ts";
import { meddle } from "../../models/store/store_fixture.ts";
import { randomTables } from "../../lib/kinds/boosted/random_tables.ts";
import { randomPairs } from "../../lib/kinds/pairwise/assertions.ts";
import { randomMatrix, randomNetwork } from "../../lib/random_data.ts";
import { randomVoters } from "../../lib/kinds/voting/random_voters.ts";
import { openService, type TestService, XOR } from "../service_fixture.ts";

const FEATURES = 20;
const LAYERS = [{ width: 12, arity: 3 }, { width: 1, arity: 4 }];
const ENCODER = {
  columns: [
    { kind: "number", name: "size", thresholds: Float64Array.of(0, 1, 5), missing: true },
    { kind: "category", name: "colour", categories: ["blue", "red"], missing: false },
  ],
} as const;

/** A model of each kind. */
const MODELS: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  network: encodeModel(randomNetwork(1, { features: FEATURES, layers: LAYERS })),
  voting: encodeModel(
    randomVoters(2, FEATURES, [{ width: 12, arity: 3 }, { width: 10, arity: 2 }]),
  ),
  pairs: encodeModel(randomPairs(3, 3, { features: FEATURES, layers: LAYERS })),
  boosted: encodeModel(
    randomTables(4, { features: FEATURES, classes: 3, width: 9, arity: 3, splits: 2 }),
  ),
  encoded: encodeEncoded(
    ENCODER,
    encodeModel(randomNetwork(5, { features: 6, layers: [{ width: 1, arity: 2 }] })),
  ),
};
const BITS = Object.keys(MODELS).filter((name) => name !== "encoded");
const JSON_TYPE = { "Content-Type": "application/json" };

const ROWS = Array.from({ length: 9 }, (_, row) => {
  const { bytes, stride } = randomMatrix(7, 9, FEATURES);
  const bits = [...bytes.subarray(row * stride, (row + 1) * stride)];
  return bits.map((byte) => byte.toString(2).padStart(8, "0").split("").reverse().join(""))
    .join("").slice(0, FEATURES);
});
const PACKED = randomMatrix(7, 9, FEATURES).bytes as Uint8Array<ArrayBuffer>;
const NAMES = Array.from({ length: FEATURES }, (_, at) => `x${at}`);
const CSV = `${NAMES.join(",")}\n${ROWS.map((row) => row.split("").join(",")).join("\n")}\n`;
const VALUES = [{ size: 3, colour: "red" }, { size: null, colour: "green" }, [7, "blue"]];

/** A request without a Content-Length, as all are here, may be long: it is the worker's. */
type Asked = readonly [path: string, init: RequestInit];

function post(path: string, body: unknown, headers: Record<string, string> = JSON_TYPE): Asked {
  const isBytes = typeof body === "string" || body instanceof Uint8Array;
  return [path, {
    method: "POST",
    headers,
    body: isBytes ? body as string : JSON.stringify(body),
  }];
}

const csv = { "Content-Type": "text/csv" };
const packed = { "Content-Type": "application/octet-stream" };

function predictions(): Asked[] {
  return [
    ...BITS.flatMap((name): Asked[] => {
      const path = `/v1/models/${name}/predict`;
      const infer = `/v2/models/${name}/infer`;
      const tensor = { name: "features", datatype: "BOOL", shape: [9, FEATURES] };
      const data = ROWS.join("").split("").map((bit) => bit === "1");
      const raw = Uint8Array.from(data, Number);
      const head = JSON.stringify({
        inputs: [{ ...tensor, parameters: { binary_data_size: raw.length } }],
        parameters: { binary_data_output: true },
      });
      return [
        post(path, { rows: ROWS }),
        post(path, { rows: [ROWS[0]] }),
        post(path, { rows: ROWS, abstainBelow: 0.9 }),
        post(`${path}?abstainBelow=0.6`, { rows: ROWS }),
        post(`${path}?explain=true`, { rows: ROWS }),
        post(path, CSV, csv),
        post(path, PACKED, packed),
        post(infer, { id: "a", inputs: [{ ...tensor, data }] }),
        post(infer, new Uint8Array([...new TextEncoder().encode(head), ...raw]), {
          "Inference-Header-Content-Length": String(head.length),
        }),
        post(`/invocations?model=${name}`, { instances: ROWS }),
      ];
    }),
    post("/v1/models/encoded/predict", { rows: VALUES }),
    post("/v1/models/encoded/predict?explain=true", { rows: VALUES }),
    post("/v1/models/encoded/predict", "colour,size\nred,1\nblue,\n", csv),
    post("/invocations?model=encoded", {
      dataframe_split: { columns: ["colour", "size"], data: [["red", 1], ["blue", null]] },
    }),
    post("/invocations?model=encoded", { dataframe_records: VALUES.slice(0, 2) }),
  ];
}

function exported(): Asked[] {
  return Object.keys(MODELS).flatMap((name) =>
    EXPORT_TARGET_NAMES.flatMap((target): Asked[] => {
      const path = `/v1/models/${name}/export/${target}`;
      return [[path, {}], [path, { method: "HEAD" }], [`${path}?file=none`, {}]];
    })
  );
}

function refusals(): Asked[] {
  const path = "/v1/models/network/predict";
  const bad = [...ROWS.slice(0, 4), ROWS[4]!.replace(/.$/, "2"), "01", 7];
  return [
    post(path, { rows: bad }),
    post(path, { rows: [] }),
    post(path, { rows: ROWS, colour: 1 }),
    post(path, "{"),
    post(path, '{"rows": [,]}'),
    post(path, "", {}),
    post(path, CSV.replace("1", "2"), csv),
    post(path, "x,y\n0,1\n", csv),
    post(path, PACKED.subarray(1), packed),
    post(path, { rows: ROWS }, { "Content-Type": "text/plain" }),
    post("/v1/models/encoded/predict", { rows: [{ size: "x", colour: "red" }, {}] }),
    post("/v1/models/encoded/predict", PACKED, packed),
    post("/v2/models/network/infer", { inputs: [] }),
    post("/v2/models/network/infer", "{"),
    post("/v2/models/network/infer", { rows: 1 }),
    post("/invocations", { instances: ROWS }),
    post("/invocations?model=network", { instances: bad }),
    post("/v1/models/none/predict", { rows: ROWS }),
    post(`${path}?version=${"0".repeat(64)}`, { rows: ROWS }),
    ["/v1/models/network/export/none", {}],
    ["/v1/models/network/export/c?pipeline=2", {}],
    ["/v1/models/pairs/export/blif", {}],
    post("/v1/train", { ...XOR, rows: ["00", "0x", "10", "111"] }),
    post("/v1/train", { ...XOR, model: "con/" }),
    post("/v1/train", { ...XOR, network: { width: 70_000 } }),
    post("/v1/train?model=a&label=y", "x,y\n0,1\n2\n", csv),
    post("/v1/train?model=a&rows=4&features=2&classes=a,b", PACKED, packed),
    ["/v1/models/bad/blob", { method: "PUT", body: MODELS.network!.subarray(1) }],
    ["/v1/models/bad/blob", { method: "PUT", body: "" }],
  ];
}

/** All of an answer that is the same each time. */
async function whole(answer: Response) {
  const { status } = answer;
  const body = await answer.bytes();
  const headers = new Map(answer.headers);
  // Of an answer that is handed over as it is, Deno tells it.
  if (body.length > 0) headers.set("content-length", String(body.length));
  return { status, headers, body };
}

async function codeOf(answer: Response): Promise<[number, unknown]> {
  return [answer.status, (await answer.json()).code];
}

function withFile(work: (path: string) => Promise<void>) {
  return async () => {
    const folder = await Deno.makeTempDir({ prefix: "rote-" });
    try {
      await work(`${folder}/rote.db`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
}

async function upload({ app }: TestService, name: string, blob = MODELS[name]!) {
  const answer = await app.request(`/v1/models/${name}/blob`, { method: "PUT", body: blob });
  const told = await answer.json();
  assert(answer.ok, told.detail);
  return told.version as string;
}

describe("what the offload worker answers", () => {
  let folder: string;
  let near: TestService;
  let far: TestService;
  beforeAll(async () => {
    folder = await Deno.makeTempDir({ prefix: "rote-" });
    near = openService();
    far = openService({ store: `${folder}/rote.db` });
    for (const name of Object.keys(MODELS)) {
      assertEquals(await upload(far, name), await upload(near, name));
    }
  });
  afterAll(async () => {
    near.close();
    far.close();
    await Deno.remove(folder, { recursive: true });
  });

  const ask = async ([path, init]: Asked) => {
    const expected = await whole(await near.app.request(path, init));
    assertEquals(await whole(await far.app.request(path, init)), expected, path);
    return expected;
  };

  it("is what the service itself answers, for every kind of model in every form", async () => {
    assertEquals(near.offload, undefined);
    for (const asked of predictions()) assertEquals((await ask(asked)).status, 200, asked[0]);
  });

  it("is the same export for every target and kind, and what HEAD and a tag that is known get", async () => {
    for (const asked of exported()) {
      const { headers } = await ask(asked);
      const tag = headers.get("etag");
      if (!tag) continue;
      const [path] = asked;
      assertEquals((await ask([path, { headers: { "If-None-Match": tag } }])).status, 304);
    }
  });

  it("is refused in the same words, with the places of what is wrong", async () => {
    for (const asked of refusals()) {
      const { status } = await ask(asked);
      assert(status >= 400 && status < 500, `${asked[0]}: ${status}`);
    }
    assertEquals([near.faults, far.faults], [[], []]);
  });

  it("counts the rows that it predicts", async () => {
    const count = async ({ app }: TestService) =>
      /^rote_predicted_rows_total (\d+)$/m.exec(await (await app.request("/metrics")).text())![1];
    await ask(post("/v1/models/network/predict", { rows: ROWS }));
    assertEquals(await count(far), await count(near));
  });

  it("are the same uploads", async () => {
    for (const name of Object.keys(MODELS)) {
      const [path, init] = [`/v1/models/${name}-2/blob`, { method: "PUT", body: MODELS[name]! }];
      const answers = [];
      for (const { app } of [near, far]) {
        const answer = await app.request(path, init);
        const { createdAt: _, ...version } = await answer.json();
        answers.push([answer.status, answer.headers.get("ETag"), version]);
        const stored = await (await app.request(path)).bytes();
        assertEquals(stored, MODELS[name]);
      }
      assertEquals(answers[1], answers[0]);
    }
  });

  it("are the same trainings, in JSON, CSV and packed, each once for its key", async () => {
    const data = "x,y,label\n0,0,a\n0,1,b\n1,0,b\n1,1,a\n";
    const values = "size,label\n0.5,a\n7,b\n9,b\n1.5,a\n";
    const small = "hiddenLayers=1&width=4&arity=2";
    const trainings: Asked[] = [
      post("/v1/train", XOR),
      post("/v1/train", { model: "v", rows: VALUES.slice(0, 2), labels: [0, 1] }),
      post(`/v1/train?model=c&label=label&${small}`, data, csv),
      post("/v1/train?model=d&label=label", values, csv),
      post(
        `/v1/train?model=e&rows=4&features=2&classes=a,b&${small}`,
        Uint8Array.of(0, 1, 2, 3, 0, 1, 1, 0),
        packed,
      ),
    ];
    for (const [at, [path, init]] of trainings.entries()) {
      const headers = {
        ...init.headers,
        Prefer: "wait=60",
        "Idempotency-Key": `key ${at}`.replace(" ", "-"),
      };
      const versions = [];
      for (const { app } of [near, far]) {
        const job = await (await app.request(path, { ...init, headers })).json();
        assertEquals(job.status, "succeeded", JSON.stringify(job));
        const { seconds: _, ...result } = job.result;
        versions.push([job.version, result]);
        const again = await app.request(path, { ...init, headers });
        assertEquals([again.headers.get("Idempotency-Replayed"), (await again.json()).id], [
          ...["true", job.id],
        ]);
      }
      assertEquals(versions[1], versions[0], path);
    }
  });
});

describe("the offload worker", () => {
  it(
    "hands a light model to the service, which answers small requests itself then",
    withFile(async (store) => {
      const service = openService({ store });
      const { registry } = service;
      try {
        await upload(service, "network");
        assertEquals(registry.cache.networks, 0);
        const long = post("/v1/models/network/predict", { rows: ROWS });
        const expected = await (await service.app.request(...long)).text();
        service.offload!.close();
        const small = { ...JSON_TYPE, "Content-Length": String((long[1].body as string).length) };
        const answer = await service.app.request(...post(long[0], { rows: ROWS }, small));
        assertEquals(await answer.text(), expected);
        assertEquals(service.offload!.isRunning, false);
        assertEquals(registry.cache.networks, 1);
      } finally {
        service.close();
      }
    }),
  );

  it(
    "answers for an older version that is named, and not for one that is deleted",
    withFile(async (store) => {
      const service = openService({ store });
      try {
        const old = await upload(service, "a", MODELS.network);
        const current = await upload(service, "a", MODELS.boosted);
        const path = "/v1/models/a/predict";
        const versionOf = async (query: string) => {
          const answer = await service.app.request(...post(path + query, { rows: ROWS }));
          const { version, code } = await answer.json();
          return version ?? code;
        };
        assertEquals(await versionOf(`?version=${old}`), old);
        assertEquals(await versionOf(""), current);
        await service.app.request(`/v1/models/a?version=${old}`, { method: "DELETE" });
        assertEquals(await versionOf(`?version=${old}`), "version_not_found");
        await service.app.request("/v1/models/a", { method: "DELETE" });
        assertEquals(await versionOf(""), "model_not_found");
        // What it was asked for before that comes to it afterwards.
        const [url, init] = post(`http://localhost${path}`, { rows: ROWS });
        const raw = new Request(url, init);
        const header = (name: string) => raw.headers.get(name) ?? undefined;
        const env = { passage: { sender: "" } };
        const c = { req: { raw, header }, env } as unknown as Context;
        const { response } = await service.offload!.ask(c, { all: [await raw.bytes()] }, {
          version: current,
        });
        // It may not know for a moment that the model has gone with its versions.
        assertEquals(response.status, 404);
      } finally {
        service.close();
      }
    }),
  );

  it(
    "tells the service what it finds damaged, until that is mended",
    withFile(async (store) => {
      const service = openService({ store });
      const health = async () => {
        const { status, problems } = await (await service.app.request("/health")).json();
        return [status, ...problems.map(({ code }: { code: string }) => code)];
      };
      const predict = async () =>
        await service.app.request(...post("/v1/models/network/predict", { rows: ROWS }));
      try {
        await upload(service, "network");
        // The service itself has found it to be what was stored.
        await (await service.app.request("/v1/models/network/blob")).bytes();
        meddle(store, "UPDATE pieces SET bytes = zeroblob(length(bytes))");
        assertEquals(await health(), ["ok"]);
        assertEquals(await codeOf(await predict()), [500, "model_damaged"]);
        assertEquals(await health(), ["impaired", "model_damaged"]);
        assertEquals(
          await codeOf(await service.app.request("/v1/models/network/blob")),
          [500, "model_damaged"],
        );
        assertEquals(await codeOf(await predict()), [500, "model_damaged"]);
        await upload(service, "network");
        assertEquals((await predict()).status, 200);
        assertEquals(await health(), ["ok"]);
        assertNotEquals(service.faults, []);
      } finally {
        service.close();
      }
    }),
  );

  it(
    "takes so many requests at a time and no more, and only a share of them from one key",
    withFile(async (store) => {
      const service = openService({
        store,
        offloaded: 4,
        keys: "aaaa-secret-of-one bbbb-secret-of-two",
      });
      const send = (key: string) => {
        const headers = { ...JSON_TYPE, Authorization: `Bearer ${key}` };
        return service.app.request(...post("/v1/models/network/predict", { rows: ROWS }, headers));
      };
      try {
        const init = {
          method: "PUT",
          body: MODELS.network!,
          headers: { Authorization: "Bearer aaaa-secret-of-one" },
        };
        assertEquals((await service.app.request("/v1/models/network/blob", init)).status, 201);
        const keys = [..."aaa", ..."bbb"].map((key) =>
          `${key.repeat(4)}-secret-of-${key === "a" ? "one" : "two"}`
        );
        const answers = await Promise.all(keys.map(send));
        const statuses = answers.map(({ status }) => status);
        assertEquals(statuses, [200, 200, 503, 200, 200, 503]);
        assertEquals((await answers[2]!.json()).code, "too_busy");
        assertEquals((await answers[5]!.json()).code, "too_busy");
        assertEquals((await send(keys[0]!)).status, 200);
      } finally {
        service.close();
      }
    }),
  );

  it(
    "fails what it has not answered when it dies, and another answers what comes next",
    withFile(async (store) => {
      const service = openService({ store });
      const predict = () =>
        service.app.request(...post("/v1/models/network/predict", { rows: ROWS }));
      try {
        await upload(service, "network");
        service.offload!.close();
        // Another worker finds no store, nor a file to begin with.
        await Deno.rename(store, `${store}.away`);
        const answers = await Promise.all([predict(), predict()]);
        for (const answer of answers) assertEquals(await codeOf(answer), [500, "internal"]);
        const told = service.faults.map((fault) => (fault as { error: string }).error);
        assert(told[0]!.includes("Cannot open the store"), told.join("\n"));
        await Deno.rename(`${store}.away`, store);
        assertEquals((await predict()).status, 200);
      } finally {
        service.close();
      }
    }),
  );

  it(
    "is ended with the service, and what is under way is told so",
    withFile(async (store) => {
      const service = openService({ store });
      await upload(service, "network");
      const asked = service.app.request(...post("/v1/models/network/predict", { rows: ROWS }));
      while (service.offload!.pending === 0) await new Promise((resolve) => setTimeout(resolve));
      await service.stop();
      assertEquals(await codeOf(await asked), [503, "service_stopping"]);
    }),
  );
});
