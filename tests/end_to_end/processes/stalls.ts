/**
 * How long others wait while one request is answered: the largest of every kind, one after the other,
 * are sent to a real service, and `/health` is asked every 5 ms by a process of its own. Prints the
 * worst answer of each.
 *
 * Usage: deno run -A tests/end_to_end/processes/stalls.ts [words of the cases to be run]
 *
 * @module
 */

// deno-lint-ignore-file no-console -- the door of a measurement

import { encodeModel, type Encoder, type Model } from "../../../lib/mod.ts";
import { startService, withFolder } from "./service_process.ts";
import { randomTables } from "../../lib/kinds/boosted/random_tables.ts";
import { randomNetwork } from "../../lib/random_data.ts";

const MOST = 67_108_864;
const text = new TextEncoder();
const JSON_TYPE = "application/json", CSV = "text/csv", BYTES = "application/octet-stream";

/** A request of a case. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

/** Something that somebody may do. */
interface Case {
  readonly name: string;
  /** Not measured. */
  readonly before?: () => readonly Sent[];
  readonly requests: () => readonly Sent[];
}

function filled(unit: string, before = "", behind = ""): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(MOST);
  const piece = text.encode(
    unit.repeat(Math.ceil(65_536 / unit.length)).slice(
      0,
      Math.floor(65_536 / unit.length) * unit.length,
    ),
  );
  const end = MOST - behind.length;
  let at = before.length;
  bytes.set(text.encode(before));
  for (; at + piece.length <= end; at += piece.length) bytes.set(piece, at);
  bytes.fill(32, at, end);
  bytes.set(text.encode(behind), end);
  return bytes;
}

function columns(count: number, name = (at: number) => `c${at}`): Encoder {
  return {
    columns: Array.from({ length: count }, (_, at) => ({
      ...{ kind: "number", name: name(at), missing: false } as const,
      thresholds: Float64Array.of(0),
    })),
  };
}

function encoded(encoder: Encoder): Model {
  const features = encoder.columns.length;
  const { classes, metadata, ...model } = randomNetwork(1, {
    features,
    layers: [{ width: 1, arity: 2 }],
  });
  return {
    kind: "encoded",
    encoder,
    model: { classes, metadata, ...model },
    features,
    classes,
    metadata,
  };
}

const put = (name: string, body: Uint8Array<ArrayBuffer>): Sent => ({
  ...{ method: "PUT", path: `/v1/models/${name}/blob`, type: BYTES, body },
});
const post = (path: string, type: string, body: Uint8Array<ArrayBuffer>, headers = {}): Sent => ({
  ...{ method: "POST", path, type, body, headers },
});
const get = (path: string): Sent => ({ method: "GET", path });

const small = encodeModel(
  randomNetwork(1, { features: 8, layers: [{ width: 4, arity: 2 }, { width: 1, arity: 4 }] }),
);
const values = encodeModel(encoded(columns(10)));
let largeModel: Uint8Array<ArrayBuffer> | undefined;
/** 57 MB of tables, seeded by `seed`. */
function large(seed = 1): Uint8Array<ArrayBuffer> {
  largeModel ??= encodeModel(
    randomTables(1, { features: 500, classes: 2, width: 13_500, arity: 12, splits: 1 }),
  );
  if (seed === 1) return largeModel;
  return encodeModel(
    randomTables(seed, { features: 500, classes: 2, width: 13_500, arity: 12, splits: 1 }),
  );
}
const JSON_ROUTES = [
  "/v1/train",
  "/v1/models/small/predict",
  "/v1/models/values/predict",
  "/v2/models/small/infer",
  "/invocations?model=small",
  "/v2/repository/index",
];
const shapes: readonly [string, () => Uint8Array<ArrayBuffer>][] = [
  ["{}, ", () => filled("{},", '{"rows":[', "{}]}")],
  ["spaces", () => filled(" ")],
  ["one text", () => filled("a", '"', '"')],
  ["numbers", () => filled("1234567,", '{"rows":[', "0]}")],
  ["rows of 8 bits", () => filled('"01010101",', '{"model":"x","rows":[', '"01010101"]}')],
];
const csvs: readonly [string, () => Uint8Array<ArrayBuffer>][] = [
  ["commas", () => filled(",")],
  ["newlines", () => filled("\n")],
  ["one quoted cell", () => filled("a", '"')],
  ["quotes", () => filled('"')],
  ["header of 32M columns", () => filled("a,")],
  ["rows of numbers", () => filled("1,2,3,4,5,6,7,8,9,0\n", "a,b,c,d,e,f,g,h,i,label\n")],
];
const rows100k = (row: string, count = 100_000) =>
  text.encode(`{"rows":[${Array(count).fill(row).join(",")}]}`);
