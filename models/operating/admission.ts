/**
 * How much may be under way at the same time: requests, and the bytes of their bodies and answers.
 * What is beyond is refused at once, so that memory stays bounded whatever comes in. No client may
 * take it all: where there are several, each has a share, and the rest is there for the others.
 *
 * @module
 */

import { RoteError } from "../../lib/mod.ts";
import { type Shares, WHOLE } from "./shares.ts";

/** The bounds. */
export interface AdmissionLimits {
  /** Requests under way. */
  readonly concurrentRequests: number;
  /** Bytes of bodies and answers under way, small ones aside. */
  readonly inFlightBytes: number;
}

/** Bodies up to so many bytes are bounded by the number of requests, and never held up by larger ones. */
export const SMALL_BYTES = 65_536;

/** What is under way of one client, or of all. */
interface Load {
  requests: number;
  bytes: number;
}

/** Counts what is under way. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #shares: Shares;
  readonly #all: Load = { requests: 0, bytes: 0 };
  /** Of each client: there are no more of them than keys, and those without one. */
  readonly #clients = new Map<string, Load>();
  #whenIdle: (() => void)[] = [];

  /** @param shares what of the bounds one client may take */
  constructor(limits: AdmissionLimits, shares: Shares = WHOLE) {
    this.#limits = limits;
    this.#shares = shares;
  }

  /** Requests under way, and the bytes that are held for requests and answers. */
  get underWay(): Readonly<Load> {
    return { ...this.#all };
  }

  /**
   * Lets a request in; {@linkcode Admission.leave} is its end.
   *
   * @param client who sends it: the id of a key, or "" for all without one
   * @throws {RoteError} `too_busy`
   */
  enter(client: string): void {
    const { concurrentRequests } = this.#limits;
    if (this.#all.requests >= concurrentRequests) {
      throw busy(`${concurrentRequests} requests are under way already`);
    }
    if (this.#shares.areParts) {
      const own = this.#loadOf(client);
      if (own.requests >= this.#shares.of(client, concurrentRequests)) {
        throw busy(`${own.requests} requests of this client are under way already`);
      }
      own.requests++;
    }
    this.#all.requests++;
  }

  /** A request is answered. */
  leave(client: string): void {
    if (this.#shares.areParts) {
      this.#loadOf(client).requests--;
    }
    if (--this.#all.requests > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** What a body or an answer of a client holds, nothing yet. */
  holding(client: string): Holding {
    return new Holding((bytes, held) => this.#hold(client, bytes, held));
  }

  /** Waits until no request is under way. */
  idle(): Promise<void> {
    if (this.#all.requests === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /**
   * Counts bytes.
   *
   * @param bytes more, or, below 0, fewer
   * @param held bytes that the same body or answer holds already. What is larger than the whole bound
   *   is let in when it is alone.
   */
  #hold(client: string, bytes: number, held: number): void {
    const own = this.#shares.areParts ? this.#loadOf(client) : this.#all;
    if (bytes > 0 && held + bytes > SMALL_BYTES) {
      const { inFlightBytes } = this.#limits;
      const others = this.#all.bytes - held;
      if (others > 0 && this.#all.bytes + bytes > inFlightBytes) {
        throw busy(
          `Requests and answers of ${others} bytes are under way, and ${held + bytes} more would ` +
            `be above the limit of ${inFlightBytes}`,
        );
      }
      const share = this.#shares.of(client, inFlightBytes);
      if (own.bytes > held && own.bytes + bytes > share) {
        throw busy(
          `Requests and answers of this client of ${own.bytes - held} bytes are under way, and ` +
            `${held + bytes} more would be above its share of ${share}`,
        );
      }
    }
    this.#all.bytes += bytes;
    if (own !== this.#all) own.bytes += bytes;
  }

  #loadOf(client: string): Load {
    let own = this.#clients.get(client);
    if (!own) this.#clients.set(client, own = { requests: 0, bytes: 0 });
    return own;
  }
}

/** The bytes of one body or answer, counted as they come and go. */
export class Holding {
  readonly #count: (bytes: number, held: number) => void;
  #bytes = 0;

  /** @param count counts bytes, or throws */
  constructor(count: (bytes: number, held: number) => void) {
    this.#count = count;
  }

  /**
   * So many bytes more are held.
   *
   * @throws {RoteError} `too_busy`; nothing is counted then
   */
  add(bytes: number): void {
    this.#count(bytes, this.#bytes);
    this.#bytes += bytes;
  }

  /** So many bytes are no longer held, all of them if nothing is said. */
  free(bytes = this.#bytes): void {
    this.#bytes -= bytes;
    this.#count(-bytes, 0);
  }
}

function busy(detail: string): RoteError {
  return new RoteError("too_busy", `${detail}; try again in a moment`);
}
