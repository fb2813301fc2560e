/**
 * The far side of `trainer.ts`: runs one training at a time in a Web Worker, so that predictions
 * stay fast while it works. Between runs it keeps nothing but its helpers.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import {
  type BoostingRun,
  catchUncaught,
  type DataSet,
  decodeModel,
  type ErrorCode,
  type Offender,
  putEncoder,
  RoteError,
  trainBlob,
  trainBoostedBlob,
  type TrainingProgress,
  type TrainingResult,
  TrainingTeam,
} from "../../lib/mod.ts";
import { isBoosting, type Settings } from "../requests/boosted_request.ts";
import { memoryOf } from "../serving/light_models.ts";
import { describeVersion, type VersionDescription } from "../stored_model.ts";
import { versionOf } from "../names.ts";
import { type PackedEncoder, unpackEncoder } from "./packed_encoder.ts";

/** What the near side asks for. */
export interface TrainingRequest {
  readonly data: DataSet;
  readonly settings: Settings;
  readonly test?: DataSet;
  /** Goes in front of what is trained. */
  readonly encoder?: PackedEncoder;
  /** Threads that train together, this one included. */
  readonly threads: number;
  /** One number in shared memory: not 0 once the run is to stop. */
  readonly stop: Int32Array;
}

/**
 * What the worker sends: progress many times, then an outcome or an error. A fault is what it cannot
 * go on after; a helper's fault costs speed alone.
 */
export type TrainingReply =
  | { progress: TrainingProgress }
  | { fault: string }
  | { helperFault: string }
  | TrainedBlob
  | { error: { code: ErrorCode; message: string; offenders: readonly Offender[] } };

/** A trained network's bytes and what training found out. */
export interface TrainedBlob {
  readonly blob: Uint8Array<ArrayBuffer>;
  readonly result: TrainingResult;
  /** What the blob holds, read back from it: whoever keeps it need not decode it. */
  readonly description: VersionDescription;
  /** Bytes that the model takes once it is decoded. */
  readonly memory: number;
}

// The near side ends this worker then.
catchUncaught((error) => reply({ fault: wordsOf(error) }));

/** Started with the first run; nothing where one thread is asked for or allowed. */
let team: Promise<TrainingTeam | undefined> | undefined;

self.onmessage = async (event: MessageEvent<TrainingRequest>) => {
  const { data, settings, test, encoder, threads, stop } = event.data;
  try {
    team ??= TrainingTeam.start(threads, (fault) => reply({ helperFault: fault }));
    const onProgress = (progress: TrainingProgress) => reply({ progress });
    const isCancelled = () => Atomics.load(stop, 0) !== 0;
    const helpers = await team;
    const trained = isBoosting(settings)
      ? boost(data, settings, test, { onProgress, isCancelled, team: helpers })
      : trainBlob(data, settings, test, onProgress, helpers, isCancelled);
    const { blob, result } = encoder ? putEncoder(unpackEncoder(encoder), trained) : trained;
    const network = decodeModel(blob);
    const description = describeVersion(network, await versionOf(blob), blob.length, result);
    reply({ blob, result, description, memory: memoryOf(network) }, [blob.buffer]);
  } catch (error) {
    if (!(error instanceof RoteError)) return reply({ fault: wordsOf(error) });
    const { code, message, offenders } = error;
    reply({ error: { code, message, offenders } });
  }
};

/** Trains boosted tables. They are one layer, and all that it did not stop before are live. */
function boost(
  data: DataSet,
  settings: BoostingRun,
  test: DataSet | undefined,
  { onProgress, isCancelled, team }: {
    onProgress: (progress: TrainingProgress) => void;
    isCancelled: () => boolean;
    team: TrainingTeam | undefined;
  },
): { blob: Uint8Array<ArrayBuffer>; result: TrainingResult } {
  const { blob, result } = trainBoostedBlob(data, settings, test, {
    onProgress: ({ fraction }) => onProgress({ layer: 1, layers: 1, fraction }),
    isCancelled,
    ...(team ? { team } : {}),
  });
  const { tables, ...found } = result;
  return { blob, result: { ...found, liveLuts: tables, luts: settings.tables } };
}

/** What a fault is, with the place that it comes from. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? `${error.name}: ${error.message}` : String(error);
}

function reply(message: TrainingReply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
