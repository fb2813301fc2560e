/**
 * Training jobs: a bounded queue in front of a few workers. What a client was told of a job is in
 * the store; the rows of a job are in memory only, so a restart ends it as `failed`, never as stuck.
 *
 * @module
 */

import {
  type DataSet,
  quote,
  RoteError,
  type TrainingProgress,
  type TrainingSettings,
} from "../lib/mod.ts";
import { isFinished, type Job } from "./job.ts";
import { storedAt } from "./model.ts";
import type { Store } from "./store.ts";
import { type TrainedBlob, Trainer } from "./trainer.ts";

/** What a job is to do. Checked beforehand (`checkTraining`, `checkName`). */
export interface JobRequest {
  readonly model: string;
  readonly data: DataSet;
  readonly settings: TrainingSettings;
  readonly test?: DataSet;
}

/** What the queue is given from outside. */
export interface JobsOptions {
  readonly store: Store;
  /** Trainings at the same time. */
  readonly workers: number;
  /** Threads that share one training; one if not given. */
  readonly trainingThreads?: number;
  /** Jobs that may wait. */
  readonly queue: number;
  /** Finished jobs that are remembered. */
  readonly finishedJobs: number;
  /** The time; the system's unless a test has its own. */
  readonly now?: () => Date;
  /** Told of errors that no client hears of. */
  readonly onError?: (error: unknown) => void;
}

/** A job that is not finished, and what only this process knows of it. */
interface Entry {
  job: Job;
  readonly request: JobRequest;
  trainer?: Trainer;
}

