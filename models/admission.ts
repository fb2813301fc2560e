/**
 * How much may be under way at the same time: requests, and the bytes of their bodies and answers.
 * What is beyond is refused at once, so that memory stays bounded whatever comes in.
 *
 * @module
 */

import { RoteError } from "../lib/mod.ts";

/** The bounds. */
export interface AdmissionLimits {
  /** Requests under way. */
  readonly concurrentRequests: number;
  /** Bytes of bodies and answers under way, small ones aside. */
  readonly inFlightBytes: number;
}

/** Bodies up to so many bytes are bounded by the number of requests, and never held up by larger ones. */
const SMALL_BYTES = 65_536;

/** Counts what is under way. */
export class Admission {
  readonly #limits: AdmissionLimits;
  #requests = 0;
  #bytes = 0;
  #whenIdle: (() => void)[] = [];

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /** Requests under way, and the bytes that are held for requests and answers. */
  get underWay(): { requests: number; bytes: number } {
    return { requests: this.#requests, bytes: this.#bytes };
  }

  /**
   * Lets a request in. A body that is larger than the whole bound is let in when it is alone.
   *
   * @param bytes of its body, at most
   * @throws {RoteError} `too_busy`
   */
  enter(bytes: number): void {
    const { concurrentRequests, inFlightBytes } = this.#limits;
    if (this.#requests >= concurrentRequests) {
      throw new RoteError(
        "too_busy",
        `${concurrentRequests} requests are under way already; try again in a moment`,
      );
    }
    if (bytes > SMALL_BYTES && this.#bytes > 0 && this.#bytes + bytes > inFlightBytes) {
      throw new RoteError(
        "too_busy",
        `Requests and answers of ${this.#bytes} bytes are under way, and ${bytes} more would be ` +
          `above the limit of ${inFlightBytes}; try again in a moment`,
      );
    }
    this.#requests++;
    this.#bytes += bytes;
  }

  /** A request is answered; `bytes` of its body were still held. */
  leave(bytes: number): void {
    this.#bytes -= bytes;
    if (--this.#requests > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** Bytes are held beyond those of a body (an answer that is sent), or, below 0, no longer held. */
  hold(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Waits until no request is under way. */
  idle(): Promise<void> {
    if (this.#requests === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }
}
