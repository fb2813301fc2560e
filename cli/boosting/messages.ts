/**
 * What `boost.ts` and its worker tell each other.
 *
 * @module
 */

import type {
  BoostingProgress,
  BoostingResult,
  BoostingRun,
  DataSet,
  ErrorCode,
  Offender,
} from "../../lib/mod.ts";

/** What the near side asks for. */
export interface BoostingRequest {
  readonly data: DataSet;
  readonly settings: BoostingRun;
  readonly test?: DataSet;
  /** Threads that train together, this one included. */
  readonly threads: number;
}

/** Trained tables as bytes and what training found out. */
export interface BoostedBlob {
  readonly blob: Uint8Array<ArrayBuffer>;
  readonly result: BoostingResult;
}

/** What the worker sends: progress many times, then an outcome or an error. */
export type BoostingReply =
  | { progress: BoostingProgress }
  | BoostedBlob
  | { error: { code: ErrorCode; message: string; offenders: readonly Offender[] } };
