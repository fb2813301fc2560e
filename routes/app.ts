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
import type { Admission } from "../models/admission.ts";
import type { ServiceMetrics } from "../models/service_metrics.ts";
import type { Store } from "../models/store.ts";
import { allowOrigins } from "./cors.ts";
import { blobRoutes } from "./blob.ts";
import { limitBody } from "./body_limit.ts";
import type { Connection } from "./client.ts";
import type { Gate } from "./gate.ts";
import { docsRoutes } from "./docs.ts";
import { exportRoutes } from "./export.ts";
import { healthRoutes } from "./health.ts";
import { jobRoutes } from "./jobs.ts";
import { mlflowRoutes } from "./mlflow.ts";
import { metricsRoutes } from "./metrics.ts";
import { modelRoutes } from "./models.ts";
import { openApiRoutes } from "./openapi.ts";
import { predictRoutes } from "./predict.ts";
import { isFault, problem, toRoteError } from "./problem.ts";
import { withShortWay } from "./short_way.ts";
import { trainRoutes } from "./train.ts";
import { inferenceError, isInferencePath } from "./v2/error.ts";
import { inferenceRoutes } from "./v2/routes.ts";

/** What the routes work with. */
export interface Service {
  readonly registry: ModelRegistry;
  readonly jobs: Jobs;
  readonly store: Store;
  readonly limits: Limits;
  /** Version of this software. */
  readonly release: string;
  readonly metrics: ServiceMetrics;
  readonly admission: Admission;
  /** Web origins whose pages may call the service; none by default. */
  readonly corsOrigins: readonly string[];
  /** Stands in front of all routes; tests of the routes do without. */
  readonly gate?: Gate;
  readonly now: () => Date;
  /** Told of faults that a client only sees as a 500. */
  readonly onError: (error: unknown) => void;
}

/** Puts the routes together. */
export function createApp(service: Service) {
  const { registry, limits, metrics, gate, onError } = service;
  const batcher = new PredictionBatcher();
  const root = new Hono();
  // Only where it is wanted: a predict route without middleware answers sooner.
  if (service.corsOrigins.length > 0) root.use(allowOrigins(service.corsOrigins));
  const app = root
    .use("/v1/train", limitBody(limits.bodyBytes))
    .use("/v1/models/:name/blob", limitBody(limits.bodyBytes))
    .route("/v1", trainRoutes(service))
    .route("/v1", jobRoutes(service))
    .route("/v1", modelRoutes(service))
    .route("/v1", predictRoutes(service, batcher))
    .route("/v1", blobRoutes(service))
    .route("/v1", exportRoutes(service))
    .route("/", inferenceRoutes(service, batcher))
    .route("/", mlflowRoutes(service))
    .route("/", metricsRoutes(service))
    .route("/", openApiRoutes(service))
    .route("/", docsRoutes())
    .route("/", healthRoutes(service));
  app.notFound((c) => answerError(c, routeNotFound(app, c)));
  app.onError((thrown, c) => {
    const error = toRoteError(thrown);
    if (isFault(error.code)) onError(thrown);
    return answerError(c, error);
  });
  const routes = gated(app.fetch, gate);
  const shortWay = withShortWay(routes, {
    ...{ registry, batcher, metrics, gate },
    maxBytes: limits.bodyBytes,
  });
  app.fetch = service.corsOrigins.length > 0
    ? (request, ...rest) => (request.headers.has("Origin") ? routes : shortWay)(request, ...rest)
    : shortWay;
  return app;
}

/** Puts the gate, if there is one, in front of the routes. */
function gated(routes: Hono["fetch"], gate: Gate | undefined): Hono["fetch"] {
  if (!gate) return routes;
  return (request, info, ...rest) =>
    gate.pass(request, info as Connection, (passed, env) => routes(passed, env, ...rest));
}

/** What a typed client needs to know of the routes. */
export type App = ReturnType<typeof createApp>;

/** An error in the form that the path's clients know. */
function answerError(c: Context, error: RoteError): Response {
  return isInferencePath(c.req.path) ? inferenceError(c, error) : problem(c, error);
}

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
