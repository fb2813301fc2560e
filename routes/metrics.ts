/**
 * `/metrics`: the figures of the service in Prometheus' text format.
 *
 * @module
 */

import { Hono } from "hono";
import type { Service } from "./app.ts";

/** The route of the figures. */
export function metricsRoutes({ metrics }: Service) {
  return new Hono().get("/metrics", async (c) => {
    return c.body(await metrics.text(), 200, { "Content-Type": metrics.contentType });
  });
}
