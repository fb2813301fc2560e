/**
 * How much of a bound one client may take for itself, so that no client can take all: requests under
 * way, their bytes, places in the queue, event streams. A client is a key; all who come without one
 * are one client together. Whoever holds the only key may take everything, those without may not.
 *
 * @module
 */

import type { ApiKeys } from "./api_keys.ts";

/** The client that all who come without a key are. */
export const WITHOUT_KEY = "";

/** The shares of clients. */
export class Shares {
  readonly share: number;
  readonly keys: number;

  /**
   * @param share of a bound, from 0 to 1
   * @param keys of the service
   */
  constructor(share: number, keys: Pick<ApiKeys, "size">) {
    this.share = share;
    this.keys = keys.size;
  }

  /** True if some client may not take all: without that nothing need be counted. */
  get areParts(): boolean {
    return this.share < 1 && this.keys > 0;
  }

  /** How much a client may take of a bound, at least one. */
  of(client: string, bound: number): number {
    const isPart = this.areParts && (client === WITHOUT_KEY || this.keys > 1);
    return isPart ? Math.max(1, Math.floor(this.share * bound)) : bound;
  }
}

/** Everything for everybody. */
export const WHOLE = new Shares(1, { size: 0 });
