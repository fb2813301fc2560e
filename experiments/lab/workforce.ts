/**
 * Runs trials in several Web Workers, each on one thread: trials are independent, so that uses the
 * cores better than threads that share one training. Outcomes do not depend on who does what.
 *
 * @module
 */

import type { ImageSet, LabelledImages } from "../../cli/data_sets/image_set.ts";
import type { AnyTrial } from "../experiment.ts";
import type { ImageSets, WorkerOrder, WorkerReply } from "./serve_trials.ts";

/** Workers that have the image sets at hand, for trials of kind T that come out as O. */
export class Workforce<T extends AnyTrial, O> implements Disposable {
  readonly #workers: readonly Worker[];

  /**
   * @param url module of the worker: a call of `serveTrials`
   * @param count workers to start
   */
  constructor(url: URL, imageSets: ImageSets, count: number) {
    const order: WorkerOrder<T> = { imageSets: shareAll(imageSets) };
    this.#workers = Array.from({ length: count }, () => {
      const worker = new Worker(url, { type: "module" });
      worker.postMessage(order);
      return worker;
    });
  }

  /**
   * Runs trials. Those of one task should follow each other: a worker then makes its rows once.
   *
   * @param onDone called after each trial with its number in `trials`
   * @returns the outcomes, in the order of `trials`
   * @throws {Error} naming the first trial that fails, once the others under way are done
   */
  async run(
    trials: readonly T[],
    onDone: (index: number, outcome: O) => void = () => {},
  ): Promise<O[]> {
    const outcomes: O[] = new Array(trials.length);
    let next = 0;
    const shares = await Promise.allSettled(this.#workers.map(async (worker) => {
      while (next < trials.length) {
        const index = next++;
        try {
          const outcome = await ask<T, O>(worker, trials[index]!);
          outcomes[index] = outcome;
          onDone(index, outcome);
        } catch (error) {
          // Nobody begins another one.
          next = trials.length;
          throw error;
        }
      }
    }));
    for (const share of shares) if (share.status === "rejected") throw share.reason;
    return outcomes;
  }

  [Symbol.dispose](): void {
    for (const worker of this.#workers) worker.terminate();
  }
}

function ask<T, O>(worker: Worker, trial: T): Promise<O> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Error(`The trial ${JSON.stringify(trial)} failed: ${reason}`));
    worker.onmessage = ({ data: reply }: MessageEvent<WorkerReply<O>>) => {
      if ("error" in reply) fail(reply.error);
      else resolve(reply.outcome);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message);
    };
    const order: WorkerOrder<T> = { trial };
    worker.postMessage(order);
  });
}

/** Moves the rows to shared memory, so that no worker needs a copy of its own. */
function shareAll(imageSets: ImageSets): ImageSets {
  return Object.fromEntries(
    Object.entries(imageSets).map(([name, set]): [string, ImageSet] => [name, {
      ...set,
      training: share(set.training),
      test: share(set.test),
    }]),
  );
}

function share({ rows, labels }: LabelledImages): LabelledImages {
  return { rows: { ...rows, bytes: toShared(rows.bytes) }, labels: toShared(labels) };
}

function toShared(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
