/**
 * `/v1/models`: list, describe and delete models.
 *
 * @module
 */

import { Hono } from "hono";
import type { Model } from "../models/model.ts";
import type { Service } from "./app.ts";
import { route } from "./gate/access.ts";

/** The routes of models by name. */
export function modelRoutes({ registry }: Service) {
  return new Hono()
    .get(
      "/models",
      route(
        { scope: "read" },
        (c) => c.json({ models: registry.list().map((one) => brief(summary(one))) }),
      ),
    )
    .get(
      "/models/:name",
      route({ scope: "read" }, (c) => {
        const { model, versions } = registry.describe(c.req.param("name")!);
        return c.json({ ...summary(model), versions: versions.map(brief) });
      }),
    )
    .delete(
      "/models/:name",
      route({ scope: "train" }, (c) => {
        registry.delete(c.req.param("name")!);
        return c.body(null, 204);
      }),
    );
}

/** The columns of an encoder may be many: they are told of the current version of one model only. */
function brief<T extends { readonly columns?: unknown }>({ columns: _, ...facts }: T) {
  return facts;
}

/** A model with the facts of its current version. */
function summary({ name, createdAt, current, versionCount }: Model) {
  return { name, ...current, createdAt, updatedAt: current.createdAt, versionCount };
}
