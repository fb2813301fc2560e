/**
 * `POST /v2/repository/index`: every version of every model (Triton's model repository extension).
 *
 * @module
 */

import { Hono } from "hono";
import { indexBody } from "../../models/schemas.ts";
import type { Service } from "../app.ts";
import { route } from "../gate/access.ts";
import { parseJson, readBytes } from "../request.ts";

/** The route of the index. */
export function repositoryRoutes({ registry }: Service) {
  return new Hono().post(
    "/v2/repository/index",
    route({ scope: "read" }, async (c) => {
      const body = await readBytes(c);
      // It may ask for models that are ready only; all of them are.
      if (body.length > 0) parseJson(body, indexBody);
      return c.json(
        registry.list().flatMap(({ name }) =>
          registry.describe(name).versions.map(({ version }) => (
            { name, version, state: "READY", reason: "" }
          ))
        ),
      );
    }),
  );
}
