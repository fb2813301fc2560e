/**
 * The whole HTTP interface, put together. Given its dependencies, so that a test can drive it
 * without a socket: `createApp(service).request("/health")`.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { RoteError } from "../lib/mod.ts";
import type { Limits } from "../models/configuration.ts";
import type { Jobs } from "../models/jobs.ts";
import type { ModelRegistry } from "../models/registry.ts";
import { blobRoutes } from "./blob.ts";
import { healthRoutes } from "./health.ts";
import { jobRoutes } from "./jobs.ts";
import { modelRoutes } from "./models.ts";
import { predictRoutes } from "./predict.ts";
import { problem, toRoteError } from "./problem.ts";
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
  const { limits, onError } = service;
  const app = new Hono()
    .use(bodyLimit({ maxSize: limits.bodyBytes, onError: () => refuseBody(limits.bodyBytes) }))
    .route("/v1", trainRoutes(service))
    .route("/v1", jobRoutes(service))
    .route("/v1", modelRoutes(service))
    .route("/v1", predictRoutes(service))
    .route("/v1", blobRoutes(service))
    .route("/", healthRoutes(service));
  app.notFound((c) => problem(c, routeNotFound(app, c)));
  app.onError((thrown, c) => {
    const error = toRoteError(thrown);
    if (error.code === "internal" || error.code === "store_unavailable") onError(thrown);
    return problem(c, error);
  });
  return app;
}

/** What a typed client needs to know of the routes. */
export type App = ReturnType<typeof createApp>;

function refuseBody(limit: number): never {
  throw new RoteError("body_too_large", `The body is above the limit of ${limit} bytes`);
}

/** Tells a wrong path from a right path with a wrong method (RFC 9110, section 15.5.6). */
function routeNotFound(app: Hono, c: Context): RoteError {
  const others = ["GET", "POST", "PUT", "DELETE"].filter((method) =>
    method !== c.req.method &&
    app.router.match(method, c.req.path)[0].some(([[, route]]) => route.path !== "/*")
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
