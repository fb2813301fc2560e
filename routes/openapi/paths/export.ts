/**
 * `/v1/models/{name}/export/{target}` in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import { EXPORT_TARGET_NAMES, EXPORT_TARGETS } from "../../../lib/mod.ts";
import { exportQuery } from "../../../models/requests/schemas.ts";
import { OF_BLOB, OF_MODEL, OF_VERSION } from "../codes.ts";
import type { Operation, Operations } from "../operation.ts";
import { entityTag, ifNoneMatch, modelPath } from "../parameters.ts";

const targets = EXPORT_TARGET_NAMES.map((name) => `- \`${name}\`: ${EXPORT_TARGETS[name].about}`);

const text = { schema: z.string() };
const bytes = { schema: z.string().meta({ format: "binary" }) };

/** What files are of. */
const content = {
  "text/javascript": text,
  "text/plain": text,
  "text/x-c": text,
  "text/x-verilog": text,
  "application/wasm": bytes,
  "application/octet-stream": bytes,
};

const caching = z.object({
  "ETag": entityTag,
  "Cache-Control": z.literal("no-cache").meta({
    description: "Also for a named version: another release of the service may write other code",
  }),
});

const whole = caching.extend({
  "Link": z.string().optional().meta({
    description: 'The other files of the export (RFC 8288), each with `rel="related"`; absent if ' +
      "there are none. They name the version, so that all files are of the same",
  }),
  "Content-Length": z.string().meta({ description: "Bytes of the file" }),
  "Content-Disposition": z.string().meta({ description: "The name of the file" }),
});

const asked = {
  tags: ["Models"],
  requestParams: {
    path: z.object({
      ...modelPath.shape,
      target: z.enum(EXPORT_TARGET_NAMES).meta({
        description: "What to make of the model",
        param: { example: EXPORT_TARGET_NAMES[0]! },
      }),
    }),
    query: exportQuery,
    header: z.object({ "If-None-Match": ifNoneMatch }),
  },
  refusals: [
    ...OF_MODEL,
    ...OF_BLOB,
    ...OF_VERSION,
    "request_not_valid",
    "export_target_unknown",
    "export_option_not_taken",
    "export_file_unknown",
    "export_head_not_supported",
    "export_too_large",
  ],
} satisfies Partial<Operation>;

const unchanged = { description: "The client has these bytes already", headers: caching };

/** The operations of exports. */
export const exportOperations: Operations = {
  "/v1/models/{name}/export/{target}": {
    get: {
      ...asked,
      operationId: "exportModel",
      summary: "Export a model as code for another runtime",
      description: `One file of it; the \`Link\` header leads to the others.\n\n${
        targets.join("\n")
      }`,
      responses: { 200: { description: "The file", headers: whole, content }, 304: unchanged },
    },
    head: {
      ...asked,
      operationId: "inspectExport",
      summary: "Ask for the files of an export",
      responses: { 200: { description: "As of the file", headers: whole }, 304: unchanged },
    },
  },
};
