/**
 * Requests over HTTP: how many a second, against the least that Hono needs to read and answer them;
 * how late the slowest are while the service trains; and the first answer of a fresh process.
 *
 * @module
 */

import { loadDigits } from "../digits.ts";
import type { Measurement } from "../measurement.ts";
import { pathOf } from "../paths.ts";
import { median } from "../turns.ts";
import { hasWrk, requestsPerSecond, runClient } from "./load.ts";
import { type Scene, setScene, TYPES } from "./scene.ts";
import { startReference } from "./server_process.ts";

const ROUNDS = 7;
/** Seconds of load a turn. */
const SECONDS = 2;

/** Measures all that is asked over HTTP. */
export async function measureHttp(): Promise<Measurement[]> {
  const folder = await Deno.makeTempDir({ prefix: "rote-bench-" });
  try {
    const digits = await loadDigits();
    const scene = await setScene(folder, digits);
    await using _service = scene.service;
    const withWrk = await hasWrk();
    const rows: Measurement[] = [];
    for (const kind of ["packed", "json"] as const) {
      rows.push(await measureOneRow(scene, kind, 32, withWrk));
      rows.push(await measureOneRow(scene, kind, 1, withWrk));
    }
    rows.push(await measureManyRows(scene));
    rows.push(await measureLatency(scene, {}));
    rows.push(await measureLatency(scene, { rate: 200, connections: 8 }));
    rows.push(await measureFirstAnswer(scene));
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measureOneRow(
  { service, path, files }: Scene,
  kind: "packed" | "json",
  connections: number,
  withWrk: boolean,
): Promise<Measurement> {
  await using reference = await startReference(kind);
  const load = { type: TYPES[kind], body: files[kind], connections, seconds: SECONDS };
  const urls = [service.url, reference.url];
  const rates: [number[], number[]] = [[], []];
  for (let round = -1; round < ROUNDS; round++) {
    for (const [at, url] of urls.entries()) {
      const rate = await requestsPerSecond({ ...load, url: url + path }, withWrk);
      if (round >= 0) rates[at]!.push(rate);
    }
  }
  const [ours, theirs] = rates;
  const ratio = median(ours.map((rate, round) => rate / theirs[round]!));
  return {
    measure: `HTTP, one row ${kind === "json" ? "as JSON" : "as packed bytes"}, ` +
      `${connections} connection${connections > 1 ? "s" : ""}`,
    unit: "requests/s",
    ours: median(ours),
    reference: median(ours) / ratio,
    against: kind === "json" ? "Hono with zod, constant answer" : "Hono, constant answer",
    ...(connections > 1 ? { bar: { atLeast: 0.85 } } : {}),
    ...(withWrk ? {} : { note: "no wrk here: loaded by our own client, which bounds both" }),
  };
}

async function measureManyRows({ service, path, files, manyRows }: Scene): Promise<Measurement> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const url = service.url + path;
    const load = { url, type: TYPES.packed, body: files.many, connections: 1, seconds: SECONDS };
    times.push(...(await runClient(load)).milliseconds);
  }
  return {
    measure: `HTTP, ${manyRows} rows as packed bytes in one request`,
    unit: "rows/s",
    ours: manyRows / median(times) * 1_000,
    bar: { atLeast: 800_000 },
    note: "one connection, from the first byte sent to the last one read",
  };
}

/** The slowest replies: to one client that waits for each, or to several with a timetable. */
async function measureLatency(
  { service, path, files, train }: Scene,
  { rate, connections = 1 }: { readonly rate?: number; readonly connections?: number },
): Promise<Measurement> {
  const load = {
    url: service.url + path,
    type: TYPES.packed,
    body: files.packed,
    connections,
    seconds: SECONDS,
    ...(rate ? { rate } : {}),
  };
  let trainings = 0;
  const idle: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    idle.push(percentile99((await runClient(load)).milliseconds));
    let isUnderLoad = true;
    const training = (async () => {
      for (; isUnderLoad; trainings++) await train();
    })();
    busy.push(percentile99((await runClient(load)).milliseconds));
    isUnderLoad = false;
    await training;
  }
  return {
    measure: `HTTP, p99 of one row while a training runs${rate ? `, ${rate} requests/s` : ""}`,
    unit: "ms",
    ours: median(busy),
    reference: median(idle),
    against: "the idle service",
    ...(rate ? {} : { bar: { atMost: 3 } }),
    note: `${
      rate ? "sent by a timetable, late or not" : "one connection, one request after the other"
    }; ${trainings} trainings meanwhile`,
  };
}

function percentile99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)]!;
}

async function measureFirstAnswer({ files }: Scene): Promise<Measurement> {
  const script = pathOf("http/first_answer.ts");
  const args = ["run", "--allow-read", script, files.blob, files.packed];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
    times.push(Number(new TextDecoder().decode(stdout)));
  }
  const { size } = await Deno.stat(files.blob);
  return {
    measure: `decode a blob of ${Math.round(size / 1_000)} KB and answer the first row, cold`,
    unit: "ms",
    ours: median(times),
    bar: { atMost: 10 },
    note: "in a fresh process, its own start not counted",
  };
}
