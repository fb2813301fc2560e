/**
 * Answers held against the OpenAPI document: status, headers, media type and every field. So the
 * document says all that the service answers, and the service nothing else.
 *
 * @module
 */

import { assert } from "@std/assert";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from "zod-openapi";
import { z } from "zod";
import { problem } from "../../../routes/openapi/refusals.ts";
import { PATHS } from "./routes.ts";

/** Paths that are longer and name no parameter first: `/v1/models/{name}/blob` is no `{name}`. */
const PATTERNS = Object.keys(PATHS)
  .toSorted((a, b) => a.split("{").length - b.split("{").length)
  .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}/?$`) }));

/** The operation that a request asks for, if the document has it. */
export function operationOf(method: string, url: string): ZodOpenApiOperationObject | undefined {
  const { pathname } = new URL(url, "http://localhost");
  const path = pathname === "/"
    ? "/"
    : PATTERNS.find(({ pattern }) => pattern.test(pathname))?.path;
  const methods = PATHS[path ?? ""] ?? {};
  const operation = methods[method.toLowerCase() as "get"];
  return operation ?? (method === "HEAD" ? methods.get : undefined);
}

/** Checks an answer. What the document does not have, it has nothing to say about. */
export async function checkDocumented(method: string, url: string, answer: Response) {
  const operation = operationOf(method, url);
  if (!operation) return;
  const { status, headers } = answer;
  const where = `${method} ${url}: ${status}`;
  const response = operation.responses[`${status}` as "200"];
  assert(response, `${where} is not documented`);
  const { headers: expected, content } = response as ZodOpenApiResponseObject;
  if (expected instanceof z.ZodObject) {
    const shape = Object.keys(expected.shape);
    const given = shape.flatMap((name) => headers.has(name) ? [[name, headers.get(name)]] : []);
    const read = expected.safeParse(Object.fromEntries(given));
    assert(read.success, `${where}: ${read.error && z.prettifyError(read.error)}`);
  }
  if (method === "HEAD" || answer.body === null) return;
  const mediaType = headers.get("Content-Type")?.split(";")[0] ?? "";
  const schema = content?.[mediaType]?.schema;
  assert(schema instanceof z.ZodType, `${where} has ${mediaType}, which is not documented`);
  if (!mediaType.endsWith("json")) return;
  const value = await answer.clone().json();
  // A problem's schema is of two parts, and only one of them knows all fields.
  for (const part of mediaType === "application/problem+json" ? [schema, problem] : [schema]) {
    const read = part.safeParse(value);
    assert(read.success, `${where}: ${read.error && z.prettifyError(read.error)}`);
  }
}
