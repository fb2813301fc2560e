/**
 * What the service's requests are held against: Hono reading the same body and answering a constant
 * of the same shape. Prints its port once it listens.
 *
 * Usage: hono_reference.ts packed|json
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its port is read from its output

import { Hono } from "hono";
import { predictBody } from "../../models/requests/schemas.ts";

const ANSWER = {
  model: "digits",
  version: "0123456789abcdef".repeat(4),
  classes: ["0", "1"],
  labels: ["1"],
  scores: [[0.0903, 0.9097]],
};

const app = new Hono();
if (Deno.args[0] === "packed") {
  app.post("/v1/models/:name/predict", async (c) => {
    await c.req.arrayBuffer();
    return c.json(ANSWER);
  });
} else {
  app.post("/v1/models/:name/predict", async (c) => {
    predictBody.parse(await c.req.json());
    return c.json(ANSWER);
  });
}
Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, app.fetch);
