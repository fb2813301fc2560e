/**
 * The whole HTTP interface, put together. Given its dependencies, so that a test can drive it
 * without a socket: `createApp(service).request("/health")`.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import { RoteError } from "../lib/mod.ts";
import type { Limits } from "../models/configuration.ts";
import type { Jobs } from "../models/jobs.ts";
import { PredictionBatcher } from "../models/prediction_batcher.ts";
import type { ModelRegistry } from "../models/registry.ts";
import { blobRoutes } from "./blob.ts";
import { limitBody } from "./body_limit.ts";
import { healthRoutes } from "./health.ts";
import { jobRoutes } from "./jobs.ts";
import { modelRoutes } from "./models.ts";
import { predictRoutes } from "./predict.ts";
import { problem, toRoteError } from "./problem.ts";
import { withShortWay } from "./short_way.ts";
import { trainRoutes } from "./train.ts";

/** What the routes work with. */
export interface Service {
  readonly registry: ModelRegistry;
  readonly jobs: Jobs;
  readonly limits: Limits;
  /** Version of this software. */
  readonly release: string;
  readonly now: () => Date;
  /** Told of faults that a client only sees as a 500. */
  readonly onError: (error: unknown) => void;
}

/** Puts the routes together. */
export function createApp(service: Service) {
  const { registry, limits, onError } = service;
  const batcher = new PredictionBatcher();
  const app = new Hono()
    .use("/v1/train", limitBody(limits.bodyBytes))
    .use("/v1/models/:name/blob", limitBody(limits.bodyBytes))
    .route("/v1", trainRoutes(service))
    .route("/v1", jobRoutes(service))
    .route("/v1", modelRoutes(service))
    .route("/v1", predictRoutes(service, batcher))
    .route("/v1", blobRoutes(service))
    .route("/", healthRoutes(service));
  app.notFound((c) => problem(c, routeNotFound(app, c)));
  app.onError((thrown, c) => {
    const error = toRoteError(thrown);
    if (error.code === "internal" || error.code === "store_unavailable") onError(thrown);
    return problem(c, error);
  });
  app.fetch = withShortWay(app.fetch, { registry, batcher, maxBytes: limits.bodyBytes });
  return app;
}

/** What a typed client needs to know of the routes. */
export type App = ReturnType<typeof createApp>;

/**
 * Tells a wrong path from a right path with a wrong method (RFC 9110, section 15.5.6). Middleware
 * matches any method, so only what is there for the method itself counts.
 */
function routeNotFound(app: Hono, c: Context): RoteError {
  const others = ["GET", "POST", "PUT", "DELETE"].filter((method) =>
    method !== c.req.method &&
    app.router.match(method, c.req.path)[0].some(([[, route]]) => route.method === method)
  );
  if (others.length === 0) {
    return new RoteError("route_not_found", `There is no ${c.req.method} ${c.req.path}`);
  }
  c.header("Allow", others.join(", "));
  return new RoteError(
    "method_not_allowed",
    `${c.req.path} does not take ${c.req.method}, only ${others.join(", ")}`,
  );
}
