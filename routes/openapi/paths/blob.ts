/**
 * `/v1/models/{name}/blob` in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import { storedVersion } from "../../../models/answers.ts";
import { versionQuery } from "../../../models/requests/schemas.ts";
import { OF_BLOB, OF_BODY, OF_MODEL, OF_ROOM, OF_VERSION } from "../codes.ts";
import { EXAMPLE_VERSION, MAJORITY_VERSION } from "../examples.ts";
import { BLOB_CODES } from "../meanings.ts";
import { json, type Operation, type Operations } from "../operation.ts";
import { entityTag, ifNoneMatch, modelPath } from "../parameters.ts";

/** The bytes of a blob. */
const content = {
  "application/octet-stream": {
    schema: z.string().meta({
      format: "binary",
      description: "A blob, as docs/blob-format.md lays it out",
    }),
  },
};

const caching = z.object({
  "ETag": entityTag,
  "Cache-Control": z.string().meta({
    description: "For ever if the version is named, else only with a question whether it changed",
  }),
});

const whole = caching.extend({
  "Accept-Ranges": z.literal("bytes"),
  "Content-Length": z.string().meta({ description: "Bytes of the blob, or of the part" }),
  "Content-Disposition": z.string().meta({ description: "A file name for the blob" }),
});

const part = whole.extend({
  "Content-Range": z.string().meta({ description: "Where the part belongs, and the whole size" }),
});

const download = {
  tags: ["Models"],
  requestParams: {
    path: modelPath,
    query: versionQuery,
    header: z.object({ "If-None-Match": ifNoneMatch }),
  },
  refusals: [...OF_MODEL, ...OF_VERSION, "request_not_valid"],
} satisfies Partial<Operation>;

const unchanged = { description: "The client has these bytes already", headers: caching };

const stored = { model: "majority", ...EXAMPLE_VERSION };

const storedHeaders = z.object({
  ETag: entityTag,
  Location: z.string().meta({ description: "Path of this very version" }),
});

/** The operations of blobs. */
export const blobOperations: Operations = {
  "/v1/models/{name}/blob": {
    get: {
      ...download,
      operationId: "downloadBlob",
      summary: "Download a model",
      description:
        "Whole, or a part of it (RFC 9110, section 14). The entity tag is the version, " +
        "the SHA-256 of the bytes.",
      requestParams: {
        ...download.requestParams,
        header: z.object({
          "If-None-Match": ifNoneMatch,
          "Range": z.string().optional().meta({
            description: "One range of bytes; several, or what is none, get the whole",
            param: { example: "bytes=0-63" },
          }),
          "If-Range": z.string().optional().meta({
            description: "A strong entity tag: the part is sent only of just these bytes",
            param: { example: `"${MAJORITY_VERSION}"` },
          }),
        }),
      },
      responses: {
        200: { description: "The blob", headers: whole, content },
        206: { description: "The part that was asked for", headers: part, content },
        304: unchanged,
      },
      refusals: [...download.refusals, ...OF_BLOB, "range_not_satisfiable"],
    },
    head: {
      ...download,
      operationId: "inspectBlob",
      summary: "Ask for the size and version of a model",
      responses: { 200: { description: "As of the whole blob", headers: whole }, 304: unchanged },
    },
    put: {
      operationId: "uploadBlob",
      tags: ["Models"],
      summary: "Upload a model that was trained elsewhere",
      description:
        "The blob is checked whole before it is stored, and is the current version then. " +
        "Any Content-Type will do.",
      requestParams: { path: modelPath },
      requestBody: { required: true, content },
      responses: {
        200: json("The version, which was there already", storedVersion, stored, storedHeaders),
        201: json(
          "The version",
          storedVersion,
          { ...stored, source: "uploaded", trainAccuracy: undefined },
          storedHeaders,
        ),
      },
      refusals: [
        ...OF_BODY,
        "name_not_legal",
        ...BLOB_CODES,
        ...OF_ROOM,
        "model_too_large",
        "store_unavailable",
      ],
    },
  },
};