const controls = (count: number) =>
  encodeModel({
    ...randomNetwork(1, { features: 8, layers: [{ width: 1, arity: 2 }] }),
    metadata: Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`k${at}`, "\x01".repeat(1_024)]),
    ),
  });
const LABELS = (count: number) => Array.from({ length: count }, (_, at) => at % 2);

const cases: Case[] = [
  { name: "nothing", requests: () => [] },
  ...JSON_ROUTES.flatMap((path) =>
    shapes.map(([name, make]): Case => ({
      name: `64 MB of ${name} to ${path}`,
      requests: () => [post(path, JSON_TYPE, make())],
    }))
  ),
  ...["/v1/train?model=x&label=label", "/v1/models/small/predict", "/v1/models/values/predict"]
    .flatMap((path) =>
      csvs.map(([name, make]): Case => ({
        name: `64 MB CSV of ${name} to ${path}`,
        requests: () => [post(path, CSV, make())],
      }))
    ),
  {
    name: "64 MB packed to predict",
    requests: () => [post("/v1/models/small/predict", BYTES, filled("a"))],
  },
  {
    name: "64 MB packed to train",
    requests:
      () => [post(`/v1/train?model=p&rows=1000000&features=528&classes=a,b`, BYTES, filled("\0"))],
  },
  { name: "64 MB to PUT blob", requests: () => [put("x", filled("a"))] },
  {
    name: "64 MB packed to train with a key",
    requests: () => [
      post(`/v1/train?model=p&rows=1000000&features=528&classes=a,b`, BYTES, filled("\0"), {
        "Idempotency-Key": "a",
      }),
    ],
  },
  {
    name: "64 MB JSON to train with a key",
    requests: () => [
      post(
        "/v1/train",
        JSON_TYPE,
        filled('"01010101",', '{"model":"x","rows":[', '"01010101"]}'),
        { "Idempotency-Key": "b" },
      ),
    ],
  },
  {
    name: "64 MB CSV to train with a key",
    requests: () => [
      post(
        "/v1/train?model=x&label=label",
        CSV,
        filled("1,2,3,4,5,6,7,8,9,0\n", "a,b,c,d,e,f,g,h,i,label\n"),
        { "Idempotency-Key": "c" },
      ),
    ],
  },
  {
    name: "100,000 rows of bits as JSON",
    requests: () => [post("/v1/models/small/predict", JSON_TYPE, rows100k('"01010101"'))],
  },
  {
    name: "100,000 rows of values as JSON",
    requests:
      () => [post("/v1/models/values/predict", JSON_TYPE, rows100k("[1,2,3,4,5,6,7,8,9,0]"))],
  },
  {
    name: "100,000 packed rows to v2",
    requests: () => [
      post(
        "/v2/models/small/infer",
        BYTES,
        text.encode(
          JSON.stringify({
            inputs: [{
              name: "bits",
              datatype: "BOOL",
              shape: [100_000, 8],
              data: Array(800_000).fill(1),
            }],
          }),
        ),
      ),
    ],
  },
  {
    name: "8 Mi values to train",
    requests: () => [
      post(
        "/v1/train",
        JSON_TYPE,
        text.encode(
          JSON.stringify({
            model: "v",
            encoding: "values",
            method: "boosted",
            boosted: { tables: 1 },
            rows: Array.from(
              { length: 2_000 },
              (_, at) => Array.from({ length: 2_000 }, (_, column) => (at * column) % 7),
            ),
            labels: LABELS(2_000),
          }),
        ),
      ),
    ],
  },
  {
    name: "a training of 60,000 columns",
    requests: () => [
      post(
        "/v1/train",
        JSON_TYPE,
        text.encode(
          JSON.stringify({
            model: "w",
            encoding: "values",
            method: "boosted",
            boosted: { tables: 1 },
            rows: Array.from(
              { length: 4 },
              (_, at) => Array.from({ length: 60_000 }, (_, column) => (at + column) % 2),
            ),
            labels: [0, 1, 1, 0],
          }),
        ),
        { Prefer: "wait=30" },
      ),
    ],
  },
  {
    name: "a training of 20,000 columns",
    requests: () => [
      post(
        "/v1/train",
        JSON_TYPE,
        text.encode(
          JSON.stringify({
            model: "w2",
            encoding: "values",
            method: "boosted",
            boosted: { tables: 1 },
            rows: Array.from(
              { length: 4 },
              (_, at) => Array.from({ length: 20_000 }, (_, column) => (at + column) % 2),
            ),
            labels: [0, 1, 1, 0],
          }),
        ),
        { Prefer: "wait=30" },
      ),
    ],
  },
  {
    name: "a training of 4 Mi categories",
    requests: () => [
      post(
        "/v1/train",
        JSON_TYPE,
        text.encode(
          JSON.stringify({
            model: "z",
            encoding: "values",
            method: "boosted",
            boosted: { tables: 1 },
            rows: Array.from(
              { length: 4_000 },
              (_, at) =>
                Array.from({ length: 15 }, (_, column) => `${at}-${column}-${"x".repeat(100)}`),
            ),
            labels: LABELS(4_000),
          }),
        ),
        { Prefer: "wait=30" },
      ),
    ],
  },
  {
    name: "a training whose result is large",
    requests: () => [
      post(
        "/v1/train",
        JSON_TYPE,
        text.encode(
          JSON.stringify({
            model: "t",
            network: { hiddenLayers: 5, width: 40_000, arity: 12 },
            rows: Array.from({ length: 4 }, (_, at) => (at % 2 ? "01" : "10").repeat(40)),
            labels: [0, 1, 1, 0],
          }),
        ),
        { Prefer: "wait=60" },
      ),
    ],
  },
  { name: "57 MB blob uploaded", requests: () => [put("large", large())] },
  { name: "57 MB blob uploaded again", requests: () => [put("large", large())] },
  { name: "57 MB blob downloaded", requests: () => [get("/v1/models/large/blob")] },
  {
    name: "57 MB blob predicted",
    requests: () => [post("/v1/models/large/predict", BYTES, new Uint8Array(63))],
  },
  {
    name: "57 MB blob predicted, 100,000 rows",
    requests: () => [post("/v1/models/large/predict", BYTES, new Uint8Array(63 * 100_000))],
  },
  {
    name: "57 MB blob exported",
    requests: () =>
      ["c", "verilog", "es-module", "wasm"].map((one) => get(`/v1/models/large/export/${one}`)),
  },
  { name: "57 MB blob deleted", requests: () => [{ method: "DELETE", path: "/v1/models/large" }] },
  {
    name: "65,536 columns uploaded",
    requests: () => [put("many", encodeModel(encoded(columns(65_536))))],
  },
  {
    name: "26,000 columns uploaded",
    requests: () => [put("many", encodeModel(encoded(columns(26_000))))],
  },
  { name: "26,000 columns described", requests: () => [get("/v1/models/many")] },
  { name: "26,000 columns described in v2", requests: () => [get("/v2/models/many")] },
  {
    name: "26,000 columns listed",
    requests: () => [get("/v1/models"), get("/v1/models/many/versions")],
  },
  {
    name: "26,000 columns predicted",
    requests: () => [
      post(
        "/v1/models/many/predict",
        JSON_TYPE,
        rows100k(`[${Array(26_000).fill(1).join(",")}]`, 1),
      ),
      post("/invocations?model=many", JSON_TYPE, text.encode('{"instances":[{}]}')),
    ],
  },
  { name: "26,000 columns exported", requests: () => [get("/v1/models/many/export/c")] },
  { name: "control characters uploaded", requests: () => [put("controls", controls(64))] },
  {
    name: "control characters described",
    requests: () => [get("/v1/models/controls"), get("/v2/models/controls")],
  },
  { name: "control characters listed", requests: () => [get("/v1/models")] },
  {
    name: "12 versions of 57 MB deleted",
    before: () => Array.from({ length: 12 }, (_, at) => put("versions", large(at + 2))),
    requests: () => [{ method: "DELETE", path: "/v1/models/versions" }],
  },
];

