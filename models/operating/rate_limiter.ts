/**
 * A limit on the requests of each client: the generic cell rate algorithm (ITU-T I.371), a leaky
 * bucket that keeps one number a client. Clients that were not seen for long are forgotten, and so
 * are the oldest of too many.
 *
 * @module
 */

import { LRUCache } from "lru-cache";

/** Clients that are remembered; one that is forgotten starts with a full allowance. */
const MOST_CLIENTS = 100_000;
const MINUTE = 60_000;

/** Counts the requests of clients. */
export class RateLimiter {
  /** Milliseconds that each request uses up. */
  readonly #cost: number;
  /** When a client's allowance is full again, in milliseconds of the clock. */
  readonly #fullAt: LRUCache<string, number>;
  readonly #now: () => number;

  /**
   * @param perMinute requests that a client may send in a minute, all at once or evenly
   * @param now milliseconds of a clock that does not go back
   */
  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#cost = MINUTE / perMinute;
    this.#fullAt = new LRUCache({ max: MOST_CLIENTS });
    this.#now = now;
  }

  /**
   * Takes one request of a client into account.
   *
   * @returns seconds until the client may try again; 0 if the request is within the limit
   */
  take(client: string): number {
    const wait = this.wait(client);
    if (wait > 0) return wait;
    const now = this.#now();
    this.#fullAt.set(client, Math.max(now, this.#fullAt.get(client) ?? now) + this.#cost);
    return 0;
  }

  /** Seconds until a client may send its next request; 0 if it may now. */
  wait(client: string): number {
    const now = this.#now();
    const wait = Math.max(now, this.#fullAt.get(client) ?? now) + this.#cost - MINUTE - now;
    // Rounding must not cost a client its last request.
    return wait > 1e-6 ? wait / 1_000 : 0;
  }
}
