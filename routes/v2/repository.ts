/**
 * `POST /v2/repository/index`: every version of every model, page by page (Triton's model repository
 * extension).
 *
 * @module
 */

import { Hono } from "hono";
import { indexBody } from "../../models/requests/schemas.ts";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";
import { NEXT_HEADER } from "./next_page.ts";
import { jsonLimits, parseJson, readShort } from "../http/request.ts";

/** The route of the index. */
export function repositoryRoutes({ registry, limits }: Service) {
  const json = jsonLimits(limits);
  return new Hono().post(
    "/v2/repository/index",
    route({ scope: "read" }, async (c) => {
      const body = await readShort(c);
      // It may ask for models that are ready only; all of them are.
      const { limit, after } = body.length > 0
        ? await parseJson(body, indexBody, json)
        : indexBody.parse({});
      const { entries, next } = registry.index(limit, after);
      if (next !== undefined) c.header(NEXT_HEADER, next);
      return c.json(entries.map((one) => ({ ...one, state: "READY", reason: "" })));
    }),
  );
}
