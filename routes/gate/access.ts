/**
 * What a route asks of whoever calls it, declared where the route is defined. A handler without a
 * declaration is never called (`route_table.ts`), and what a declaration does not allow is refused.
 *
 * @module
 */

import type { Context, Env, Handler, Input } from "hono";
import type { HandlerResponse } from "hono/types";
import { quote, refuse } from "../../lib/mod.ts";
import type { Scope } from "../../models/operating/api_keys.ts";

/** What a route asks, and what it is let off. */
export interface Access {
  /** What a key must allow; "open" for what everybody may see. */
  readonly scope: Scope | "open";
  /** True for what answers also while the service stops, and is never held up by limits. */
  readonly isVital?: boolean;
  /** True if it reads its query, and refuses what it does not know; all others take none. */
  readonly readsQuery?: boolean;
  /** True if it sees to it by itself that its large answers are bounded; others are by the gate. */
  readonly boundsAnswer?: boolean;
}

const declared = new WeakMap<object, Access>();

/** The declaration of a handler. */
export function accessOf(handler: object): Access | undefined {
  return declared.get(handler);
}

/**
 * A handler with its declaration: `.get("/health", route({ scope: "open" }, (c) => ...))`.
 *
 * @throws {RoteError} `request_not_valid`, when it is called with a query that it does not read
 */
export function route<E extends Env, P extends string, I extends Input, R extends Answer>(
  access: Access,
  handler: (c: Context<E, P, I>) => R,
): Handler<E, P, I, R> {
  const handle = (c: Context<E, P, I>): R => {
    if (!access.readsQuery && c.req.url.includes("?")) refuseQuery(c);
    const answer = handler(c);
    return c.req.method === "HEAD" ? withLength(answer) as R : answer;
  };
  declared.set(handle, access);
  return handle;
}

/** The answer to HEAD with the length that GET's has (RFC 9110, section 9.3.2): Hono drops its body. */
async function withLength(answer: unknown): Promise<unknown> {
  const response = await answer;
  const isKnown = !(response instanceof Response) || !response.body || response.status === 204 ||
    response.headers.has("Content-Length") ||
    response.headers.get("Content-Type") === "text/event-stream";
  if (isKnown) return response;
  const { status, headers } = response;
  const { byteLength } = await response.arrayBuffer();
  headers.set("Content-Length", String(byteLength));
  return new Response(null, { status, headers });
}

// deno-lint-ignore no-explicit-any -- as Hono has it
type Answer = HandlerResponse<any>;

/** Refuses a query where none is read: what it was to change would otherwise be left out in silence. */
export function refuseQuery(c: Context): void {
  const [name] = new URL(c.req.url).searchParams.keys();
  if (name === undefined) return;
  throw refuse("request_not_valid", `There is no query parameter ${quote(name)} here`, {
    field: name,
  });
}
