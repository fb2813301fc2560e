/**
 * Lists of a store with many models, and with many versions of one: how long a page takes, how large
 * it is, and how soon a service starts on such a store.
 *
 * @module
 */

import { encodeNetwork, type Network } from "../../lib/mod.ts";
import { startService } from "../http/server_process.ts";
import type { Measurement } from "../measurement.ts";
import { median } from "../turns.ts";
import { type Page, readPages } from "./clients/pages.ts";

/** How many there are. */
interface ListSettings {
  readonly models: number;
  readonly versions: number;
  readonly jobs: number;
}

const WHOLE: ListSettings = { models: 10_000, versions: 1_500, jobs: 200 };
/** Shows that it runs, and no more. */
const QUICK: ListSettings = { models: 200, versions: 30, jobs: 5 };

/** As many of each as there are to be; what does not know a setting ignores it. */
const VARIABLES = { ROTE_KEEP_VERSIONS: "10000", ROTE_MAX_MODELS: "20000" };
/** The model with many versions; it comes in the middle of the others. */
const MANY = "m05000-many";
/** Uploads at the same time. */
const AT_ONCE = 8;
/** Times that each list is read; a page counts with its median time. */
const ROUNDS = 3;

/** The lists: how they are asked for. */
const LISTS: readonly (readonly [method: "GET" | "POST", path: string])[] = [
  ["GET", "/v1/models"],
  ["GET", `/v1/models/${MANY}`],
  ["GET", `/v1/models/${MANY}/versions`],
  ["GET", "/v1/jobs"],
  ["POST", "/v2/repository/index"],
  ["GET", `/v2/models/${MANY}`],
  ["GET", "/metrics"],
  ["GET", "/health"],
];

/** Measures lists. */
export async function measureLists(isQuick: boolean): Promise<Measurement[]> {
  const settings = isQuick ? QUICK : WHOLE;
  const folder = await Deno.makeTempDir({ prefix: "rote-lists-" });
  try {
    await fillStore(folder, settings);
    const start = performance.now();
    await using service = await startService(folder, VARIABLES);
    const started = (performance.now() - start) / 1_000;
    const health = await fetch(`${service.url}/health`);
    await health.body?.cancel();
    const answered = (performance.now() - start) / 1_000;
    const rows: Measurement[] = [{
      measure: `lists: start on a store of ${settings.models} models`,
      unit: "s",
      ours: answered,
      bar: { atMost: 2 },
      note: `until /health is answered; it listened after ${started.toFixed(2)} s`,
    }];
    for (const [method, path] of LISTS) rows.push(...await measureList(service.url, method, path));
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measureList(
  url: string,
  method: "GET" | "POST",
  path: string,
): Promise<Measurement[]> {
  const rounds: Page[][] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await readPages(url, method, path));
  const pages = rounds[0]!;
  // A list that there is not yet says nothing.
  if (pages[0]!.status === 404 || pages[0]!.status === 405) return [];
  const times = pages.map((_, at) =>
    median(rounds.flatMap((pages) => pages[at]?.milliseconds ?? []))
  );
  const statuses = [...new Set(pages.map(({ status }) => status))].join(", ");
  const note = `${pages.length} page${pages.length > 1 ? "s" : ""}, answered with ${statuses}`;
  return [
    {
      measure: `lists: ${method} ${path}, the slowest page`,
      unit: "ms",
      ours: Math.max(...times),
      bar: { atMost: 50 },
      note,
    },
    {
      measure: `lists: ${method} ${path}, the largest page`,
      unit: "KB",
      ours: Math.max(...pages.map(({ bytes }) => bytes)) / 1_000,
      bar: { atMost: 100 },
    },
  ];
}

/** Fills a store by a service that stops then, so that the next one starts on it. */
async function fillStore(folder: string, { models, versions, jobs }: ListSettings): Promise<void> {
  await using service = await startService(folder, VARIABLES);
  const requests = [
    ...Array.from({ length: models - 1 }, (_, at) => () => {
      return put(service.url, `m${String(at).padStart(5, "0")}`, at);
    }),
    ...Array.from({ length: versions }, (_, at) => () => put(service.url, MANY, models + at)),
    ...Array.from({ length: jobs }, (_, seed) => () => train(service.url, seed)),
  ];
  let begun = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (begun < requests.length) await requests[begun++]!();
  }));
}

async function put(url: string, name: string, number: number): Promise<void> {
  const network: Network = {
    kind: "network",
    features: 64,
    layers: [{ width: 1, arity: 1, wires: Uint16Array.of(0), tables: Uint8Array.of(2) }],
    classes: ["no", "yes"],
    margins: Uint16Array.of(1, 1),
    metadata: { number: String(number), hiddenLayers: "4", width: "1024", seed: "1" },
  };
  const response = await fetch(`${url}/v1/models/${name}/blob`, {
    method: "PUT",
    headers: { "Content-Type": "application/octet-stream" },
    body: encodeNetwork(network),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`An upload got ${response.status} ${text}`);
}

async function train(url: string, seed: number): Promise<void> {
  const response = await fetch(`${url}/v1/train`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Prefer: "wait=60" },
    body: JSON.stringify({
      ...{ model: "trained", rows: ["0011", "1100"], labels: [0, 1], seed },
      network: { hiddenLayers: 1, width: 4, arity: 2 },
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`A training got ${response.status} ${text}`);
}
