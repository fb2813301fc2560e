/**
 * The routes of the service with what each asks of whoever calls it: found by Hono's own router, so
 * that what is judged is what is called. A path or method that no declared route has is none.
 *
 * @module
 */

import type { Hono } from "hono";
import { RoteError } from "../../lib/mod.ts";
import { type Access, accessOf } from "./access.ts";

/** A route. */
export interface Route extends Access {
  readonly method: string;
  /** The path with its parameters by name, as OpenAPI writes it: few values, whatever is asked. */
  readonly name: string;
}

/** What requests that no route answers count as. */
export const NO_ROUTE = "other";

/** All routes of an application. */
export class RouteTable {
  readonly #router: Hono["router"];
  /** By what Hono keeps of each. */
  readonly #routes: ReadonlyMap<object, Route>;

  /**
   * @param app with all its routes
   * @throws {Error} if a handler has no declaration
   */
  constructor(app: Pick<Hono, "router" | "routes">) {
    this.#router = app.router;
    this.#routes = new Map(app.routes.map((registered) => {
      const { method, path, handler } = registered;
      const access = accessOf(handler);
      if (!access) throw new Error(`${method} ${path} does not declare who may call it`);
      return [registered, { ...access, method, name: path.replace(/:(\w+)(?:\{.*?\})?/g, "{$1}") }];
    }));
  }

  /** All of them. */
  get all(): Route[] {
    return [...this.#routes.values()];
  }

  /** The route that answers a method on a path. HEAD is answered by what answers GET. */
  find(method: string, path: string): Route | undefined {
    const [matched] = this.#router.match(method === "HEAD" ? "GET" : method, path);
    // Middleware would come first: there is none, so the first one is the handler that is called.
    const registered = matched[0]?.[0][1];
    return registered && this.#routes.get(registered);
  }

  /** Why nothing answers: a wrong path, or a right one with a wrong method (RFC 9110, 15.5.6). */
  explain(method: string, path: string): { error: RoteError; allow: string } {
    const allow = ["GET", "POST", "PUT", "DELETE"].filter((other) => this.find(other, path))
      .join(", ");
    const error = allow === ""
      ? new RoteError("route_not_found", `There is no ${method} ${path}`)
      : new RoteError("method_not_allowed", `${path} does not take ${method}, only ${allow}`);
    return { error, allow };
  }
}
