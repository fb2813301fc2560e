/**
 * A short way around the routes for the commonest request: one row for the current version of a
 * model whose network is at hand. To find a route and make its context costs as much as the answer
 * itself. Whatever is not just that is left to the routes, which can do everything; so this file
 * refuses nothing and explains nothing.
 *
 * @module
 */

import { isEncoded, matrixFromBytes, type Prediction, rowBytes } from "../../lib/mod.ts";
import { NAME_PATTERN } from "../../models/names.ts";
import type { PredictionBatcher } from "../../models/serving/prediction_batcher.ts";
import type { LoadedModel, ModelRegistry } from "../../models/serving/registry.ts";
import type { ServiceMetrics } from "../../models/service_metrics.ts";
import { packDigits } from "../../models/requests/row_forms.ts";
import type { Gate, Handler } from "../gate/gate.ts";
import { readTarget, type Target } from "../http/target.ts";
import { textOfRow } from "./prediction_text.ts";

/** What the short way works with. */
export interface ShortWayOptions {
  readonly registry: ModelRegistry;
  readonly batcher: PredictionBatcher;
  readonly metrics: ServiceMetrics;
  /** Bytes of a request body. */
  readonly maxBytes: number;
}

/** What a request for one row says before its body is read. */
interface RowRequest {
  readonly isJson: boolean;
  readonly model: string;
  readonly loaded: LoadedModel;
}

/** What an answer is besides its text. */
const JSON_ANSWER = { headers: { "Content-Type": "application/json" } };
/** The path of a prediction. */
const PATH = new RegExp(`^/v1/models/(${NAME_PATTERN.source.slice(1, -1)})/predict$`);
/** Bytes of JSON around a row that is written as text, at most. */
const JSON_BYTES = 14;

/** Puts the short way beside the whole gate. */
export function withShortWay(gate: Gate, options: ShortWayOptions): Handler {
  let last: Aim = { url: "" };
  return (request, info) => {
    if (request.method !== "POST") return gate.pass(request, info);
    const { url } = request;
    // Most requests have the URL of the one before.
    if (url !== last.url) last = readAim(url);
    const { target, model } = last;
    const asked = model && toRowRequest(request, model, options);
    const entered = asked && gate.enter(request, info, target!);
    if (!entered) return gate.pass(request, info);
    const toRoutes = (body: BodyInit) => {
      const { url, method, headers } = request;
      return gate.pass(new Request(url, { method, headers, body }), info);
    };
    return gate.follow(entered, (end, leave) => {
      answer(request, asked, entered.start, options, end, (body) => {
        // The gate lets it in once more, and counts it then.
        leave();
        return toRoutes(body);
      });
    });
  };
}

/** What a URL is aimed at. */
interface Aim {
  readonly url: string;
  /** Nothing if the gate is to refuse it. */
  readonly target?: Target;
  /** The model of a prediction without a query. */
  readonly model?: string | undefined;
}

function readAim(url: string): Aim {
  try {
    const target = readTarget(url);
    return { url, target, model: target.hasQuery ? undefined : PATH.exec(target.path)?.[1] };
  } catch {
    return { url };
  }
}

function toRowRequest(
  request: Request,
  model: string,
  { registry, maxBytes }: ShortWayOptions,
): RowRequest | undefined {
  const loaded = registry.atHand(model);
  if (!loaded || isEncoded(loaded.model)) return undefined;
  const type = request.headers.get("Content-Type");
  const length = Number(request.headers.get("Content-Length"));
  const { features } = loaded.model;
  const isJson = type === "application/json" && length > features &&
    length <= features + JSON_BYTES;
  // What is no row as it is cannot pass for JSON, but compressed bytes can for packed ones.
  const isPacked = type === "application/octet-stream" && length === rowBytes(features) &&
    !request.headers.has("Content-Encoding");
  return (isJson || isPacked) && length <= maxBytes ? { isJson, model, loaded } : undefined;
}

/**
 * Answers with `end`. Callbacks, since each `await` costs a tenth of the prediction.
 *
 * @param toRoutes has the routes find and tell the same fault; the body is read but once, so they get
 *   another one
 */
function answer(
  request: Request,
  { isJson, model, loaded }: RowRequest,
  start: number,
  { batcher, metrics }: ShortWayOptions,
  end: (response: Response | PromiseLike<Response>) => void,
  toRoutes: (body: BodyInit) => Response | PromiseLike<Response>,
): void {
  const { features } = loaded.model;
  const succeed = (prediction: Prediction) => {
    metrics.rowsPredicted++;
    // No more headers: a second one takes longer than the prediction, and no browser takes what a
    // POST is answered with for a page or a script.
    const text = textOfRow(model, loaded, prediction);
    end(new Response(text, JSON_ANSWER));
  };
  request.arrayBuffer().then((body) => {
    const fail = () => end(toRoutes(body));
    try {
      const bytes = new Uint8Array(body);
      const row = isJson ? rowOfJson(bytes, features) : checkRow(bytes, features);
      if (!row) return fail();
      batcher.answer(loaded.model, row, start, succeed, fail);
    } catch {
      fail();
    }
  }, (error) => {
    end(toRoutes(new ReadableStream({ start: (stream) => stream.error(error) })));
  });
}

/** A packed row. @throws {RoteError} `row_padding_not_zero` */
function checkRow(bytes: Uint8Array<ArrayBuffer>, features: number): Uint8Array {
  return matrixFromBytes(bytes, 1, features).bytes;
}

/**
 * The row of `{"rows":["0110"]}`, as the usual writers of JSON write it: with a space behind each
 * colon and comma or with none. Read from the bytes: to parse JSON takes as long as the prediction.
 */
function rowOfJson(bytes: Uint8Array, features: number): Uint8Array | undefined {
  for (const start of STARTS) {
    const end = start.length + features;
    if (bytes.length !== end + END.length) continue;
    if (isAt(bytes, start, 0) && isAt(bytes, END, end)) {
      return packDigits(bytes, start.length, features);
    }
  }
  return undefined;
}

const ascii = (text: string) => new TextEncoder().encode(text);
const STARTS = [ascii('{"rows":["'), ascii('{"rows": ["')];
const END = ascii('"]}');

function isAt(bytes: Uint8Array, part: Uint8Array, at: number): boolean {
  for (let index = 0; index < part.length; index++) {
    if (bytes[at + index] !== part[index]) return false;
  }
  return true;
}
