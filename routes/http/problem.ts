/**
 * Errors as clients see them: RFC 9457 problem details with a stable `code` and, for each thing
 * that was refused, where it is. The one map from codes to HTTP statuses is here.
 *
 * @module
 */

import { STATUS_CODES } from "node:http";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type ErrorCode, type Offender, RoteError, RUN_FIELDS } from "../../lib/mod.ts";

/** Codes whose status is not 422, which says: understood, and cannot be done like this. */
const STATUS: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  body_not_json: 400,
  body_incomplete: 400,
  body_not_decodable: 400,
  idempotency_key_not_legal: 400,
  target_not_legal: 400,
  key_missing: 401,
  key_not_valid: 401,
  key_scope_missing: 403,
  model_not_found: 404,
  version_not_found: 404,
  job_not_found: 404,
  export_target_unknown: 404,
  export_file_unknown: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  body_too_slow: 408,
  job_finished: 409,
  name_taken: 409,
  too_many_models: 409,
  store_full: 409,
  store_read_only: 409,
  body_too_large: 413,
  json_too_many_values: 413,
  model_too_large: 413,
  media_type_not_supported: 415,
  content_coding_not_supported: 415,
  range_not_satisfiable: 416,
  host_not_served: 421,
  queue_full: 429,
  rate_limited: 429,
  internal: 500,
  model_damaged: 500,
  store_unavailable: 503,
  too_busy: 503,
  too_many_streams: 503,
  service_stopping: 503,
};

/** Seconds after which a client may try again what was refused for lack of room. */
const RETRY_AFTER_SECONDS = 5;

/** What refusals call by its name of a JSON body's own fields, which stand at its top. */
const AT_TOP: readonly string[] = ["model", "features", ...Object.keys(RUN_FIELDS)];

/** Answers a request with an error. */
export function problem(c: Context, error: RoteError): Response {
  const { status, body, headers } = describeProblem(error, mediaType(c) === "application/json");
  return c.body(JSON.stringify(body), status, headers);
}

/**
 * The parts of an answer with an error.
 *
 * @param isJson whether places are told as JSON pointers into the request's body
 */
export function describeProblem(error: RoteError, isJson: boolean) {
  const status = statusOf(error.code);
  const body = {
    type: "about:blank",
    title: STATUS_CODES[status],
    status,
    code: error.code,
    detail: error.message,
    ...(error.offenders.length > 0
      ? { errors: error.offenders.map((offender) => place(offender, isJson)) }
      : {}),
  };
  const headers: Record<string, string> = { "Content-Type": "application/problem+json" };
  if (status === 429 || status === 503) headers["Retry-After"] = String(RETRY_AFTER_SECONDS);
  return { status, body, headers };
}

/** The HTTP status of a code. */
export function statusOf(code: ErrorCode): ContentfulStatusCode {
  return STATUS[code] ?? 422;
}

/** True for what is no client's doing: it is logged. */
export function isFault(code: ErrorCode): boolean {
  return code === "internal" || code === "store_unavailable" || code === "model_damaged";
}

/** The media type of a request's body without its parameters, in lower case. */
export function mediaType(c: Context): string {
  return (c.req.header("Content-Type") ?? "").split(";")[0]!.trim().toLowerCase();
}

/** An offender with a JSON pointer, or the name of a query parameter or CSV column. */
function place({ field, ...offender }: Offender, isJson: boolean): Record<string, unknown> {
  if (field === undefined) return offender;
  if (isJson) return { ...offender, pointer: AT_TOP.includes(field) ? `/${field}` : field };
  if (field.startsWith("/")) return offender;
  return { ...offender, [offender.line === undefined ? "parameter" : "column"]: field };
}

/** Turns whatever was thrown into an error that a client may see. */
export function toRoteError(thrown: unknown): RoteError {
  if (thrown instanceof RoteError) return thrown;
  // Deno's words for a connection that ended, or was broken, in the middle of a body.
  if (thrown instanceof Deno.errors.BadResource || thrown instanceof Deno.errors.Http) {
    return new RoteError("body_incomplete", "The body ended before it was whole");
  }
  return new RoteError("internal", "The service met a fault of its own; it has been logged");
}
