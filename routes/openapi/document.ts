/**
 * The OpenAPI document (version 3.1), made of the schemas that the routes read with and of those that
 * tests hold every answer against.
 *
 * @module
 */

import {
  createDocument,
  type ZodOpenApiComponentsObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import type { ErrorCode } from "../../lib/mod.ts";
import { LABEL, ROW } from "../../models/requests/request_fields.ts";
import type { Route } from "../gate/route_table.ts";
import { blobOperations } from "./paths/blob.ts";
import { exportOperations } from "./paths/export.ts";
import { inferenceOperations } from "./paths/inference.ts";
import { INTRODUCTION, TAGS } from "./introduction.ts";
import { jobOperations } from "./paths/jobs.ts";
import { mlflowOperations } from "./paths/mlflow.ts";
import { modelOperations } from "./paths/models.ts";
import type { Operation, Operations } from "./operation.ts";
import { predictOperations } from "./paths/predict.ts";
import { refusalsOf } from "./refusals.ts";
import { serviceOperations } from "./paths/service.ts";
import { trainOperations } from "./paths/train.ts";

const OPERATIONS: Operations = {
  ...trainOperations,
  ...jobOperations,
  ...modelOperations,
  ...predictOperations,
  ...blobOperations,
  ...exportOperations,
  ...inferenceOperations,
  ...mlflowOperations,
  ...serviceOperations,
};

/** What schemas of long lists refer to: `models/requests/lists.ts` looks at no element. */
const PARTS = { Row: ROW, Label: LABEL } as ZodOpenApiComponentsObject["schemas"] & object;

/** All operations with their security and their error answers, by path and method. */
export function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  return Object.fromEntries(
    Object.entries(OPERATIONS).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => {
          const asked = method === "head" ? "GET" : method.toUpperCase();
          const route = routes.find((one) => one.name === path && one.method === asked);
          if (!route) throw new Error(`There is no route for ${method} ${path}`);
          return [method, complete(path, operation, route)];
        }),
      ),
    ]),
  );
}

/**
 * The document as text, for a release of the service. The same release gives the same bytes.
 *
 * @param routes all routes of the service, which say who may call them
 */
export function openApiText(release: string, routes: readonly Route[]): string {
  const document = createDocument({
    openapi: "3.1.1",
    info: {
      title: "Rote",
      version: release,
      summary: "Networks of lookup tables, trained by memorization",
      description: INTRODUCTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: TAGS,
    paths: pathsOf(routes),
    components: {
      schemas: PARTS,
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description:
            "Only where the service has keys (`ROTE_API_KEYS`). A key has scopes: each " +
            "operation names the one it needs, unless an operator has opened that scope to all.",
        },
      },
    },
  }, { override });
  return `${JSON.stringify(document, sayOnce, 2)}\n`;
}

/** Leaves out of a schema what its parameter or header says of itself already. */
function sayOnce(_key: string, value: unknown): unknown {
  const { schema, description } = Object(value);
  if (description === undefined || schema?.description !== description) return value;
  const { description: _, ...rest } = schema;
  return { ...value as object, schema: rest };
}

function complete(
  path: string,
  operation: Operation,
  { scope, isVital }: Route,
): ZodOpenApiOperationObject {
  const { refusals, responses, ...rest } = operation;
  const atGate: readonly ErrorCode[] = [
    "target_not_legal",
    "request_not_valid",
    ...(scope === "open"
      ? []
      : ["key_missing", "key_not_valid", "key_scope_missing", "rate_limited"] as const),
    "host_not_served",
    ...(isVital ? [] : ["rate_limited", "too_busy", "service_stopping"] as const),
    "internal",
  ];
  return {
    ...rest,
    security: scope === "open" ? [] : [{}, { key: [scope] }],
    responses: { ...refusalsOf([...refusals, ...atGate], path), ...responses },
  };
}

/** What zod writes of a schema, put right for people who read it. */
const override: ZodOpenApiOverride = ({ jsonSchema, zodSchema, io }) => {
  const { def } = zodSchema._zod;
  // Answers may get more fields; that the schemas allow none is for the tests.
  if (io === "output") delete jsonSchema.additionalProperties;
  if (io === "output" && jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // zod leaves defaults out where a text becomes a number. An empty list is what is missing.
  if (io === "input" && def.type === "default") {
    jsonSchema.default = def.defaultValue;
    if (Array.isArray(def.defaultValue)) delete jsonSchema.default;
  }
  // The format says it; the pattern is one of a thousand characters.
  if (jsonSchema.format === "date-time" || jsonSchema.format === "uuid") delete jsonSchema.pattern;
};
