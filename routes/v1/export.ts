/**
 * `/v1/models/{name}/export/{target}`: a model as code for another runtime, one file at a time. The
 * `Link` header (RFC 8288) leads to the other files of the same export.
 *
 * @module
 */

import { Hono } from "hono";
import { type ExportOptions, quote, refuse } from "../../lib/mod.ts";
import {
  type ModelExport,
  type ModelExportFile,
  ModelExports,
} from "../../models/serving/model_exports.ts";
import { exportQuery } from "../../models/requests/schemas.ts";
import type { Service } from "../parts.ts";
import { isNamed } from "../http/entity_tag.ts";
import { route } from "../gate/access.ts";
import { sharedBody } from "../gate/answer.ts";
import { versionFor } from "../http/passage.ts";
import { readQuery } from "../http/request.ts";

/** What the route works with. */
type Exporting = Pick<Service, "registry" | "limits" | "offload">;

/** The route of exports. They are made by the offload worker, where there is one. */
export function exportRoutes({ registry, limits, offload }: Exporting) {
  const exports = new ModelExports(registry, limits.exportBytes);
  const access = { scope: "read", readsQuery: true } as const;
  return new Hono().get(
    "/models/:name/export/:target",
    route(access, async (c) => {
      const name = c.req.param("name")!;
      const target = c.req.param("target")!;
      const { version, file: fileName, ...options } = readQuery(c, exportQuery);
      if (offload) return await offload.answer(c, registry.findVersion(name, version));
      const made = exports.get(name, versionFor(c, version), target, options);
      const file = fileName === undefined ? made.files[0]! : fileOf(made, fileName);
      const tag = `"${await file.sha256}"`;
      // A named version, too: another release may write other code.
      const caching = { "ETag": tag, "Cache-Control": "no-cache" };
      if (isNamed(c.req.header("If-None-Match"), tag)) return c.body(null, 304, caching);
      const others = made.files.filter((other) => other !== file);
      const headers = {
        ...caching,
        ...(others.length > 0 ? { "Link": linkTo(others, made.version, options) } : {}),
        // Said in so many words for HEAD, whose answer has no body to tell it from.
        "Content-Length": String(file.bytes.length),
        "Content-Type": file.type.startsWith("text/") ? `${file.type}; charset=utf-8` : file.type,
        "Content-Disposition": `attachment; filename="${file.name}"`,
      };
      if (c.req.method === "HEAD") return c.body(null, 200, headers);
      return c.body(sharedBody(file.bytes), 200, headers);
    }),
  );
}

function fileOf({ files }: ModelExport, name: string): ModelExportFile {
  const file = files.find((one) => one.name === name);
  if (file) return file;
  const names = files.map(({ name }) => name).join(", ");
  throw refuse("export_file_unknown", `There is no file ${quote(name)}; there is ${names}`, {
    field: "file",
  });
}

/**
 * Links to files, relative to the route. They name the version: the current one may be another by the
 * time that they are followed, and the files have to go together.
 */
function linkTo(
  files: readonly ModelExportFile[],
  version: string,
  options: ExportOptions,
): string {
  const chosen = Object.entries(options).map(([name, value]) => [name, String(value)]);
  return files.map(({ name }) => {
    const query = new URLSearchParams([["version", version], ...chosen, ["file", name]]);
    return `<?${query}>; rel="related"`;
  }).join(", ");
}
