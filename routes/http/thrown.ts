/**
 * What a route throws, as an answer in the form that the clients of its path know.
 *
 * @module
 */

import type { Context } from "hono";
import { isFault, problem, toRoteError } from "./problem.ts";
import { inferenceError, isInferencePath } from "./inference_error.ts";

/**
 * Answers a request with what was thrown.
 *
 * @param onFault told of faults that a client only sees as a 500
 */
export function answerThrown(
  c: Context,
  thrown: unknown,
  onFault: (thrown: unknown) => void,
): Response {
  const error = toRoteError(thrown);
  if (isFault(error.code)) onFault(thrown);
  return isInferencePath(c.req.path) ? inferenceError(c, error) : problem(c, error);
}
