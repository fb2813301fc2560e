/**
 * A short way around the routes for the commonest request: one row for the current version of a
 * model whose network is at hand. To find a route and make its context costs as much as the answer
 * itself. Whatever is not just that is left to the routes, which can do everything; so this file
 * refuses nothing and explains nothing.
 *
 * @module
 */

import type { Hono } from "hono";
import { matrixFromBytes, rowBytes } from "../lib/mod.ts";
import type { PredictionBatcher } from "../models/prediction_batcher.ts";
import type { LoadedNetwork, ModelRegistry } from "../models/registry.ts";
import { packRows } from "../models/row_forms.ts";
import { textOfRow } from "./prediction_text.ts";

/** What answers a request, as `Deno.serve` wants it and Hono has it. */
type Fetch = Hono["fetch"];

/** What the short way works with. */
export interface ShortWayOptions {
  readonly registry: ModelRegistry;
  readonly batcher: PredictionBatcher;
  /** Bytes of a request body. */
  readonly maxBytes: number;
}

/** What a request for one row says before its body is read. */
interface RowRequest {
  readonly isJson: boolean;
  readonly model: string;
  readonly loaded: LoadedNetwork;
}

/** The path of a prediction, and no query. */
const PATH = /^https?:\/\/[^/]+\/v1\/models\/([A-Za-z0-9][A-Za-z0-9._-]{0,63})\/predict$/;
/** Bytes of JSON around a row that is written as text, and some for spaces. */
const JSON_BYTES = 64;

/** Puts the short way in front of the routes. */
export function withShortWay(routes: Fetch, options: ShortWayOptions): Fetch {
  return (request, ...rest) => {
    const asked = toRowRequest(request, options);
    return asked ? answer(request, asked, routes, options.batcher) : routes(request, ...rest);
  };
}

function toRowRequest(
  request: Request,
  { registry, maxBytes }: ShortWayOptions,
): RowRequest | undefined {
  if (request.method !== "POST") return undefined;
  const model = PATH.exec(request.url)?.[1];
  const loaded = model && registry.atHand(model);
  if (!loaded) return undefined;
  const type = request.headers.get("Content-Type");
  const length = Number(request.headers.get("Content-Length"));
  const { features } = loaded.network;
  const isJson = type === "application/json" && length > features &&
    length <= features + JSON_BYTES;
  const isPacked = type === "application/octet-stream" && length === rowBytes(features);
  return (isJson || isPacked) && length <= maxBytes ? { isJson, model, loaded } : undefined;
}

async function answer(
  request: Request,
  { isJson, model, loaded }: RowRequest,
  routes: Fetch,
  batcher: PredictionBatcher,
): Promise<Response> {
  const { network } = loaded;
  let body: unknown;
  try {
    body = isJson ? await request.json() : await request.arrayBuffer();
    const { bytes } = isJson
      ? packRows([onlyRowOf(body)], {
        encoding: "bits",
        features: network.features,
        field: "/rows",
      })
      : matrixFromBytes(new Uint8Array(body as ArrayBuffer), 1, network.features);
    const text = textOfRow(model, loaded, await batcher.predict(network, bytes));
    return new Response(text, { headers: { "Content-Type": "application/json" } });
  } catch (error) {
    // The routes find the same fault and tell it; the body is read but once, so they get a new one.
    const again = body === undefined
      ? new ReadableStream({ start: (stream) => stream.error(error) })
      : isJson
      ? JSON.stringify(body)
      : body as ArrayBuffer;
    const { url, method, headers } = request;
    return await routes(new Request(url, { method, headers, body: again }));
  }
}

/** The row of `{"rows":[row]}`; of anything else what is no row. */
function onlyRowOf(body: unknown): unknown {
  const { rows } = Object(body);
  const isAlone = Array.isArray(rows) && rows.length === 1 &&
    Object.keys(Object(body)).length === 1;
  return isAlone ? rows[0] : undefined;
}
