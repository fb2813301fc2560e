/**
 * Refusals from in front of the routes, where there is no Hono yet: the same words and forms as theirs.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";
import { ACCEPT_ENCODING } from "../../models/bodies/content_coding.ts";
import { describeProblem } from "../http/problem.ts";
import { describeInferenceError, isInferencePath } from "../http/inference_error.ts";

/** A refusal that knows how long to wait until it would be none. */
export class Wait extends RoteError {
  /** @param seconds until the same request may be let in */
  constructor(readonly seconds: number, ...rest: ConstructorParameters<typeof RoteError>) {
    super(...rest);
  }
}

/** The answer with an error for a request to a path. */
export function refusal(error: RoteError, path: string): Response {
  const { status, body, headers }: {
    status: number;
    body: unknown;
    headers: Record<string, string>;
  } = isInferencePath(path) ? describeInferenceError(error) : describeProblem(error, false);
  if (status === 401) headers["WWW-Authenticate"] = 'Bearer realm="rote"';
  if (error instanceof Wait) headers["Retry-After"] = String(Math.ceil(error.seconds));
  if (error.code === "content_coding_not_supported") headers["Accept-Encoding"] = ACCEPT_ENCODING;
  return new Response(JSON.stringify(body), { status, headers });
}
