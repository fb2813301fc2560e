/**
 * What the soak's client is told to do, and what it says of what came of it.
 *
 * @module
 */

import type { KindName } from "./kinds.ts";

/** How a client sends. */
export interface Plan {
  /** The service. */
  readonly url: string;
  /** Folder with the files that requests are made of. */
  readonly folder: string;
  /** What is sent, by the shares of each kind. */
  readonly kinds: readonly KindName[];
  /** Connections at most. */
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second by a timetable, whatever comes back; 0: each connection waits for its answer. */
  readonly rate: number;
  /** Chooses the order of kinds, and what is written. */
  readonly seed: number;
}

/** How often a request of a kind came to one and the same end. */
export interface Count {
  readonly kind: KindName;
  /** 0 where no answer came. */
  readonly status: number;
  /** True if the answer says when to try again. */
  readonly hasRetryAfter: boolean;
  readonly times: number;
}

/** A write that was acknowledged: a version, or a job that is to make one. */
export interface Written {
  readonly model: string;
  readonly version?: string;
  readonly job?: string;
}

/** A prediction for one packed row. */
export interface Timed {
  /** Seconds after the client's start. */
  readonly at: number;
  /** From the time that was planned to the end of the answer. */
  readonly milliseconds: number;
}

/** The line that the client prints when it has sent its last request. */
export const SENT = "sent";

/** What the client prints at the end, as JSON. */
export interface Outcome {
  /** From the first request to the last answer. */
  readonly seconds: number;
  readonly counts: readonly Count[];
  /** Requests that were due while all connections waited for answers. They were not sent. */
  readonly heldBack: number;
  readonly written: readonly Written[];
  readonly predictions: readonly Timed[];
}
