/**
 * `POST /v2/models/{name}[/versions/{version}]/infer`: a tensor of rows in, labels, classes and
 * scores out; the same that `/v1/models/{name}/predict` answers.
 *
 * @module
 */

import { Hono } from "hono";
import type { BitMatrix, Model, Predictions } from "../../lib/mod.ts";
import { mostRows, predictMany } from "../../models/prediction.ts";
import type { PredictionBatcher } from "../../models/prediction_batcher.ts";
import type { Service } from "../app.ts";
import { isKnownWithin, limitBody } from "../body_limit.ts";
import { bodyOf } from "../large_answer.ts";
import { inferAnswer } from "./infer_answer.ts";
import { readInferRequest } from "./infer_request.ts";

const PATHS = ["/v2/models/:name/infer", "/v2/models/:name/versions/:version/infer"];

/** The route that infers. It has no middleware, for the reason that `predict.ts` gives. */
export function inferRoutes(
  { registry, limits, metrics, admission }: Service,
  batcher: PredictionBatcher,
) {
  const limit = limitBody(limits.bodyBytes);
  return new Hono().on("POST", PATHS, async (c) => {
    if (!isKnownWithin(c, limits.bodyBytes)) await limit(c, () => Promise.resolve());
    const name = c.req.param("name")!;
    const loaded = registry.load(name, c.req.param("version"));
    const { network: model } = loaded;
    const maxRows = mostRows(loaded.network, limits.predictRows);
    const request = await readInferRequest(c, { model, maxRows });
    const predictions = await predict(loaded.network, request.rows, batcher);
    metrics.rowsPredicted += request.rows.rows;
    const { body, headers } = inferAnswer(name, loaded, request, predictions);
    return c.body(bodyOf(body, admission, limits.sendMilliseconds), 200, {
      ...headers,
      // Said in so many words, as a large answer is handed over in pieces.
      "Content-Length": String(body.length),
    });
  });
}

/** Predicts rows; one alone goes together with those of other requests. */
async function predict(
  network: Model,
  rows: BitMatrix,
  batcher: PredictionBatcher,
): Promise<Predictions> {
  if (rows.rows > 1) return await predictMany(network, rows);
  const { label, scores } = await batcher.predict(network, rows.bytes);
  return { labels: Uint8Array.of(label), scores: Float64Array.from(scores) };
}
