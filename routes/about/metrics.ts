/**
 * `/metrics`: the figures of the service in Prometheus' text format.
 *
 * @module
 */

import { Hono } from "hono";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";

/** The route of the figures. */
export function metricsRoutes({ metrics }: Service) {
  const access = { scope: "read", isVital: true } as const;
  return new Hono().get(
    "/metrics",
    route(access, async (c) => {
      return c.body(await metrics.text(), 200, { "Content-Type": metrics.contentType });
    }),
  );
}
