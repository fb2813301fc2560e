/**
 * `/openapi.json`: the OpenAPI document. It is made when it is first asked for, and kept.
 *
 * @module
 */

import { Hono } from "hono";
import { versionOf } from "../models/names.ts";
import type { Service } from "./app.ts";
import { isNamed } from "./entity_tag.ts";

/** The route of the document. */
export function openApiRoutes({ release }: Service) {
  let made: ReturnType<typeof make> | undefined;
  return new Hono().get("/openapi.json", async (c) => {
    const { text, tag } = await (made ??= make(release));
    const caching = { "ETag": tag, "Cache-Control": "no-cache" };
    if (isNamed(c.req.header("If-None-Match"), tag)) return c.body(null, 304, caching);
    return c.body(text, 200, { ...caching, "Content-Type": "application/json" });
  });
}

async function make(release: string): Promise<{ text: string; tag: string }> {
  // What makes it is loaded only then, as a service that nobody asks need not have it in memory.
  const { openApiText } = await import("./openapi/document.ts");
  const text = openApiText(release);
  return { text, tag: `"${await versionOf(new TextEncoder().encode(text))}"` };
}
