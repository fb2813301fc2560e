/**
 * `/openapi.json`: the OpenAPI document. It is made when it is first asked for, and kept.
 *
 * @module
 */

import { Hono } from "hono";
import { versionOf } from "../../models/names.ts";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";
import { sharedBody } from "../gate/answer.ts";
import type { Route } from "../gate/route_table.ts";
import { isNamed } from "../http/entity_tag.ts";

/**
 * The route of the document.
 *
 * @param routes all routes of the service, once they are known
 */
export function openApiRoutes({ release }: Service, routes: () => readonly Route[]) {
  let made: ReturnType<typeof make> | undefined;
  return new Hono().get(
    "/openapi.json",
    route({ scope: "open" }, async (c) => {
      const { bytes, tag } = await (made ??= make(release, routes()));
      const caching = { "ETag": tag, "Cache-Control": "no-cache" };
      if (isNamed(c.req.header("If-None-Match"), tag)) return c.body(null, 304, caching);
      return c.body(sharedBody(bytes), 200, {
        ...caching,
        "Content-Length": String(bytes.length),
        "Content-Type": "application/json",
      });
    }),
  );
}

async function make(
  release: string,
  routes: readonly Route[],
): Promise<{ bytes: Uint8Array<ArrayBuffer>; tag: string }> {
  // What makes it is loaded only then, as a service that nobody asks need not have it in memory.
  const { openApiText } = await import("../openapi/document.ts");
  const bytes = new TextEncoder().encode(openApiText(release, routes));
  return { bytes, tag: `"${await versionOf(bytes)}"` };
}
