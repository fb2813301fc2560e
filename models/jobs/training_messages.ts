/**
 * What `trainer.ts` and its worker tell each other.
 *
 * @module
 */

import type {
  DataSet,
  ErrorCode,
  Offender,
  TrainingProgress,
  TrainingResult,
} from "../../lib/mod.ts";
import type { Settings } from "../method.ts";
import type { VersionDescription } from "../stored_model.ts";
import type { PackedEncoder } from "./packed_encoder.ts";

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
