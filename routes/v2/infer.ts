/**
 * `POST /v2/models/{name}[/versions/{version}]/infer`: a tensor of rows in, labels, classes and
 * scores out; the same that `/v1/models/{name}/predict` answers.
 *
 * @module
 */

import { Hono } from "hono";
import type { BitMatrix, Model, Predictions } from "../../lib/mod.ts";
import { mostRows, predictMany } from "../../models/serving/many_rows.ts";
import type { PredictionBatcher } from "../../models/serving/prediction_batcher.ts";
import { isHeavy, loadOrOffload } from "../offload/heavy.ts";
import type { Predicting } from "../parts.ts";
import { SMALL_BYTES } from "../../models/operating/admission.ts";
import { route } from "../gate/access.ts";
import { predictionWork } from "../../models/serving/prediction_work.ts";
import { smallAnswer } from "../gate/answer.ts";
import { bodyHasCome, senderOf } from "../http/passage.ts";
import { jsonLimits } from "../http/request.ts";
import { inferAnswer } from "./infer_answer.ts";
import { readInferRequest } from "./infer_request.ts";

const PATHS = ["/v2/models/:name/infer", "/v2/models/:name/versions/:version/infer"];

/** The route that infers. It has no middleware, for the reason that `predict.ts` gives. */
export function inferRoutes(
  service: Predicting,
  batcher: PredictionBatcher,
) {
  const { limits, metrics, work } = service;
  return new Hono().on(
    "POST",
    PATHS,
    route({ scope: "predict" }, async (c) => {
      const name = c.req.param("name")!;
      const loaded = await loadOrOffload(c, service, name, c.req.param("version"), (network) => {
        return isHeavy(c, network, mostRows(network, limits.predictRows));
      });
      if (loaded instanceof Response) return loaded;
      const { model } = loaded;
      const maxRows = mostRows(model, limits.predictRows);
      const request = await readInferRequest(c, { model, maxRows }, jsonLimits(limits));
      bodyHasCome(c);
      const { rows } = request;
      const end = work.begin(senderOf(c), predictionWork(model, rows.rows));
      const predictions = await predict(model, rows, batcher).finally(end);
      metrics.rowsPredicted += rows.rows;
      const { body, headers } = inferAnswer(name, loaded, request, predictions);
      const answer = c.body(body, 200, headers);
      return body.length <= SMALL_BYTES ? smallAnswer(answer) : answer;
    }),
  );
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