/** The queue of training jobs and its workers. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #now: () => Date;
  readonly #idle: Trainer[];
  /** Jobs that are not finished, oldest first. */
  readonly #entries = new Map<string, Entry>();
  readonly #watchers = new Map<string, Set<(job: Job) => void>>();
  #isClosed = false;

  /** Starts with an empty queue; jobs that an earlier process left unfinished end as `failed`. */
  constructor(options: JobsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#idle = Array.from(
      { length: options.workers },
      () => new Trainer(options.trainingThreads),
    );
    for (const job of options.store.listUnfinishedJobs()) this.#interrupt(job);
  }

  /** How many jobs wait and how many run. */
  get counts(): { queued: number; running: number } {
    const running = this.#entries.values().filter(({ trainer }) => trainer).toArray().length;
    return { queued: this.#entries.size - running, running };
  }

  /**
   * Puts a training run into the queue.
   *
   * @throws {RoteError} `queue_full`
   */
  submit(request: JobRequest): Job {
    const { queue } = this.#options;
    if (this.#isClosed || (this.#idle.length === 0 && this.counts.queued >= queue)) {
      throw new RoteError(
        "queue_full",
        this.#isClosed
          ? "The service is stopping and takes no more trainings"
          : `${queue} trainings are waiting already, and the queue holds no more; try again later`,
      );
    }
    const job: Job = {
      id: crypto.randomUUID(),
      status: "queued",
      model: request.model,
      createdAt: this.#now().toISOString(),
      progress: { layer: 0, layers: request.settings.network.hiddenLayers + 1, fraction: 0 },
    };
    this.#options.store.putJob(job);
    this.#entries.set(job.id, { job, request });
    this.#startNext();
    return this.find(job.id);
  }

  /**
   * The job with an id.
   *
   * @throws {RoteError} `job_not_found`
   */
  find(id: string): Job {
    const job = this.#entries.get(id)?.job ?? this.#options.store.findJob(id);
    if (job) return job;
    throw new RoteError("job_not_found", `There is no job ${quote(id)}`);
  }

  /** The newest jobs first. */
  list(limit: number): Job[] {
    return this.#options.store.listJobs(limit)
      .map((stored) => this.#entries.get(stored.id)?.job ?? stored);
  }

  /**
   * Cancels a job that waits or runs.
   *
   * @throws {RoteError} `job_not_found`; `job_finished` if it is too late
   */
  cancel(id: string): Job {
    const job = this.find(id);
    const entry = this.#entries.get(id);
    if (!entry || isFinished(job)) {
      throw new RoteError("job_finished", `Job ${id} has ${job.status} already`);
    }
    this.#finish(entry, {
      status: "cancelled",
      error: { code: "job_cancelled", detail: "The training was cancelled" },
    });
    entry.trainer?.stop();
    return entry.job;
  }

  /**
   * Waits until a job is finished, but no longer than `milliseconds`.
   *
   * @returns the job as it then is
   * @throws {RoteError} `job_not_found`
   */
  wait(id: string, milliseconds: number): Promise<Job> {
    const job = this.find(id);
    if (isFinished(job)) return Promise.resolve(job);
    return new Promise((resolve) => {
      const stop = this.watch(id, (changed) => isFinished(changed) && end(changed));
      const timer = setTimeout(() => end(this.find(id)), milliseconds);
      const end = (last: Job) => {
        clearTimeout(timer);
        stop();
        resolve(last);
      };
    });
  }

  /** Calls `watcher` whenever a job changes. Returns a function that ends it. */
  watch(id: string, watcher: (job: Job) => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(id);
    };
  }

  /** Ends all workers. Jobs that are not finished end as `failed: job_interrupted`. */
  close(): void {
    this.#isClosed = true;
    for (const entry of [...this.#entries.values()]) {
      this.#finish(entry, INTERRUPTED);
      entry.trainer?.stop();
    }
    for (const trainer of this.#idle) trainer.stop();
  }

  #startNext(): void {
    if (this.#isClosed) return;
    const next = this.#entries.values().find(({ trainer }) => !trainer);
    if (!next || this.#idle.length === 0) return;
    next.trainer = this.#idle.pop()!;
    // Not stored: a restart ends a job that runs just as one that waits.
    this.#change(next, { status: "running", startedAt: this.#now().toISOString() });
    this.#train(next, next.trainer);
    this.#startNext();
  }

  async #train(entry: Entry, trainer: Trainer): Promise<void> {
    const onProgress = (progress: TrainingProgress) => {
      if (!isFinished(entry.job)) this.#change(entry, { progress });
    };
    try {
      const trained = await trainer.run(entry.request, onProgress);
      // A job may have been cancelled while its outcome was on the way here.
      if (!isFinished(entry.job)) this.#keep(entry, trained);
    } catch (error) {
      // A cancelled or interrupted job is finished already; its run only now comes to its end.
      if (!isFinished(entry.job)) this.#fail(entry, error);
    }
    this.#idle.push(trainer);
    this.#startNext();
  }

  /** Stores what a job trained and says that it succeeded, in one transaction. */
  #keep(entry: Entry, { blob, result, description }: TrainedBlob): void {
    const now = this.#now().toISOString();
    const job: Job = {
      ...entry.job,
      status: "succeeded",
      version: description.version,
      finishedAt: now,
      progress: { ...entry.job.progress, layer: entry.job.progress.layers, fraction: 1 },
      result,
    };
    this.#options.store.finishJob(job, storedAt(now, description), blob);
    this.#end(entry, job);
  }

  #fail(entry: Entry, error: unknown): void {
    const known = error instanceof RoteError && error.code !== "internal";
    if (!known || error.code === "store_unavailable") this.#options.onError?.(error);
    this.#finish(entry, {
      status: "failed",
      error: known
        ? { code: error.code, detail: error.message }
        : { code: "internal", detail: "The training failed by a fault of the service" },
    });
  }

  #finish(entry: Entry, change: Partial<Job>): void {
    const job: Job = { ...entry.job, ...change, finishedAt: this.#now().toISOString() };
    try {
      this.#options.store.putJob(job);
    } catch (error) {
      this.#options.onError?.(error);
    }
    this.#end(entry, job);
  }

  #end(entry: Entry, job: Job): void {
    this.#entries.delete(job.id);
    this.#change(entry, job);
    this.#watchers.delete(job.id);
    try {
      this.#options.store.forgetJobs(this.#options.finishedJobs);
    } catch (error) {
      this.#options.onError?.(error);
    }
  }

  #change(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change };
    for (const watcher of [...this.#watchers.get(entry.job.id) ?? []]) watcher(entry.job);
  }

  #interrupt(job: Job): void {
    this.#options.store.putJob({ ...job, ...INTERRUPTED, finishedAt: this.#now().toISOString() });
  }
}

const INTERRUPTED: Partial<Job> = {
  status: "failed",
  error: {
    code: "job_interrupted",
    detail: "The service stopped before the training was finished; send it again",
  },
};