const words = Deno.args;
const wanted = cases.filter(({ name }) => words.every((word) => name.includes(word)));

await withFolder(async (folder) => {
  const service = await startService(folder, {
    ROTE_MAX_IN_FLIGHT_BYTES: "1073741824",
    ROTE_MAX_QUEUE: "100",
  });
  const { url } = service;
  const prober = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-net", new URL("stalls_probe.ts", import.meta.url).pathname, url],
    stdout: "piped",
  }).spawn();
  const samples: [number, number][] = [];
  const reading = (async () => {
    let rest = "";
    for await (const piece of prober.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + piece).split("\n");
      rest = lines.pop()!;
      for (const line of lines) samples.push(line.split(" ").map(Number) as [number, number]);
    }
  })();
  // By curl: a client that takes as much of the processor as the service would be measured, too.
  const write = async ({ body }: Sent) => {
    const file = await Deno.makeTempFile({ dir: folder });
    if (body) await Deno.writeFile(file, body);
    return file;
  };
  const send = async ({ method, path, type, body, headers }: Sent, file: string) => {
    const all = { Expect: "", ...(type ? { "Content-Type": type } : {}), ...headers };
    const { stdout } = await new Deno.Command("curl", {
      args: [
        ...["-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", method, url + path],
        ...Object.entries(all).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
        ...(body ? ["--data-binary", `@${file}`] : []),
      ],
    }).output();
    await Deno.remove(file);
    return new TextDecoder().decode(stdout);
  };
  const sendAll = async (requests: readonly Sent[]) => {
    for (const one of requests) await send(one, await write(one));
  };
  /** Milliseconds for which the main thread of the service was ready and had no core (Linux). */
  const queued = async () => {
    const { pid } = service.child;
    const stat = await Deno.readTextFile(`/proc/${pid}/task/${pid}/schedstat`).catch(() => "0 0");
    return Number(stat.split(" ")[1]) / 1e6;
  };
  try {
    await sendAll([put("small", small), put("values", values)]);
    await sendAll([post("/v1/models/small/predict", BYTES, new Uint8Array(100_000))]);
    await sleep(1_000);
    for (const { name, before, requests } of wanted) {
      await sendAll(before?.() ?? []);
      const made: [Sent, string][] = [];
      for (const one of requests()) made.push([one, await write(one)]);
      await sleep(300);
      const waited = await queued();
      const from = now();
      const statuses = [];
      for (const [one, file] of made) statuses.push(await send(one, file));
      if (made.length === 0) await sleep(3_000);
      const took = now() - from;
      await sleep(400);
      const within = samples.filter(([at, long]) => at + long >= from).map(([, long]) => long).sort(
        (a, b) => b - a,
      );
      console.log(
        `| ${name} | ${statuses.join(", ")} | ${Math.round(took)} | ${
          within.slice(0, 4).map((long) => Math.round(long)).join(", ")
        } | ${Math.round(await queued() - waited)} |`,
      );
    }
  } finally {
    prober.kill();
    await reading.catch(() => {});
    await service.stop("SIGTERM");
    const faults = service.faults();
    if (faults !== "") console.log(faults.slice(0, 4_000));
  }
});

function now(): number {
  return performance.timeOrigin + performance.now();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
