/**
 * The far side of `boost.ts`: runs one training in a Web Worker, with threads that help it.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import {
  type BoostingProgress,
  type BoostingResult,
  type BoostingRun,
  type DataSet,
  type ErrorCode,
  type Offender,
  RoteError,
  trainBoostedBlob,
  TrainingTeam,
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

self.onmessage = async ({ data: request }: MessageEvent<BoostingRequest>) => {
  const { data, settings, test, threads } = request;
  const team = await TrainingTeam.start(threads);
  try {
    const onProgress = (progress: BoostingProgress) => reply({ progress });
    const options = { onProgress, ...(team ? { team } : {}) };
    const trained = trainBoostedBlob(data, settings, test, options);
    reply(trained, [trained.blob.buffer]);
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const { code, message, offenders } = error;
    reply({ error: { code, message, offenders } });
  } finally {
    team?.close();
  }
};

function reply(message: BoostingReply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
