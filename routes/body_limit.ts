/**
 * The bound on request bodies: no more than so many bytes of one are ever held in memory.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { RoteError } from "../lib/mod.ts";

/** A middleware that refuses bodies above a limit with `body_too_large`, however they are sent. */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new RoteError("body_too_large", `The body is above the limit of ${maxBytes} bytes`);
    },
  });
}

/**
 * True if the headers promise a body within the limit, and the server holds a client to that: it
 * refuses a request with another way to end the body beside. Cheaper than the middleware, which
 * opens the body as a stream to see whether there is one.
 */
export function isKnownWithin(c: Context, maxBytes: number): boolean {
  return Number(c.req.header("Content-Length")) <= maxBytes;
}
