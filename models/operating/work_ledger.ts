/**
 * How much work is under way, by its estimated time: what one client has asked for and not yet got is
 * bounded, so that nobody waits long behind it, not even when the client has gone, which the service
 * cannot know. Work that is too much for one request is refused before it is begun.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";
import type { Shares } from "./shares.ts";

/** Some work. */
export interface Work {
  /** What it is, as the beginning of a sentence. */
  readonly what: string;
  /** Nanoseconds that it is estimated to take. */
  readonly time: number;
}

/** Work of requests under way. */
export class WorkLedger {
  readonly #most: number;
  readonly #shares: Shares;
  /** Nanoseconds under way, of each client that has some. */
  readonly #clients = new Map<string, number>();
  #all = 0;

  /**
   * @param seconds of work that may be under way, and that one request may take
   * @param shares what of it one client may have
   */
  constructor(seconds: number, shares: Shares) {
    this.#most = 1e9 * seconds;
    this.#shares = shares;
  }

  /**
   * Begins work.
   *
   * @returns what ends it
   * @throws {RoteError} `too_much_work` if it is above the bound by itself; `too_busy`
   */
  begin(client: string, { what, time }: Work): () => void {
    if (time > this.#most) {
      throw new RoteError(
        "too_much_work",
        `${what} takes about ${inSeconds(time)} s, and the limit for one request is ` +
          `${inSeconds(this.#most)} s; ask for less at a time`,
      );
    }
    const own = this.#clients.get(client) ?? 0;
    const share = this.#shares.of(client, this.#most);
    const isAbove = own > 0 && own + time > share;
    if (isAbove || this.#all > 0 && this.#all + time > 2 * this.#most) {
      throw new RoteError(
        "too_busy",
        `${what} takes about ${inSeconds(time)} s, and work of ` +
          `${inSeconds(isAbove ? own : this.#all)} s is under way already; try again in a moment`,
      );
    }
    this.#add(client, time);
    return () => this.#add(client, -time);
  }

  #add(client: string, nanoseconds: number): void {
    this.#all += nanoseconds;
    const own = (this.#clients.get(client) ?? 0) + nanoseconds;
    if (own > 0) this.#clients.set(client, own);
    else this.#clients.delete(client);
  }
}

function inSeconds(nanoseconds: number): string {
  return (nanoseconds / 1e9).toPrecision(2);
}
