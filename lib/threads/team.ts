/**
 * Threads that train together on shared memory: Web Workers that are started once and kept, because
 * starting them takes as long as a training. Whoever leads does its own share and waits for nobody
 * to arrive: a helper that is late finds less left to do, one that never comes is not missed.
 *
 * @module
 */

import { KERNELS, type Kernels, MAX_THREADS } from "../kernels/kernels.ts";
import { sharedMemory, WebAssemblyKernels } from "../kernels/webassembly.ts";
import { KEEP_BYTES } from "../kernels/workbench.ts";
import { doorOf, type HelperMessage, type Invitation } from "./invitation.ts";
import {
  callOff,
  PATIENCE,
  runStages,
  type SharedLayout,
  type StageReport,
  type Stages,
  TeamStalledError,
} from "./stages.ts";

/** Milliseconds that a leader sleeps at a time while helpers leave. */
const NAP = 100;

/** Lays a run out on kernels for so many threads, has its work done and reads what came of it. */
export type Run<Layout extends SharedLayout, T> = (
  kernels: Kernels,
  threads: number,
  work: (layout: Layout, report: StageReport) => void,
) => T;

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
   * @param startHelper starts a worker whose module is one of `helper.ts`
   * @param threads threads that work together, the leader included
   * @param onFault told why a helper ended that ought not to; the team is closed then, and trainings
   *   go on without it
   * @returns nothing if the runtime has no shared memory, no vectors or no workers, if this thread may
   *   not wait (a browser's main thread), or if one thread was asked for: train without a team then
   */
  static async start(
    startHelper: () => Worker,
    threads: number,
    onFault: (fault: string) => void = () => {},
  ): Promise<TrainingTeam | undefined> {
    const helpers = Math.min(threads, MAX_THREADS) - 1;
    if (helpers < 1 || !sharedKernels()) return undefined;
    const workers: Worker[] = [];
    try {
      // Throws where this thread may not wait: a browser's own.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
      for (let i = 0; i < helpers; i++) workers.push(startHelper());
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
   * @param stages of the run; helpers have the same
   * @throws {TeamStalledError} if a helper stops in the middle; the team is closed then
   * @ignore
   */
  lead<Layout extends SharedLayout, T>(stages: Stages<Layout>, run: Run<Layout, T>): T {
    const kernels = this.#borrowKernels();
    this.#isLeading = true;
    let isUnderWay = false;
    try {
      return run(kernels, this.#workers.length + 1, (layout, report) => {
        isUnderWay = true;
        const door = doorOf(kernels);
        Atomics.store(door, 0, ++this.#run);
        this.#invite(kernels, layout);
        const finish = () => {
          dismiss(door);
          isUnderWay = false;
        };
        try {
          runStages(kernels, layout, stages, 0, report);
        } catch (error) {
          if (error instanceof TeamStalledError) throw error;
          callOff(kernels, layout, stages);
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

  #invite({ name, memory }: WebAssemblyKernels, layout: SharedLayout): void {
    for (const [i, worker] of this.#workers.entries()) {
      const invitation: Invitation = {
        kernels: name,
        memory,
        memoryId: this.#memoryId,
        layout,
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
