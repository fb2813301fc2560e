/**
 * The routes of the offload worker: those that predict and export, as the service has them, and what
 * is read there for the service to go on with.
 *
 * @module
 */

import { Hono } from "hono";
import { examineBlob } from "../../../models/serving/examined_blob.ts";
import { PredictionBatcher } from "../../../models/serving/prediction_batcher.ts";
import { exportRoutes } from "../../v1/export.ts";
import type { Passage } from "../../http/passage.ts";
import { invocationRoutes } from "../../mlflow.ts";
import type { Predicting } from "../../parts.ts";
import { predictRoutes } from "../../v1/predict.ts";
import { answerThrown } from "../../http/thrown.ts";
import { readBytes } from "../../http/request.ts";
import { readTraining } from "../../v1/train.ts";
import { inferRoutes } from "../../v2/infer.ts";

/** What the worker's routes work with. */
export interface FarService extends Predicting {
  /** Told of faults that a client only sees as a 500. */
  readonly onError: (error: unknown) => void;
}

/** Puts the routes together. */
export function farRoutes(service: FarService) {
  const { limits, onError } = service;
  const batcher = new PredictionBatcher();
  const app = new Hono({
    getPath: (_, { env } = {}) => (env as { readonly passage: Passage }).passage.target.path,
  })
    .route("/v1", predictRoutes(service, batcher))
    .route("/v1", exportRoutes(service))
    .route("/", inferRoutes(service, batcher))
    .route("/", invocationRoutes(service))
    .put("/v1/models/:name/blob", async (c) => {
      give(c.env, await examineBlob(await readBytes(c)));
      return c.body(null, 204);
    })
    .post("/v1/train", async (c) => {
      const training = await readTraining(c, limits, undefined);
      give(c.env, training);
      return c.body(null, 204);
    });
  app.onError((thrown, c) => answerThrown(c, thrown, onError));
  return app;
}

function give(env: unknown, given: unknown): void {
  (env as { readonly passage: Passage }).passage.give?.(given);
}
