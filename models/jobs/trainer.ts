/**
 * Trains in a Web Worker, one run at a time. The worker is started on first use and kept, because a
 * warm one trains faster. It is asked to stop by a number in shared memory, as a busy worker reads no
 * messages and Deno lets its computation run on even when it is terminated.
 *
 * @module
 */

import { type DataSet, RoteError, type TrainingProgress } from "../../lib/mod.ts";
import type { PackedEncoder } from "./packed_encoder.ts";
import type { TrainedBlob, TrainingReply, TrainingRequest } from "./training_messages.ts";

/**
 * Milliseconds after which a worker that was asked to stop is given up. It looks every few LUTs, but
 * not while it draws the wiring or tests the network.
 */
const STOP_MILLISECONDS = 1_000;

/** A run under way. */
interface Run {
  /** Its one number is 0, and 1 once the run is to stop. */
  readonly stop: Int32Array;
  readonly fail: (error: unknown) => void;
  giveUp?: ReturnType<typeof setTimeout>;
}

/** One worker that trains, and the threads that help it. */
export class Trainer {
  readonly #threads: number;
  readonly #onError: (error: unknown) => void;
  #worker: Worker | undefined;
  #run: Run | undefined;

  /**
   * @param threads threads that train together, where the runtime allows more than one
   * @param onError told of faults that no run ends with
   */
  constructor(threads = 1, onError: (error: unknown) => void = () => {}) {
    this.#threads = threads;
    this.#onError = onError;
  }

  /** True while a run is under way. */
  get isBusy(): boolean {
    return this.#run !== undefined;
  }

  /**
   * Trains. The rows are moved to the worker, not copied: `request` must not be used afterwards.
   *
   * @throws {RoteError} what `trainBlob` throws; `job_cancelled` after {@linkcode Trainer.cancel} or
   *   {@linkcode Trainer.stop}; `internal` if the worker dies, for lack of memory for example
   */
  run(
    request: Omit<TrainingRequest, "threads" | "stop">,
    onProgress: (progress: TrainingProgress) => void = () => {},
  ): Promise<TrainedBlob> {
    if (this.isBusy) throw new Error("A trainer runs one training at a time");
    const worker = this.#worker ??= new Worker(
      new URL("./training_worker.ts", import.meta.url).href,
      { type: "module" },
    );
    const stop = new Int32Array(new SharedArrayBuffer(4));
    return new Promise<TrainedBlob>((resolve, reject) => {
      this.#run = { stop, fail: reject };
      worker.onmessage = ({ data: reply }: MessageEvent<TrainingReply>) => {
        if ("progress" in reply) return onProgress(reply.progress);
        if ("helperFault" in reply) {
          return this.#onError(new Error(`A helper of a training died: ${reply.helperFault}`));
        }
        if ("fault" in reply) return this.#die(reply.fault);
        if ("error" in reply) {
          const { code, message, offenders } = reply.error;
          return reject(new RoteError(code, message, offenders));
        }
        resolve(reply);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#die(event.message);
      };
      const message: TrainingRequest = { ...request, threads: this.#threads, stop };
      worker.postMessage(message, buffersOf(request));
    }).finally(() => {
      clearTimeout(this.#run?.giveUp);
      this.#run = undefined;
    });
  }

  /**
   * Ends the run under way, if there is one: it fails with `job_cancelled` within a second. The
   * worker is kept if it says by then that it has stopped.
   */
  cancel(): void {
    if (!this.#run) return;
    Atomics.store(this.#run.stop, 0, 1);
    this.#run.giveUp ??= setTimeout(() => this.stop(), STOP_MILLISECONDS);
  }

  /** Ends the worker; a run under way fails with `job_cancelled` at once. */
  stop(): void {
    if (this.#run) Atomics.store(this.#run.stop, 0, 1);
    this.#end(new RoteError("job_cancelled", "The training was cancelled"));
  }

  /** Ends the worker after a fault, which a run under way fails with. */
  #die(fault: string): void {
    const reason = new RoteError("internal", `The training worker died: ${fault}`);
    if (!this.#run) this.#onError(reason);
    this.#end(reason);
  }

  #end(reason: RoteError): void {
    clearTimeout(this.#run?.giveUp);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#run?.fail(reason);
  }
}

/** The memory of a request's rows, labels and encoder, each buffer once. */
export function buffersOf(
  { data, test, encoder }: { data: DataSet; test?: DataSet; encoder?: PackedEncoder },
): ArrayBuffer[] {
  const sets = test ? [data, test] : [data];
  const buffers = sets.flatMap(({ rows, labels }) => [rows.bytes.buffer, labels.buffer]);
  if (encoder) buffers.push(encoder.buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
