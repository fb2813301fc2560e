/**
 * What answers requests that would keep others waiting, as the routes see it (`offload.ts`).
 *
 * @module
 */

import type { Context } from "hono";
import type { Slabs } from "../http/slabs.ts";

/** An answer of the worker. */
export interface Offloaded<Given> {
  /** What the client gets, unless there is more to do. */
  readonly response: Response;
  /** What the request was read into; nothing if it was refused. */
  readonly given: Given | undefined;
}

/** Answers requests elsewhere. */
export interface Offloading {
  /**
   * Answers a request for a version of a model.
   *
   * @param wantsModel whether the service has not got the model itself
   */
  answer(c: Context, version: string, wantsModel?: boolean): Promise<Response>;

  /**
   * Has a request answered, or read into what the service goes on with.
   *
   * @param body in pieces, which are moved to the worker
   * @param version of the model that the request names, if it is there already
   * @throws {RoteError} `too_busy`; `internal` if the worker dies
   */
  ask<Given>(
    c: Context,
    body: Pick<Slabs, "all">,
    model?: { version?: string; wantsModel?: boolean },
  ): Promise<Offloaded<Given>>;
}
