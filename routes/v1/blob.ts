/**
 * `/v1/models/{name}/blob`: the serialized model, whole or a part of it. A version is the SHA-256
 * of its bytes, so it is the strong entity tag too (RFC 9110, section 8.8.3).
 *
 * @module
 */

import { type Context, Hono } from "hono";
import { examineBlob, type ExaminedBlob } from "../../models/serving/examined_blob.ts";
import { versionQuery } from "../../models/requests/schemas.ts";
import type { Service } from "../parts.ts";
import { type ByteRange, readByteRange } from "../http/byte_range.ts";
import { allowsRange, isNamed } from "../http/entity_tag.ts";
import { route } from "../gate/access.ts";
import { bodyOf } from "../gate/answer.ts";
import { isLong } from "../offload/heavy.ts";
import { promisedLength, readBytes, readQuery, readSlabs } from "../http/request.ts";

/** The routes of blobs: download and upload. */
export function blobRoutes({ registry, offload, now }: Service) {
  return new Hono()
    .get(
      "/models/:name/blob",
      route({ scope: "read", readsQuery: true }, async (c) => {
        const name = c.req.param("name")!;
        const { version: wanted } = readQuery(c, versionQuery);
        const { version, blob } = registry.download(name, wanted);
        const tag = `"${version}"`;
        const caching = {
          "ETag": tag,
          // A named version never changes; the current one may be another at any time. Not "public":
          // a shared cache then keeps no answer that took a key.
          "Cache-Control": wanted ? "max-age=31536000, immutable" : "no-cache",
        };
        if (isNamed(c.req.header("If-None-Match"), tag)) return c.body(null, 304, caching);
        const range = readRange(c, tag, blob.bytes);
        const { first, last } = range ?? { first: 0, last: blob.bytes - 1 };
        const headers = {
          ...caching,
          ...(range ? { "Content-Range": `bytes ${range.first}-${range.last}/${blob.bytes}` } : {}),
          "Accept-Ranges": "bytes",
          // Said in so many words for HEAD, whose answer has no body to tell it from.
          "Content-Length": String(last - first + 1),
          "Content-Type": "application/octet-stream",
          "Content-Disposition": `attachment; filename="${name}.rote"`,
        };
        if (c.req.method === "HEAD") return c.body(null, 200, headers);
        await blob.check();
        return c.body(bodyOf(blob.read(first, last)), range ? 206 : 200, headers);
      }),
    )
    .put(
      "/models/:name/blob",
      route({ scope: "train" }, async (c) => {
        const name = c.req.param("name")!;
        registry.checkUpload(name, promisedLength(c));
        const { given: examined, response } = offload && isLong(c)
          ? await offload.ask<ExaminedBlob>(c, await readSlabs(c))
          : { given: await examineBlob(await readBytes(c)) };
        if (!examined) return response!;
        const { version, isNew } = await registry.keep(name, examined, now());
        c.header("ETag", `"${version.version}"`);
        c.header("Location", `/v1/models/${name}/blob?version=${version.version}`);
        return c.json({ model: name, ...version }, isNew ? 201 : 200);
      }),
    );
}

/** The part that is asked for. Only GET knows parts (RFC 9110, section 14.2). */
function readRange(c: Context, tag: string, size: number): ByteRange | undefined {
  if (c.req.method !== "GET" || !allowsRange(c.req.header("If-Range"), tag)) return undefined;
  try {
    return readByteRange(c.req.header("Range"), size);
  } catch (error) {
    c.header("Content-Range", `bytes */${size}`);
    throw error;
  }
}
