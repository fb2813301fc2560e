/**
 * What an operation of the OpenAPI document is written as: a plain OpenAPI operation whose schemas
 * are zod's, and the codes that it refuses with, from which its error answers are made.
 *
 * @module
 */

import type { z } from "zod";
import type {
  ZodOpenApiHeadersObject,
  ZodOpenApiOperationObject,
  ZodOpenApiResponseObject,
} from "zod-openapi";
import type { ErrorCode } from "../../lib/mod.ts";

/** The methods that the service knows. */
export type Method = "get" | "head" | "post" | "put" | "delete";

/** One operation. Its security and error answers are added by `document.ts`. */
export interface Operation extends Omit<ZodOpenApiOperationObject, "security"> {
  readonly operationId: string;
  readonly summary: string;
  /** What it may be refused with, besides what the gate refuses. */
  readonly refusals: readonly ErrorCode[];
}

/** Operations by path and method. */
export type Operations = Readonly<Record<string, Partial<Record<Method, Operation>>>>;

/** An answer in JSON. */
export function json(
  description: string,
  schema: z.ZodType,
  example?: unknown,
  headers?: ZodOpenApiHeadersObject,
): ZodOpenApiResponseObject {
  return {
    description,
    ...(headers ? { headers } : {}),
    content: { "application/json": { schema, ...(example === undefined ? {} : { example }) } },
  };
}
