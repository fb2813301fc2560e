/**
 * Trains in a Web Worker, one run at a time. The worker is started on first use and kept, because a
 * warm one trains faster; a cancelled run ends its worker on the spot, and the next run gets a new
 * one.
 *
 * @module
 */

import {
  type DataSet,
  type ErrorCode,
  type Offender,
  RoteError,
  type TrainingProgress,
  type TrainingResult,
} from "../lib/mod.ts";
import type { VersionDescription } from "./model.ts";
import type { TrainingRequest } from "./training_worker.ts";

/** What the worker sends: progress many times, then an outcome or an error. */
export type TrainingReply =
  | { progress: TrainingProgress }
  | TrainedBlob
  | { error: { code: ErrorCode; message: string; offenders: readonly Offender[] } };

/** A trained network's bytes and what training found out. */
export interface TrainedBlob {
  readonly blob: Uint8Array<ArrayBuffer>;
  readonly result: TrainingResult;
  /** What the blob holds, read back from it: whoever keeps it need not decode it. */
  readonly description: VersionDescription;
}

/** One worker that trains, and the threads that help it. */
export class Trainer {
  readonly #threads: number;
  #worker: Worker | undefined;
  #fail: ((error: unknown) => void) | undefined;

  /** @param threads threads that train together, where the runtime allows more than one */
  constructor(threads = 1) {
    this.#threads = threads;
  }

  /** True while a run is under way. */
  get isBusy(): boolean {
    return this.#fail !== undefined;
  }

  /**
   * Trains. The rows are moved to the worker, not copied: `request` must not be used afterwards.
   *
   * @throws {RoteError} what `trainBlob` throws; `job_cancelled` after {@linkcode Trainer.stop};
   *   `internal` if the worker dies, for lack of memory for example
   */
  run(
    request: Omit<TrainingRequest, "threads">,
    onProgress: (progress: TrainingProgress) => void = () => {},
  ): Promise<TrainedBlob> {
    if (this.isBusy) throw new Error("A trainer runs one training at a time");
    const worker = this.#worker ??= new Worker(
      new URL("./training_worker.ts", import.meta.url).href,
      { type: "module" },
    );
    return new Promise<TrainedBlob>((resolve, reject) => {
      this.#fail = reject;
      worker.onmessage = ({ data: reply }: MessageEvent<TrainingReply>) => {
        if ("progress" in reply) return onProgress(reply.progress);
        if ("error" in reply) {
          const { code, message, offenders } = reply.error;
          return reject(new RoteError(code, message, offenders));
        }
        resolve(reply);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#end(new RoteError("internal", `The training worker died: ${event.message}`));
      };
      const message: TrainingRequest = { ...request, threads: this.#threads };
      worker.postMessage(message, buffersOf(request.data, request.test));
    }).finally(() => {
      this.#fail = undefined;
    });
  }

  /** Ends the worker; a run under way fails with `job_cancelled`. */
  stop(): void {
    this.#end(new RoteError("job_cancelled", "The training was cancelled"));
  }

  #end(reason: RoteError): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#fail?.(reason);
  }
}

/** The memory of the rows and labels, each buffer once. */
function buffersOf(...sets: (DataSet | undefined)[]): ArrayBuffer[] {
  const buffers = sets.flatMap((set) => set ? [set.rows.bytes.buffer, set.labels.buffer] : []);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
