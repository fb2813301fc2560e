/**
 * The routes about the service itself, in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import { json, type Operations } from "../operation.ts";
import { entityTag, ifNoneMatch } from "../parameters.ts";

const trouble = z.strictObject({ code: z.string(), detail: z.string() });
const jobs = z.strictObject({ queued: z.int().min(0), running: z.int().min(0) });

const health = z.strictObject({
  status: z.enum(["ok", "impaired"]),
  release: z.string(),
  readOnly: z.literal(true).exactOptional()
    .meta({ description: "There if the store is only read (`ROTE_READ_ONLY`)" }),
  models: z.int().min(0),
  jobs,
  problems: z.array(trouble).meta({ description: "What keeps the service from taking more" }),
}).meta({ id: "Health" });

const down = z.strictObject({
  status: z.literal("down"),
  release: z.string(),
  readOnly: z.literal(true).exactOptional(),
  jobs,
  problems: z.array(trouble).min(1),
});

const index = z.strictObject({
  name: z.literal("rote"),
  release: z.string(),
  routes: z.array(z.string()),
});

const text = (mediaType: string, description: string) => ({
  description,
  content: { [mediaType]: { schema: z.string() } },
});

/** The operations about the service. */
export const serviceOperations: Operations = {
  "/": {
    get: {
      operationId: "getIndex",
      tags: ["Service"],
      summary: "Find the routes",
      responses: { 200: json("What there is", index) },
      refusals: [],
    },
  },
  "/health": {
    get: {
      operationId: "getHealth",
      tags: ["Service"],
      summary: "Ask whether the service can do its work",
      responses: {
        200: json("It can, maybe not all of it", health, {
          status: "ok",
          release: "0.1.0",
          models: 1,
          jobs: { queued: 0, running: 0 },
          problems: [],
        }),
        503: json(
          "It cannot: the store is not there",
          down,
          undefined,
          z.object({
            "Retry-After": z.string(),
          }),
        ),
      },
      refusals: [],
    },
  },
  "/metrics": {
    get: {
      operationId: "getMetrics",
      tags: ["Service"],
      summary: "Read the figures of the service",
      responses: { 200: text("text/plain", "Prometheus' text format") },
      refusals: [],
    },
  },
  "/openapi.json": {
    get: {
      operationId: "getOpenApi",
      tags: ["Service"],
      summary: "Read this document",
      requestParams: { header: z.object({ "If-None-Match": ifNoneMatch }) },
      responses: {
        200: json(
          "The document",
          z.looseObject({ openapi: z.literal("3.1.1") }),
          undefined,
          z.object({ ETag: entityTag }),
        ),
        304: { description: "The client has it already", headers: z.object({ ETag: entityTag }) },
      },
      refusals: [],
    },
  },
  "/docs": {
    get: {
      operationId: "getDocs",
      tags: ["Service"],
      summary: "Read this document as a page",
      responses: { 200: text("text/html", "A page that needs nothing from elsewhere") },
      refusals: [],
    },
  },
  "/docs/{file}": {
    get: {
      operationId: "getDocsFile",
      tags: ["Service"],
      summary: "Load what the page is made of",
      requestParams: {
        path: z.object({
          file: z.string().meta({
            description: "As the page names it",
            param: { example: "start.js" },
          }),
        }),
      },
      responses: {
        200: {
          description: "A script or style sheet",
          content: {
            "text/javascript": { schema: z.string() },
            "text/css": { schema: z.string() },
          },
        },
      },
      refusals: ["route_not_found"],
    },
  },
};
