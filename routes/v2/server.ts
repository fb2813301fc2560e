/**
 * `/v2`: what this server is, and whether it is up.
 *
 * @module
 */

import { Hono } from "hono";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";

/** The routes about the server: metadata, live, ready. */
export function serverRoutes({ store, release }: Service) {
  const extensions = ["binary_tensor_data", "model_repository"];
  return new Hono()
    .on(
      "GET",
      ["/v2", "/v2/"],
      route({ scope: "open" }, (c) => c.json({ name: "rote", version: release, extensions })),
    )
    .get("/v2/health/live", route({ scope: "open", isVital: true }, (c) => c.json({ live: true })))
    .get(
      "/v2/health/ready",
      route({ scope: "open", isVital: true }, (c) => {
        // Answers 503 by itself if the store cannot be read.
        store.size();
        return c.json({ ready: true });
      }),
    );
}
