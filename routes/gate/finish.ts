/**
 * What is done with every answer before it is sent: security headers, the request's id, and what is
 * logged and traced of it.
 *
 * @module
 */

import { trace } from "@opentelemetry/api";
import type { Log } from "../../models/operating/log.ts";

/** What is chosen of it. */
export interface FinishOptions {
  readonly log: Log;
  /** Log every request, not only those that fail by a fault of the service. */
  readonly logRequests: boolean;
  /** Name spans after routes: OpenTelemetry is on. */
  readonly isTracing: boolean;
}

/**
 * Headers of every answer. The strictest policy for what is no page: nothing may be loaded, nobody may
 * frame it. Pages bring a policy of their own.
 */
const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
  ["Referrer-Policy", "no-referrer"],
];

/** An id that a proxy may have given a request already. */
const REQUEST_ID = /^[\w.:+/=-]{1,128}$/;

/** A request that is answered. */
export interface Answered {
  readonly request: Request;
  readonly response: Response;
  readonly path: string;
  /** Name of its route. */
  readonly route: string;
  /** Whose it is. */
  readonly client: string;
  readonly seconds: number;
}

/** Gives an answer its headers, and tells of it where it is to be told of. */
export function finish(answered: Answered, { log, logRequests, isTracing }: FinishOptions): void {
  const { request, response, path, route, client, seconds } = answered;
  const { status, headers } = response;
  for (const [name, value] of SECURITY_HEADERS) if (!headers.has(name)) headers.set(name, value);
  // What is still to come of the body is not read.
  if (status === 408 || status === 413) headers.set("Connection", "close");
  if (isTracing) {
    const span = trace.getActiveSpan();
    span?.setAttribute("http.route", route);
    span?.updateName(`${request.method} ${route}`);
  }
  const isFault = status >= 500 && status !== 503;
  const given = request.headers.get("X-Request-Id");
  if (!logRequests && !isFault && given === null) return;
  const requestId = given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();
  headers.set("X-Request-Id", requestId);
  if (!logRequests && !isFault) return;
  log.write(isFault ? "error" : "info", "request", {
    ...{ requestId, method: request.method, path, route, status },
    ...{ milliseconds: Math.round(seconds * 1e6) / 1e3, client },
  });
}
