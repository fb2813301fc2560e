/**
 * Threads that train together on shared memory: Web Workers that are started once and kept, because
 * starting them takes as long as a training. Whoever leads does its own share and waits for nobody
 * to arrive: a helper that is late finds less left to do, one that never comes is not missed.
 *
 * @module
 */

import { DOOR, KERNELS, type Kernels, MAX_THREADS } from "../kernels/kernels.ts";
import { sharedMemory, WebAssemblyKernels } from "../kernels/webassembly.ts";
import { KEEP_BYTES } from "../kernels/workbench.ts";
import type { HelperMessage } from "./helper.ts";
import {
  callOff,
  PATIENCE,
  runStages,
  type SharedJob,
  type StageReport,
  TeamStalledError,
} from "./stages.ts";

/** What a helper is told. */
export interface Invitation {
  readonly kernels: WebAssemblyKernels["name"];
  readonly memory: WebAssembly.Memory;
  /** Number of the memory: the same memory arrives as another object each time. */
  readonly memoryId: number;
  readonly job: SharedJob;
  /** Number of the run: the door is open to helpers of this run alone. */
  readonly run: number;
  /** Number of the helper, from 1; the leader is 0. */
  readonly thread: number;
}

/** Milliseconds that a leader sleeps at a time while helpers leave. */
const NAP = 100;

/** A leader's helpers. */
export class TrainingTeam {
  readonly #workers: Worker[];
  #kernels: WebAssemblyKernels | undefined;
  #memoryId = 0;
  #run = 0;
  #isOpen = true;
  #isLeading = false;

  private constructor(workers: Worker[], onFault: (fault: string) => void) {
    this.#workers = workers;
    for (const worker of workers) {
      const fail = (fault: string) => {
        this.close();
        onFault(fault);
      };
      worker.onmessage = ({ data }: MessageEvent<HelperMessage>) => {
        if (data !== "ready") fail(data.fault);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fail(event.message);
      };
    }
  }

  /**
   * Starts helpers.
   *
   * @param threads threads that work together, the leader included
   * @param onFault told why a helper ended that ought not to; the team is closed then, and trainings
   *   go on without it
   * @returns nothing if the runtime has no shared memory, no vectors or no workers, if this thread may
   *   not wait (a browser's main thread), or if one thread was asked for: train without a team then
   */
  static async start(
    threads: number,
    onFault: (fault: string) => void = () => {},
  ): Promise<TrainingTeam | undefined> {
    const helpers = Math.min(threads, MAX_THREADS) - 1;
    if (helpers < 1 || !sharedKernels()) return undefined;
    const workers: Worker[] = [];
    try {
      // Throws where this thread may not wait: a browser's own.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
      for (let i = 0; i < helpers; i++) {
        workers.push(
          new Worker(new URL("./helper.ts", import.meta.url), { type: "module" }),
        );
      }
      await Promise.all(workers.map(isReady));
      return new TrainingTeam(workers, onFault);
    } catch {
      for (const worker of workers) worker.terminate();
      return undefined;
    }
  }

  /** True unless the team is closed or in the middle of a run. */
  get isReady(): boolean {
    return this.#isOpen && !this.#isLeading;
  }

  /**
   * Leads a run: `run` lays it out on the shared kernels for so many threads, then calls `work`,
   * which comes back when all of it is done. A report that throws ends the run for all threads, and
   * the team is there for the next one.
   *
   * @throws {TeamStalledError} if a helper stops in the middle; the team is closed then
   * @ignore
   */
  lead<T>(
    run: (
      kernels: Kernels,
      threads: number,
      work: (job: SharedJob, report: StageReport) => void,
    ) => T,
  ): T {
    const kernels = this.#borrowKernels();
    this.#isLeading = true;
    let isUnderWay = false;
    try {
      return run(kernels, this.#workers.length + 1, (job, report) => {
        isUnderWay = true;
        const door = doorOf(kernels);
        Atomics.store(door, 0, ++this.#run);
        this.#invite(kernels, job);
        const finish = () => {
          dismiss(door);
          isUnderWay = false;
        };
        try {
          runStages(kernels, job, 0, report);
        } catch (error) {
          if (error instanceof TeamStalledError) throw error;
          callOff(kernels, job);
          finish();
          throw error;
        }
        finish();
      });
    } catch (error) {
      // A helper may still be writing into this memory, and there is no other way to stop it.
      if (isUnderWay) this.close();
      throw error;
    } finally {
      this.#isLeading = false;
      if (kernels.buffer.byteLength > KEEP_BYTES) this.#kernels = undefined;
    }
  }

  #invite({ name, memory }: WebAssemblyKernels, job: SharedJob): void {
    for (const [i, worker] of this.#workers.entries()) {
      const invitation: Invitation = {
        kernels: name,
        memory,
        memoryId: this.#memoryId,
        job,
        run: this.#run,
        thread: i + 1,
      };
      worker.postMessage(invitation);
    }
  }

  #borrowKernels(): WebAssemblyKernels {
    if (this.#kernels) return this.#kernels;
    const kernels = sharedKernels();
    if (!kernels) throw new TeamStalledError("There is no shared memory any more");
    this.#memoryId++;
    return this.#kernels = kernels;
  }

  /** Ends the helpers. */
  close(): void {
    this.#isOpen = false;
    this.#kernels = undefined;
    for (const worker of this.#workers) worker.terminate();
  }
}

/**
 * The two counters by which a team assembles: the run that may be joined (0: none), and helpers at
 * work. They have a place of their own in each memory, which no run lays anything over: a helper may
 * come with the invitation of a run that is long over.
 */
export function doorOf(kernels: Kernels): Int32Array {
  return new Int32Array(kernels.buffer, DOOR, 2);
}

/** Lets nobody join any more and waits until those who did have left. */
function dismiss(door: Int32Array): void {
  Atomics.store(door, 0, 0);
  const deadline = performance.now() + PATIENCE;
  for (let present; (present = Atomics.load(door, 1)) > 0;) {
    if (performance.now() > deadline) {
      throw new TeamStalledError(`${present} helpers do not leave a training that is done`);
    }
    Atomics.wait(door, 1, present, NAP);
  }
}

/** The fastest kernels on shared memory, if the runtime allows any. */
function sharedKernels(): WebAssemblyKernels | undefined {
  for (const name of KERNELS) {
    if (name === "typescript") break;
    try {
      return new WebAssemblyKernels(name, sharedMemory());
    } catch {
      // The next kind, then.
    }
  }
  return undefined;
}

/** Waits for a worker's first message. */
function isReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
}
