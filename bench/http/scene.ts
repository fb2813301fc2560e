/**
 * What all measurements over HTTP need: the service with a trained model, the requests as files, and
 * the certainty that the service answers as the library does.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type DataSet, decodeNetwork, predictRow, rowAt } from "../../lib/mod.ts";
import { bitAt } from "../../lib/rows/bit_matrix.ts";
import type { Digits } from "../digits.ts";
import { type ServerProcess, startService } from "./server_process.ts";

/** Media types of requests. */
export const TYPES = { packed: "application/octet-stream", json: "application/json" } as const;

/** The service, trained, and the files with what is sent. */
export interface Scene {
  readonly service: ServerProcess;
  /** Where a row is sent. */
  readonly path: string;
  readonly files: Readonly<Record<"packed" | "json" | "many" | "blob", string>>;
  /** Rows of the file `many`. */
  readonly manyRows: number;
  /** Trains the canonical network once more. */
  train(): Promise<void>;
}

/** Sets the scene in an empty folder; `variables` configure the service. */
export async function setScene(
  folder: string,
  { training, test }: Digits,
  variables: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  const service = await startService(folder, variables);
  const query = `method=network&features=${training.rows.columns}&rows=${training.rows.rows}`;
  const body = trainingBody(training);
  const train = async () => {
    const response = await fetch(`${service.url}/v1/train?model=digits&${query}`, {
      method: "POST",
      headers: { "Content-Type": TYPES.packed, Prefer: "wait=60" },
      body,
    });
    const { status } = await response.json();
    if (status !== "succeeded") throw new Error(`The training has ${status}`);
  };
  await train();
  const blob = await (await fetch(`${service.url}/v1/models/digits/blob`)).bytes();
  const files = {
    packed: `${folder}/row.bits`,
    json: `${folder}/row.json`,
    many: `${folder}/rows.bits`,
    blob: `${folder}/digits.rote`,
  };
  await Deno.writeFile(files.packed, rowAt(test.rows, 0));
  await Deno.writeTextFile(files.json, jsonOf(test, 0));
  await Deno.writeFile(files.many, test.rows.bytes);
  await Deno.writeFile(files.blob, blob);
  const path = "/v1/models/digits/predict";
  await checkAnswers(service.url + path, test, blob);
  return { service, path, files, manyRows: test.rows.rows, train };
}

/** Packed rows, then a byte for each label. */
export function trainingBody({ rows, labels }: DataSet): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(rows.bytes.length + labels.length);
  body.set(rows.bytes);
  body.set(labels, rows.bytes.length);
  return body;
}

function jsonOf({ rows }: DataSet, row: number): string {
  const bits = Array.from({ length: rows.columns }, (_, column) => bitAt(rows, row, column));
  return JSON.stringify({ rows: [bits.join("")] });
}

/** Compares the service's answers, one row at a time and all at once, with the library's. */
async function checkAnswers(url: string, test: DataSet, blob: Uint8Array<ArrayBuffer>) {
  const network = decodeNetwork(blob);
  const ask = async (type: string, body: BodyInit) =>
    await (await fetch(url, { method: "POST", headers: { "Content-Type": type }, body })).json();
  const all = await ask(TYPES.packed, test.rows.bytes as Uint8Array<ArrayBuffer>);
  for (let row = 0; row < 100; row++) {
    const bytes = rowAt(test.rows, row) as Uint8Array<ArrayBuffer>;
    const { label, scores } = predictRow(network, bytes);
    const expected = [network.classes[label], scores];
    const packed = await ask(TYPES.packed, bytes);
    const json = await ask(TYPES.json, jsonOf(test, row));
    for (const { labels, scores } of [packed, json]) assertEquals([labels[0], scores[0]], expected);
    assertEquals([all.labels[row], all.scores[row]], expected);
  }
}
