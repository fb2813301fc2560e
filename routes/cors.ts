/**
 * Which web pages may call the service from a browser (CORS, https://fetch.spec.whatwg.org). None,
 * unless an operator names their origins.
 *
 * @module
 */

import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** Answers that a page may read besides the usual ones. */
const EXPOSED = [
  ...["Accept-Ranges", "Content-Range", "ETag", "Location", "Retry-After", "X-Request-Id"],
  ...["Idempotency-Replayed", "Preference-Applied", "Inference-Header-Content-Length"],
  ...["Content-Disposition", "Link", "Rote-Next"],
];
/** Seconds for which a browser need not ask again. */
const MAX_AGE = 7_200;

/** A middleware that lets pages of these origins in; "*" stands for all of them. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: origins.includes("*") ? "*" : [...origins],
    allowMethods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
    exposeHeaders: EXPOSED,
    maxAge: MAX_AGE,
  });
}
