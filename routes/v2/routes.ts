/**
 * The Open Inference Protocol (version 2), which the clients of KServe and Triton speak, with its
 * extensions for raw tensors and the index of models. Nothing here is ever compressed.
 *
 * @module
 */

import { Hono } from "hono";
import type { PredictionBatcher } from "../../models/serving/prediction_batcher.ts";
import type { Service } from "../parts.ts";
import { inferRoutes } from "./infer.ts";
import { modelRoutes } from "./models.ts";
import { repositoryRoutes } from "./repository.ts";
import { serverRoutes } from "./server.ts";

/** All routes below `/v2`. */
export function inferenceRoutes(service: Service, batcher: PredictionBatcher) {
  return new Hono()
    .route("/", inferRoutes(service, batcher))
    .route("/", modelRoutes(service))
    .route("/", serverRoutes(service))
    .route("/", repositoryRoutes(service));
}
