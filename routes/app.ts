/**
 * The whole HTTP interface, put together. Given its dependencies, so that a test can drive it
 * without a socket: `createApp(service).request("/health")`.
 *
 * @module
 */

import { Hono } from "hono";
import { blobRoutes } from "./v1/blob.ts";
import { docsRoutes } from "./about/docs.ts";
import { exportRoutes } from "./v1/export.ts";
import { type Route, RouteTable } from "./gate/route_table.ts";
import type { Passage } from "./http/passage.ts";
import { healthRoutes } from "./about/health.ts";
import { jobRoutes } from "./v1/jobs.ts";
import { mlflowRoutes } from "./mlflow.ts";
import { metricsRoutes } from "./about/metrics.ts";
import { modelRoutes } from "./v1/models.ts";
import { openApiRoutes } from "./about/openapi.ts";
import { predictRoutes } from "./v1/predict.ts";
import type { Service } from "./parts.ts";
import { answerThrown } from "./http/thrown.ts";
import { trainRoutes } from "./v1/train.ts";
import { inferenceRoutes } from "./v2/routes.ts";

/**
 * Puts the routes together. Nobody is to reach them but through the gate, which tells them what was
 * read of the target (`gate/passage.ts`).
 */
export function createApp(service: Service) {
  const { batcher, onError } = service;
  let routes: readonly Route[] = [];
  const app = new Hono({
    getPath: (_, { env } = {}) => (env as { readonly passage: Passage }).passage.target.path,
  })
    .route("/v1", trainRoutes(service))
    .route("/v1", jobRoutes(service))
    .route("/v1", modelRoutes(service))
    .route("/v1", predictRoutes(service, batcher))
    .route("/v1", blobRoutes(service))
    .route("/v1", exportRoutes(service))
    .route("/", inferenceRoutes(service, batcher))
    .route("/", mlflowRoutes(service))
    .route("/", metricsRoutes(service))
    .route("/", openApiRoutes(service, () => routes))
    .route("/", docsRoutes())
    .route("/", healthRoutes(service, () => routes));
  routes = new RouteTable(app).all;
  app.onError((thrown, c) => answerThrown(c, thrown, onError));
  return app;
}

/** What a typed client needs to know of the routes. */
export type App = ReturnType<typeof createApp>;
