/**
 * `/v1/models`: list, describe and delete models.
 *
 * @module
 */

import { Hono } from "hono";
import type { StoredModel } from "../../models/stored_model.ts";
import type { ModelSummary } from "../../models/model_summary.ts";
import { modelsQuery, versionQuery, versionsQuery } from "../../models/requests/schemas.ts";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";
import { readQuery } from "../http/request.ts";

/** The routes of models by name. */
export function modelRoutes({ registry }: Service) {
  return new Hono()
    .get(
      "/models",
      route({ scope: "read", readsQuery: true }, (c) => {
        const { entries, next } = registry.list(readQuery(c, modelsQuery));
        return c.json({ models: entries.map((one) => facts(one)), ...nextPage(next) });
      }),
    )
    .get(
      "/models/:name",
      route({ scope: "read" }, (c) => {
        const { model, versions } = registry.describe(c.req.param("name")!);
        const { entries, next } = versions;
        return c.json({
          ...facts(model),
          versions: entries,
          ...(next === undefined ? {} : { nextVersions: next }),
        });
      }),
    )
    .get(
      "/models/:name/versions",
      route({ scope: "read", readsQuery: true }, (c) => {
        const { entries, next } = registry.listVersions(
          c.req.param("name")!,
          readQuery(c, versionsQuery),
        );
        return c.json({ versions: entries, ...nextPage(next) });
      }),
    )
    .delete(
      "/models/:name",
      route({ scope: "train", readsQuery: true }, async (c) => {
        const { version } = readQuery(c, versionQuery);
        await registry.delete(c.req.param("name")!, version);
        return c.body(null, 204);
      }),
    );
}

/** A model with the facts of its current version. */
function facts<M extends StoredModel | ModelSummary>(
  { name, createdAt, current, versionCount }: M,
) {
  return {
    name,
    ...current as M["current"],
    createdAt,
    updatedAt: current.createdAt,
    versionCount,
  };
}

/** What names the next page, if there is one. */
function nextPage(next: string | undefined): { next?: string } {
  return next === undefined ? {} : { next };
}
