/**
 * `/health`: whether the service can do its work. `/`: where everything is.
 *
 * @module
 */

import { Hono } from "hono";
import { RoteError } from "../lib/mod.ts";
import type { Service } from "./app.ts";

/** The routes that say how the service is and what it offers. */
export function healthRoutes({ registry, jobs, release }: Service) {
  return new Hono()
    .get("/health", (c) => {
      let models: number;
      try {
        models = registry.list().length;
      } catch {
        throw new RoteError("store_unavailable", "The store does not answer");
      }
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
