/**
 * The OpenAPI document as generators read it: its operations with their parameters and bodies, and
 * whether a value fits one of its schemas.
 *
 * @module
 */

import { type Schema as JsonSchema, Validator } from "@cfworker/json-schema";
import { documentOf } from "../openapi/routes.ts";

// deno-lint-ignore no-explicit-any -- JSON, and JSON Schema, of any form
export type Json = any;

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly schema: Json;
  readonly description?: string;
}

/** An operation with one of the media types of its body. */
export interface Operation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** Media type of the body; absent if there is none. */
  readonly type?: string;
  /** Schema of the body. */
  readonly schema?: Json;
  readonly parameters: readonly Parameter[];
  readonly statuses: ReadonlySet<number>;
}

const document: Json = JSON.parse(documentOf("test"));

/** Every operation, once for each media type that its body may have. */
export const OPERATIONS: readonly Operation[] = Object.entries<Json>(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries<Json>(methods).flatMap(([method, spec]) => {
      const operation: Operation = {
        id: spec.operationId,
        method: method.toUpperCase(),
        path,
        parameters: spec.parameters ?? [],
        statuses: new Set(Object.keys(spec.responses).map(Number)),
      };
      const bodies = Object.entries<Json>(spec.requestBody?.content ?? {});
      if (bodies.length === 0) return [operation];
      return bodies.map(([type, { schema }]) => ({
        ...operation,
        type,
        schema,
        // The document says in words which parameters count for which media type.
        parameters: operation.parameters.filter((one) => countsFor(one, operation.id, type)),
      }));
    }),
);

function countsFor({ in: place, description = "" }: Parameter, id: string, type: string): boolean {
  if (id !== "train" || place !== "query") return true;
  if (type === "application/json") return false;
  if (type === "text/csv") return !description.startsWith("Packed rows only");
  return !description.startsWith("CSV only");
}

/** Follows a reference. */
export function resolve(schema: Json): Json {
  if (schema.$ref === undefined) return schema;
  return schema.$ref.slice(2).split("/").reduce((at: Json, step: string) => at[step], document);
}

const validators = new WeakMap<Json, Validator>();

/** True if a value is what a schema of the document says. */
export function fits(schema: Json, value: unknown): boolean {
  let validator = validators.get(schema);
  if (!validator) {
    const { components } = document;
    validator = new Validator({ ...schema, components } as JsonSchema, "2020-12");
    validators.set(schema, validator);
  }
  return validator.validate(value).valid;
}

/** True if the text of a query parameter or header, read as its schema says, fits. */
export function textFits(schema: Json, text: string): boolean {
  if (schema.type !== "integer" && schema.type !== "number") return fits(schema, text);
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) && fits(schema, value);
}
