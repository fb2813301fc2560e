/**
 * `/health`: whether the service can do its work. `/`: where everything is.
 *
 * @module
 */

import { Hono } from "hono";
import type { Service } from "./app.ts";

/** The routes that say how the service is and what it offers. */
export function healthRoutes({ registry, jobs, release }: Service) {
  return new Hono()
    .get("/health", (c) => {
      // Answers 503 by itself if the store cannot be read.
      const models = registry.list().length;
      return c.json({ status: "ok", release, models, jobs: jobs.counts });
    })
    .get("/", (c) =>
      c.json({
        name: "rote",
        release,
        routes: [
          "POST /v1/train",
          "GET /v1/jobs",
          "GET /v1/jobs/{id}",
          "DELETE /v1/jobs/{id}",
          "GET /v1/models",
          "GET /v1/models/{name}",
          "DELETE /v1/models/{name}",
          "POST /v1/models/{name}/predict",
          "GET /v1/models/{name}/blob",
          "PUT /v1/models/{name}/blob",
          "GET /health",
        ],
      }));
}
