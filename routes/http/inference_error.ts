/**
 * Errors as the clients of the Open Inference Protocol read them: `{"error":"text"}`. KServe's client
 * looks for the text only where the Content-Type is exactly `application/json`.
 *
 * @module
 */

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorCode, RoteError } from "../../lib/mod.ts";
import { describeProblem, statusOf } from "./problem.ts";

/** Here names and versions stand in paths, and a path with one that is not legal leads nowhere. */
const NOWHERE: readonly ErrorCode[] = ["name_not_legal", "version_not_legal"];

/** True for paths of the Open Inference Protocol, whether there is a route for them or not. */
export function isInferencePath(path: string): boolean {
  return path === "/v2" || path.startsWith("/v2/");
}

/** Answers a request of the Open Inference Protocol with an error. */
export function inferenceError(c: Context, error: RoteError): Response {
  const { status, body, headers } = describeInferenceError(error);
  return c.body(JSON.stringify(body), status, headers);
}

/** The parts of an answer with an error. */
export function describeInferenceError(error: RoteError) {
  const { headers } = describeProblem(error, false);
  return {
    status: inferenceStatusOf(error.code),
    body: { error: error.message },
    headers: { ...headers, "Content-Type": "application/json" },
  };
}

/** The protocol knows 400 for all that a request can do wrong, where we say 422. */
function inferenceStatusOf(code: ErrorCode): ContentfulStatusCode {
  if (NOWHERE.includes(code)) return 404;
  const status = statusOf(code);
  return status === 422 ? 400 : status;
}
