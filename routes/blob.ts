/**
 * `/v1/models/{name}/blob`: the serialized model. A version is the SHA-256 of its bytes, so it is
 * the strong entity tag too (RFC 9110, section 8.8.3).
 *
 * @module
 */

import { Hono } from "hono";
import { etag } from "hono/etag";
import { versionQuery } from "../models/schemas.ts";
import type { Service } from "./app.ts";
import { readBytes, readQuery } from "./request.ts";

/** The routes of blobs: download and upload. */
export function blobRoutes({ registry, now }: Service) {
  return new Hono()
    .get("/models/:name/blob", etag(), (c) => {
      const name = c.req.param("name");
      const { version: wanted } = readQuery(c, versionQuery);
      const { version, blob } = registry.download(name, wanted);
      return c.body(blob, 200, {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": `attachment; filename="${name}.rote"`,
        "ETag": `"${version}"`,
        // A named version never changes; the current one may be another at any time.
        "Cache-Control": wanted ? "public, max-age=31536000, immutable" : "no-cache",
      });
    })
    .put("/models/:name/blob", async (c) => {
      const name = c.req.param("name");
      const { version, isNew } = await registry.upload(name, await readBytes(c), now());
      c.header("ETag", `"${version.version}"`);
      c.header("Location", `/v1/models/${name}/blob?version=${version.version}`);
      return c.json({ model: name, ...version }, isNew ? 201 : 200);
    });
}
